import { count, type RunState } from '../../engine/protocol/index.ts'
import { bar } from '../bar.ts'
import { frameWidth, type Parts, type Size } from '../frame.ts'
import { type Line, line, sides, span, wrapLine } from '../lines.ts'

export interface Motion {
  /** Sign of something that runs; the same sign when nothing may move. */
  spinner: string
  /** Milliseconds, on the clock that `Since` is from. */
  now: number
}

/** When each check began. */
export type Since = Readonly<Record<string, number>>

/** What runs while nobody is asked. What is done was printed above, so only the rest is drawn: skills, files, checks. */
export function viewProgress(run: RunState, since: Since, motion: Motion, size: Size): Parts {
  const width = frameWidth(size)
  switch (run.phase) {
    case 'generating':
      return { top: [], body: openSkills(run, motion), bottom: [] }
    case 'writing':
      return { top: [], body: [files(run, motion, width)], bottom: [] }
    case 'checking':
      return { top: [], body: checks(run, since, motion, width), bottom: [] }
    case 'finished':
      return { top: [], body: [], bottom: [] }
    case 'new':
    case 'chain':
    case 'questions':
      return { top: [], body: [], bottom: [turning(motion, 'working')] }
  }
}

const turning = ({ spinner }: Motion, text: string): Line => line(span(` ${spinner} `, 'accent'), span(text, 'quiet'))

function openSkills(run: RunState, motion: Motion): Line[] {
  const column = Math.max(0, ...run.skills.map((skill) => skill.name.length)) + 2
  const open = run.skills.flatMap((skill, index) =>
    skill.status === 'configured' || skill.status === 'waiting' ? [{ ...skill, step: index + 1 }] : [],
  )
  const of = run.skills.length
  return open.map(({ name, step }, index) =>
    index === 0
      ? line(
          span(` ${motion.spinner} `, 'accent'),
          span(`[${step}/${of}] `, 'quiet'),
          span(name.padEnd(column), 'strong'),
          span('rendering', 'quiet'),
        )
      : line(span(` ○ [${step}/${of}] ${name}`, 'quiet')),
  )
}

function files(run: RunState, motion: Motion, width: number): Line {
  const done = run.written.length
  const of = run.planned.length
  const left = line(
    span(` ${motion.spinner} `, 'accent'),
    span('files ', 'strong'),
    ...bar(done, of),
    ` ${done}/${of} `,
  )
  return sides(left, line(span(`${run.written.at(-1)?.path ?? ''} `, 'quiet')), width)
}

function checks(run: RunState, since: Since, motion: Motion, width: number): Line[] {
  const of = run.checks.length + run.checking.length
  if (run.checking.length === 0) return [turning(motion, 'judging the result')]
  const failed = run.checks.filter((check) => check.status === 'failed').length
  const idle = run.checks.filter((check) => check.status === 'not-run').length
  const running = run.checking.filter((check) => check.running)
  const waiting = run.checking.filter((check) => !check.running)
  const passed = run.checks.filter((check) => check.status === 'passed')
  return [
    line(
      span(` ${motion.spinner} `, 'accent'),
      span('checks ', 'strong'),
      ...bar(run.checks.length, of),
      ` ${run.checks.length}/${of}`,
      span(failed > 0 ? `  ✗ ${failed} failed` : '', 'bad'),
      span(idle > 0 ? `  – ${idle} not run` : '', 'quiet'),
    ),
    ...named(
      '✓',
      'good',
      passed.map((check) => check.check),
      width,
    ),
    ...running.map(({ check, files: looked }) => {
      const seconds = Math.floor((motion.now - (since[check] ?? motion.now)) / 1000)
      return line(
        span(`   ${motion.spinner} `, 'accent'),
        span(check, 'strong'),
        span(`  ${count(looked, 'file')}${seconds > 0 ? `  ${seconds} s` : ''}`, 'quiet'),
      )
    }),
    ...named(
      '○',
      'quiet',
      waiting.map((check) => check.check),
      width,
    ),
  ]
}

function named(sign: string, role: 'good' | 'quiet', names: readonly string[], width: number): Line[] {
  return names.length === 0 ? [] : wrapLine([span(`   ${sign} `, role), span(names.join(' · '), 'quiet')], width, 5)
}
