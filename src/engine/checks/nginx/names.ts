import { distance, nearest } from '../../../skills/nearest.ts'
import type { Findings } from '../read/source.ts'
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
  for (const { kind, name, at } of names.used) {
    const { source, word } = at
    if (kind === 'variable') {
      if (isVariable(name)) continue
      const near = nearest(name, [...builtin, ...names.variables])
      const slip = near !== null && name.length > 4 && distance(name, near) === 1
      const hint = slip ? `did you mean "$${near}"?` : undefined
      if (complete && !foreign) findings.error(source, word.start, `unknown "${name}" variable`, hint)
      else if (slip) findings.warning(source, word.start, `"$${name}" is not defined here`, hint)
      continue
    }
    if (!complete) continue
    const known = kind === 'format' ? names.formats : kind === 'zone' ? names.zones : names.upstreams
    if (known.has(name)) continue
    const near = nearest(name, known.keys())
    const hint = near === null ? undefined : `did you mean "${near}"?`
    if (kind === 'format') findings.error(source, word.start, `unknown log format "${name}"`, hint)
    else if (kind === 'zone')
      findings.error(
        source,
        word.start,
        `zero size shared memory zone "${name}"`,
        hint ?? 'no directive of this configuration makes the zone',
      )
    // A name that is no upstream is looked up by DNS, and a container next door may well have it.
    else if (near !== null && distance(name, near) <= 2)
      findings.warning(
        source,
        word.start,
        `there is no upstream "${name}"`,
        `${hint} Without one nginx looks the name up when it starts.`,
      )
  }
}
