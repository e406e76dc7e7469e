import type { PathIndex } from '../consistency/paths.ts'
import { dirName } from '../tree.ts'
import { jsonWords } from './instructions.ts'
import type { Instruction } from './reader.ts'
import { DOCKERFILE } from './rules.ts'
import type { Said } from './said.ts'
import type { Staged } from './stages.ts'

/** Files that somebody writes; others may be built before the image is. */
const WRITTEN =
  /(?:^|\/)(?:requirements[\w.-]*\.txt|package(?:-lock)?\.json|go\.(?:mod|sum)|Gemfile|pyproject\.toml|pom\.xml|Cargo\.(?:toml|lock)|composer\.json|Makefile|[\w.-]+\.(?:conf|cnf|ini|sh|py|rb|ya?ml|toml|cfg|sql|tmpl|template|j2|js|ts|php|html|css))$/

/** What COPY takes from the folder of the build, where it is nowhere in the tree whatever that folder is. */
export function* missingSources(path: string, { stages }: Staged, index: () => PathIndex): Generator<Said> {
  for (const { instructions } of stages)
    for (const one of instructions) {
      if (one.name !== 'COPY' || one.hasHeredoc || one.flags.some((flag) => flag.name === '--from')) continue
      for (const { text, start } of sourcesOf(one)) {
        const source = text
          .replace(/^["']|["']$/g, '')
          .replace(/^(?:\.?\/)+/, '')
          .replace(/\/$/, '')
        if (!WRITTEN.test(source) || /[$*?[\]\\<>{}%]|(?:^|\/)\.\.(?:\/|$)/.test(source)) continue
        const paths = index()
        if (paths.endsSomewhere(source)) continue
        const here = dirName(path)
        if ([source, `${here}/${source}`].some((one) => paths.isIgnored(one))) continue
        yield { rule: DOCKERFILE.source, offset: start, message: `There is no ${source} anywhere in the tree.` }
      }
    }
}

function sourcesOf({ rest, restStart, words }: Instruction): { text: string; start: number }[] {
  const json = jsonWords(rest)
  return json === null ? words.slice(0, -1) : json.slice(0, -1).map((text) => ({ text, start: restStart }))
}
