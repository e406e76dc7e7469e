import { count, type GoalMatch, showPlain } from '../../engine/protocol/index.ts'
import { type Line, line, type Span, span, wrapLine } from '../lines.ts'

/** What was understood of a goal, while it is being typed. */
export function understoodLines(match: GoalMatch, takesBlueprint: boolean, width: number): Line[] {
  const skills = match.skills.filter((skill) => !skill.inserted)
  const words = [...new Set(skills.flatMap((skill) => skill.why.flatMap(quoted)))]
  const joined = (spans: Span[]): Span[] =>
    spans.flatMap((one, index) => (index === 0 ? [one] : [span(' · ', 'quiet'), one]))
  const known = joined([
    ...words.map((word) => span(word, 'accent')),
    ...match.facts.map((fact) => span(`${fact.name} ${showPlain(fact.value)}`, 'good')),
    ...match.leftOut.map((skill) => span(skill.name, 'struck')),
  ])
  const blueprint = match.blueprint
  return [
    ...(known.length === 0 ? [] : wrapLine([span('   '), ...known], width, 3)),
    ...(skills.length === 0
      ? nearestLines(match, width)
      : wrapLine(
          line(
            span(`   ${count(skills.length, 'skill')}: `, 'strong'),
            span(skills.map((skill) => skill.name).join(', ')),
          ),
          width,
          5,
        )),
    ...match.leftOut.flatMap((skill) =>
      wrapLine(line(span(`   without ${skill.name}: ${skill.why}`, 'quiet')), width, 5),
    ),
    ...match.notes.flatMap((note) => wrapLine(line(span(`   ${note}`, 'warn')), width, 5)),
    ...(blueprint === null
      ? []
      : wrapLine(
          [
            span('   → blueprint ', 'strong'),
            span(`${blueprint.name} ${Math.floor(blueprint.confidence * 100)} %`),
            span(takesBlueprint ? '  taken (Tab: go without it)' : '  (Tab to take it)', 'quiet'),
          ],
          width,
          5,
        )),
  ]
}

function nearestLines(match: GoalMatch, width: number): Line[] {
  const nearest = match.nearest.slice(0, 3)
  if (nearest.length === 0) return [line(span('   no skill knows these words yet', 'quiet'))]
  return [
    line(span('   no skill knows these words; the nearest:', 'quiet')),
    ...nearest.flatMap((one) => wrapLine(line(span(`     ${one.name}  `, 'accent'), span(one.why, 'quiet')), width, 7)),
  ]
}

const quoted = (why: string): string[] => [...why.matchAll(/"([^"]+)"/g)].flatMap((found) => found[1] ?? [])
