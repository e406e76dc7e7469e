import type { Check } from '../checks/check.ts'
import { dirName, type FileRef, type Tree } from '../checks/tree.ts'
import type { Diagnostic } from '../protocol/diagnostic.ts'
import type { Surroundings } from './files.ts'
import type { Located } from './module/types.ts'
import type { PackStore } from './schema/store.ts'
import { validateTree } from './tree.ts'

/** The offline check of Terraform modules, for a tree that holds all it needs. */
export function terraformCheck(store: PackStore): Check {
  return {
    id: 'terraform',
    appliesTo: isTerraform,
    run: async (files, { tree }) => {
      const { findings } = validateTree(moduleDirs(files), treeSurroundings(tree), store)
      return findings.map(asDiagnostic)
    },
  }
}

export function isTerraform(file: Pick<FileRef, 'path'>): boolean {
  return /\.tf$/.test(file.path) && !/(?:^|\/)(?:\.terraform|node_modules|\.git|\.skillchain)\//.test(file.path)
}

export function moduleDirs(files: readonly Pick<FileRef, 'path'>[]): string[] {
  return [...new Set(files.map((file) => dirName(file.path)))].sort()
}

export function asDiagnostic({ file, line, column, severity, summary, detail }: Located): Diagnostic {
  return { check: 'terraform', severity, file, line, column, message: `${summary}: ${detail}` }
}

function treeSurroundings(tree: Tree): Surroundings {
  const folders = new Map<string, string[]>()
  for (const path of tree.paths()) {
    const dir = dirName(path)
    const name = path.slice(dir === '' ? 0 : dir.length + 1)
    folders.set(dir, [...(folders.get(dir) ?? []), name])
  }
  return {
    list: (dir) => folders.get(dir) ?? null,
    text: (path) => tree.text(path),
    sees: (path) => path !== '..' && !path.startsWith('../'),
  }
}
