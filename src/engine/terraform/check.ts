import type { Check } from '../checks/check.ts'
import { dirName, type FileRef } from '../checks/tree.ts'
import type { Diagnostic } from '../protocol/diagnostic.ts'
import type { Located } from './module/types.ts'
import { packStore } from './schema/packs.ts'
import { validateTree } from './tree.ts'

/** The offline check of Terraform modules. */
export const terraformCheck: Check = {
  id: 'terraform',
  scope: 'tree',
  appliesTo: isTerraform,
  async run(files, { surroundings, schemas, unjudged }) {
    const { findings, unknownProviders } = validateTree(moduleDirs(files), surroundings, packStore(schemas))
    for (const provider of unknownProviders) unjudged?.(`no schema of ${provider}`)
    return findings.map(asDiagnostic)
  },
}

export function isTerraform(file: Pick<FileRef, 'path'>): boolean {
  return (
    /\.tf(?:\.json)?$/.test(file.path) && !/(?:^|\/)(?:\.terraform|node_modules|\.git|\.skillchain)\//.test(file.path)
  )
}

export function moduleDirs(files: readonly Pick<FileRef, 'path'>[]): string[] {
  return [...new Set(files.map((file) => dirName(file.path)))].sort()
}

export function asDiagnostic({ file, line, column, severity, summary, detail }: Located): Diagnostic {
  return { check: 'terraform', severity, file, line, column, message: `${summary}: ${detail}` }
}
