import type { RunState } from '../../engine/protocol/index.ts'
import type { Parts } from '../frame.ts'
import { frameWidth, type Size } from '../frame.ts'
import { type Line, line, sides, span, wrapLine } from '../lines.ts'
import { MARKS } from './status.ts'

export interface Motion {
  /** Sign of something that runs; the same sign when nothing may move. */
  spinner: string
  seconds: number
}

/** The time of each skill, from the events. */
export type Spent = Readonly<Record<string, number>>

/** What runs while nobody is asked: the skills, then the checks. */
export function viewProgress(run: RunState, spent: Spent, motion: Motion, size: Size): Parts {
  const width = frameWidth(size)
  switch (run.phase) {
    case 'generating':
    case 'writing':
    case 'checking':
      return { top: [], body: generating(run, spent, motion, width), bottom: [] }
    case 'finished':
      return { top: [], body: [], bottom: [] }
    case 'new':
    case 'chain':
    case 'questions':
      return { top: [], body: [], bottom: [line(span(` ${motion.spinner} `, 'accent'), span('working', 'quiet'))] }
  }
}

function generating(run: RunState, spent: Spent, motion: Motion, width: number): Line[] {
  const column = Math.max(0, ...run.skills.map((skill) => skill.name.length)) + 2
  const firstOpen = run.skills.findIndex((skill) => skill.status === 'configured' || skill.status === 'waiting')
  const skills = run.skills.map((skill, index): Line => {
    const name = span(skill.name.padEnd(column))
    if (skill.status === 'generated')
      return line(
        span(' ✓ ', 'good'),
        name,
        span(`${skill.files} files`.padStart(9)),
        span(`   ${Math.round(spent[skill.name] ?? 0)} ms`, 'quiet'),
      )
    if (skill.status === 'failed' || skill.status === 'skipped') {
      const mark = MARKS[skill.status]
      return line(span(` ${mark.sign} `, mark.role), name, span(`${mark.word}: ${skill.reason ?? ''}`, mark.role))
    }
    return run.phase === 'generating' && index === firstOpen
      ? line(span(` ${motion.spinner} `, 'accent'), name, span('rendering', 'quiet'))
      : line(span(' ○ ', 'quiet'), name)
  })
  const done = run.written.length
  const files = run.planned.length
  const last = run.written.at(-1)?.path ?? ''
  const writing =
    run.phase === 'generating' || files === 0
      ? []
      : [
          sides(
            line(span(run.phase === 'writing' ? ` ${motion.spinner} ` : ' ✓ ', 'accent'), `files ${done}/${files}`),
            line(span(last, 'quiet')),
            width,
          ),
        ]
  const checks =
    run.checks.length === 0 && run.phase !== 'checking'
      ? []
      : wrapLine(
          [
            span(' checks  ', 'strong'),
            ...run.checks.flatMap((check) => [
              span(`${check.check} `),
              span(
                check.status === 'passed'
                  ? '✓ '
                  : check.status === 'failed'
                    ? `✗ ${check.diagnostics.length} `
                    : '– not run ',
                check.status === 'passed' ? 'good' : check.status === 'failed' ? 'bad' : 'quiet',
              ),
              span('  '),
            ]),
            ...(run.phase === 'checking'
              ? [span(`${motion.spinner}${motion.seconds > 0 ? ` ${motion.seconds} s` : ''}`, 'accent')]
              : []),
          ],
          width,
          9,
        )
  return [...skills, ...writing, ...checks]
}
