import { type RunState, type SkillStatus, showPlain } from '../../engine/protocol/index.ts'
import { BLANK, type Line, line, type Role, sides, span, wrapLine } from '../lines.ts'

export const MARKS: Record<SkillStatus, { sign: string; role: Role; word: string }> = {
  waiting: { sign: '○', role: 'quiet', word: 'waiting' },
  asking: { sign: '●', role: 'accent', word: '← here' },
  configured: { sign: '✓', role: 'good', word: '' },
  generated: { sign: '✓', role: 'good', word: '' },
  failed: { sign: '✗', role: 'bad', word: 'failed' },
  skipped: { sign: '–', role: 'warn', word: 'skipped' },
}

/** What `status` shows over a question. */
export function statusLines(run: RunState, width: number): Line[] {
  const facts = Object.values(run.facts)
  const from = (...origins: string[]): number => facts.filter((fact) => origins.includes(fact.origin)).length
  const asked = run.chain?.estimate.questions ?? 0
  const answered = from('answer')
  const head = line(
    span(' Progress  ', 'strong'),
    `${answered} of ${asked} answered · ${from('goal')} from the goal · ${from('flag', 'answers-file')} from flags and files`,
  )
  const column = Math.max(0, ...run.skills.map((skill) => skill.name.length)) + 2
  const skills = run.skills.flatMap((skill) => {
    const mark = MARKS[skill.status]
    const said =
      skill.status === 'failed' || skill.status === 'skipped' ? `${mark.word}: ${skill.reason ?? ''}` : skill.summary
    return wrapLine(
      [
        span(`   ${mark.sign} `, mark.role),
        span(skill.name.padEnd(column)),
        span(said, 'quiet'),
        span(skill.status === 'asking' ? '  ← here' : '', 'accent'),
      ],
      width,
      5,
    )
  })
  const known = facts
    .filter((fact) => fact.origin !== 'default' && fact.origin !== 'derived')
    .map((fact) =>
      sides(
        line(span(`     ${fact.name}`), span(`  ${showPlain(fact.value)}`, 'strong')),
        line(span(`${fact.origin === 'answer' ? 'answer' : `from ${fact.source ?? fact.origin}`} `, 'quiet')),
        width,
      ),
    )
  return [head, BLANK, ...skills, ...(known.length > 0 ? [BLANK, ...known] : [])]
}
