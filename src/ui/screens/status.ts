import { count, type RunState, type SkillStatus, showPlain } from '../../engine/protocol/index.ts'
import { BLANK, type Line, line, type Role, sides, span, wrapLine } from '../lines.ts'

export const MARKS: Record<SkillStatus, { sign: string; role: Role; word: string }> = {
  waiting: { sign: '○', role: 'quiet', word: 'waiting' },
  asking: { sign: '●', role: 'accent', word: '← here' },
  configured: { sign: '✓', role: 'good', word: '' },
  generated: { sign: '✓', role: 'good', word: '' },
  failed: { sign: '✗', role: 'bad', word: 'failed' },
  skipped: { sign: '–', role: 'warn', word: 'skipped' },
}

/** Questions that were on the screen in this sitting, by their fact. */
export type AskedFacts = Readonly<Record<string, { skill: string; changes: readonly string[] }>>

/** What `status` shows over a question. */
export function statusLines(run: RunState, asked: AskedFacts, width: number): Line[] {
  const facts = Object.values(run.facts)
  const from = (...origins: string[]): number => facts.filter((fact) => origins.includes(fact.origin)).length
  const total = run.chain?.estimate.questions ?? 0
  const answered = new Set(Object.keys(run.answers).flatMap((id) => /^question:([^#]+)/.exec(id)?.[1] ?? []))
  const affected = new Set([...answered].flatMap((fact) => asked[fact]?.changes ?? []))
  const parts = [
    `${answered.size} of ${total} answered`,
    `${from('goal')} from the goal`,
    ...(from('flag', 'answers-file') > 0 ? [`${from('flag', 'answers-file')} from flags and files`] : []),
    `${Math.max(0, total - answered.size)} left`,
  ]
  const head = [span(' Progress  ', 'strong'), span(parts.join(' · '))]
  const column = Math.max(0, ...run.skills.map((skill) => skill.name.length)) + 2
  const given = (skill: string): string =>
    facts
      .filter((fact) => fact.origin === 'answer' && asked[fact.name]?.skill === skill)
      .map((fact) => `${fact.name} ${showPlain(fact.value)}`)
      .join(' · ')
  const skills = run.skills.flatMap((skill) => {
    const mark = MARKS[skill.status]
    const said =
      skill.status === 'failed' || skill.status === 'skipped'
        ? `${mark.word}: ${skill.reason ?? ''}`
        : skill.summary || given(skill.name)
    return wrapLine(
      [
        span(`   ${mark.sign} `, mark.role),
        span(skill.name.padEnd(column), skill.status === 'asking' ? 'strong' : 'plain'),
        span(said, 'quiet'),
        span(skill.status === 'asking' ? `${said === '' ? '' : '  '}← here` : '', 'accent'),
      ],
      width,
      column + 5 < width / 2 ? column + 5 : 5,
    )
  })
  const known = facts
    .filter((fact) => !UNSAID.has(fact.origin))
    .map((fact) =>
      sides(
        line(span(`     ${fact.name}`), span(`  ${showPlain(fact.value)}`, 'strong')),
        line(span(`from ${fact.source ?? fact.origin} `, 'quiet')),
        width,
      ),
    )
  return [
    ...(affected.size === 0
      ? wrapLine(head, width, 11)
      : [...wrapLine(head, width, 11), line(span(`           ${count(affected.size, 'file')} affected`, 'quiet'))]),
    BLANK,
    ...skills,
    ...(known.length > 0 ? [BLANK, line(span('   Known without asking', 'strong')), ...known] : []),
  ]
}

/** Answers stand beside their skills; what nobody said is not said here. */
const UNSAID: ReadonlySet<string> = new Set(['default', 'derived', 'answer'])
