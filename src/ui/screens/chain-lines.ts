import { type Chain, type ChainSkill, count, type GoalMatch, showPlain } from '../../engine/protocol/index.ts'
import { titleOf } from '../../text/index.ts'
import { boxOf, frameWidth, isSmall, penFor, type Size } from '../frame.ts'
import { type Line, line, type Span, sides, span, wrapLine, wrapText } from '../lines.ts'

/** The parts of spec 1's box, each as lines of at most `inner` columns. */
export function chainTitle(chain: Chain, inner: number): Line[] {
  return wrapText(`SKILL CHAIN DETECTED FOR: "${titleOf(chain.goal)}"`, inner, 2, 'strong')
}

export function skillLines(skill: ChainSkill, index: number, inner: number): Line[] {
  const why = whyOf(skill)
  const name: Span[] = [
    span(`  ${index + 1}. `),
    span('✓ ', 'good'),
    span(skill.name, 'strong'),
    span(`  (${why})`, 'quiet'),
  ]
  return [
    ...wrapLine(name, inner, 7),
    line(span(`       Priority: ${skill.priority}   ${count(skill.questions, 'question')}`, 'quiet')),
  ]
}

const whyOf = (skill: ChainSkill): string => `${skill.inserted ? 'added: ' : ''}${skill.why.join(', ')}`

/** One line for a skill, where the window is low. */
function shortSkill(skill: ChainSkill, index: number, inner: number): Line {
  const name: Span[] = [
    span(`  ${index + 1}. `),
    span('✓ ', 'good'),
    span(skill.name, 'strong'),
    span(`  (${whyOf(skill)})`, 'quiet'),
  ]
  return sides(name, [span(`  Priority: ${skill.priority}`, 'quiet')], inner)
}

export function chainList(chain: Chain, inner: number, short = false): Line[] {
  const skills = chain.skills.flatMap((skill, index) =>
    short ? [shortSkill(skill, index, inner)] : skillLines(skill, index, inner),
  )
  const left = chain.leftOut.flatMap((skill) =>
    wrapLine([span('  –  '), span(skill.name, 'struck'), span(`  (left out: ${skill.why})`, 'quiet')], inner, 7),
  )
  return [line('MATCHED INFRASTRUCTURE SKILLS:'), ...(skills.length === 0 ? [line('  none')] : skills), ...left]
}

export function chainEstimate(chain: Chain, match: GoalMatch | null, inner: number): Line[] {
  const facts = (match?.facts ?? []).map((fact) => `${fact.name} ${showPlain(fact.value)}`)
  const { minutes, questions, withDefault } = chain.estimate
  const blueprint =
    chain.blueprint === null
      ? []
      : wrapText(
          `Blueprint: ${chain.blueprint.name} (${Math.floor(chain.blueprint.confidence * 100)} %)   custom goes without it`,
          inner,
          2,
        )
  return [
    ...blueprint,
    ...(facts.length === 0 ? [] : wrapText(`Understood: ${facts.join(' · ')}`, inner, 2)),
    ...wrapText(
      `Estimated time: ${minutes} min   Estimated questions: ${questions} (${withDefault} have a default)`,
      inner,
      2,
    ),
  ]
}

/** The box as it stays in the scrollback once the chain is settled. */
export function chainBox(chain: Chain, match: GoalMatch | null, size: Size): Line[] {
  const width = frameWidth(size)
  const pen = penFor(isSmall(size) ? 'none' : 'round', width)
  return boxOf([chainTitle(chain, pen.inner), chainList(chain, pen.inner), chainEstimate(chain, match, pen.inner)], pen)
}
