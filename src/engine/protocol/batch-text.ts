import type { BatchEvent, PhaseStatus, TaskPhase } from './batch.ts'

/** The phases as people write them. */
export const PHASE_NAMES: Readonly<Record<TaskPhase, string>> = {
  init: 'init',
  generate: 'generate',
  qa: 'QA',
  review: 'review',
  pr: 'PR',
}

export const PHASE_WORDS: Readonly<Record<PhaseStatus, string>> = {
  waiting: 'waiting',
  running: 'running',
  passed: 'passed',
  failed: 'failed',
  'not-run': 'not run',
  blocked: 'blocked',
}

/** `6 m 12 s` */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  return minutes < 60 ? `${minutes} m ${two(seconds % 60)} s` : `${Math.floor(minutes / 60)} h ${two(minutes % 60)} m`
}

const two = (n: number): string => String(n).padStart(2, '0')

/** `00:06:12` */
export function clockTime(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(':')
}

/** What a batch says about an event, line by line: in a pipe, and in the log of the board. */
export function batchLines(event: BatchEvent): string[] {
  const said = (text: string): string[] => [`${clockTime(event.at)} ${text}`]
  switch (event.type) {
    case 'batch.started':
      return said(`batch ${event.batch}: ${event.tasks.length} tasks, ${event.parallel} at once`)
    case 'task.started':
      return said(`[${event.task}] started`)
    case 'task.phase':
      return said(`[${event.task}] ${PHASE_NAMES[event.phase]}: ${PHASE_WORDS[event.status]}`)
    case 'task.step':
      return said(`[${event.task}] ${event.text}`)
    case 'task.log':
      return [`${event.task} | ${event.text}`]
    case 'task.spent':
      return []
    case 'task.paused':
      return said(`[${event.task}] paused`)
    case 'task.resumed':
      return said(`[${event.task}] goes on`)
    case 'task.blocked':
      return said(`[${event.task}] BLOCKED: ${event.reason}`)
    case 'gate.asked':
      return [
        ...said(`[${event.task}] GATE: ${event.request.title}`),
        ...event.request.lines.map((line) => `  ${line}`),
        ...event.request.evidence.map((line) => `  Evidence: ${line}`),
        `  ${event.request.choices.map((choice) => `${choice.key}: ${choice.label}`).join(' · ')}`,
      ]
    case 'gate.answered':
      return said(`[${event.task}] gate answered: ${event.answer} (${event.by})`)
    case 'task.finished':
      return said(`[${event.task}] ${event.outcome}${event.summary === '' ? '' : `: ${event.summary}`}`)
    case 'batch.finished':
      return said(event.message)
  }
}
