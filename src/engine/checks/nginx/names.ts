import type { Findings } from '../read/source.ts'
import { Spelling } from '../read/spelling.ts'
import type { Names } from './scope.ts'

/** Names that are asked for and nowhere defined. Certain only when the whole configuration was seen. */
export function judgeNames(
  names: Names,
  builtin: ReadonlySet<string>,
  { complete, foreign }: { complete: boolean; foreign: boolean },
  findings: Findings,
): void {
  const prefixes = [...builtin].filter((name) => name.endsWith('_'))
  const isVariable = (name: string): boolean => {
    const lower = name.toLowerCase()
    return builtin.has(lower) || names.variables.has(name) || prefixes.some((prefix) => lower.startsWith(prefix))
  }
  const variables = new Spelling([...builtin, ...names.variables])
  const others = {
    format: new Spelling(names.formats.keys()),
    zone: new Spelling(names.zones.keys()),
    upstream: new Spelling(names.upstreams.keys()),
  }
  for (const { kind, name, at } of names.used) {
    const { source, word } = at
    if (kind === 'variable') {
      if (isVariable(name)) continue
      const near = name.length > 4 ? variables.slip(name) : null
      const hint = near === null ? undefined : `did you mean "$${near}"?`
      if (complete && !foreign) findings.error(source, word.start, `unknown "${name}" variable`, hint)
      else if (near !== null) findings.warning(source, word.start, `"$${name}" is not defined here`, hint)
      continue
    }
    if (!complete) continue
    const known = kind === 'format' ? names.formats : kind === 'zone' ? names.zones : names.upstreams
    if (known.has(name)) continue
    const spelling = others[kind === 'upstream or port' ? 'upstream' : kind]
    const hint = spelling.hint(name)
    if (kind === 'format') findings.error(source, word.start, `unknown log format "${name}"`, hint)
    else if (kind === 'zone')
      findings.error(
        source,
        word.start,
        `zero size shared memory zone "${name}"`,
        hint ?? 'no directive of this configuration makes the zone',
      )
    else if (kind === 'upstream or port')
      findings.error(source, word.start, `no port in upstream "${name}"`, hint ?? 'there is no upstream of that name')
    // A name that is no upstream is looked up by DNS, and a container next door may well have it.
    else if (spelling.slip(name) !== null)
      findings.warning(
        source,
        word.start,
        `there is no upstream "${name}"`,
        `${hint} Without one nginx looks the name up when it starts.`,
      )
  }
}
