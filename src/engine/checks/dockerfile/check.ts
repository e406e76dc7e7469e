import type { Diagnostic } from '../../protocol/diagnostic.ts'
import type { Check, CheckContext } from '../check.ts'
import { PathIndex } from '../consistency/paths.ts'
import { sourceOf } from '../read/source.ts'
import { diagnosticsOf } from '../rule.ts'
import type { FileRef } from '../tree.ts'
import { layers } from './layers.ts'
import { mayBeDockerfile } from './paths.ts'
import { readDockerfile } from './reader.ts'
import type { Said } from './said.ts'
import { missingSources } from './sources.ts'
import { lostArguments, stagesOf, structure } from './stages.ts'

/** The offline check of Dockerfiles. */
export const dockerfileCheck: Check = {
  id: 'dockerfile',
  scope: 'tree',
  appliesTo: ({ path, text }) => mayBeDockerfile(path) && !/\{\{[^{}\n]*\}\}|^\s*\{%|<[%:]/m.test(text),
  run: async (files, context) => {
    let known: PathIndex | null = null
    const index = (): PathIndex => {
      known ??= new PathIndex(context.tree)
      return known
    }
    return files.flatMap((file) => judgeDockerfile(file, context, index))
  },
}

function judgeDockerfile(file: FileRef, { schemas }: CheckContext, index: () => PathIndex): Diagnostic[] {
  const { path, text } = file
  const dockerfile = readDockerfile(text)
  // Pieces that a preprocessor puts together begin with anything.
  if (dockerfile.instructions.length === 0) return []
  const staged = stagesOf(dockerfile)
  const said: Said[] = [...structure(dockerfile, staged)]
  if (staged.stages.length > 0)
    said.push(...lostArguments(staged), ...layers(dockerfile, staged, schemas), ...missingSources(path, staged, index))
  const source = sourceOf({ path, text })
  return diagnosticsOf(
    'dockerfile',
    said.map(({ offset, hint, ...hit }) => ({
      ...hit,
      at: { file: path, ...source.at(Math.min(offset, text.length)) },
      ...(hint === undefined ? {} : { hint: `${hit.rule.why} ${hint}` }),
    })),
  )
}
