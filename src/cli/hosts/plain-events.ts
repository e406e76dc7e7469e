import {
  count,
  type DeliverableResult,
  type Report,
  type RunEvent,
  type RunState,
} from '../../engine/protocol/index.ts'
import { renderBox, renderProof, renderSummary } from '../../engine/report/index.ts'
import { box } from './text.ts'
import { titleOf } from './title.ts'
import { showPlain } from './values.ts'

export interface PlainStyle {
  /** Draw boxes; otherwise the same words as plain lines. */
  boxes: boolean
  width: number
}

/** What a run says, line by line. Nothing is said for events that only a screen needs. */
export function eventLines(event: RunEvent, state: RunState, style: PlainStyle): string[] {
  switch (event.type) {
    case 'run.started':
      return [`run ${event.run}: ${titleOf(event.goal)}`]
    case 'run.resumed':
      return [`resuming run ${state.run}: ${titleOf(state.goal)}`]
    case 'goal.understood':
      return event.match.notes.map((note) => `note: ${note}`)
    case 'chain.confirmed':
      return event.skipAll ? [`chain: ${event.chain.skills.map((s) => s.name).join(' → ')} (all defaults)`] : []
    case 'skill.started':
      return header(
        `STEP ${event.step}/${event.of}: ${event.skill.toUpperCase()}`,
        [`Namespace: infrastructure-skills:${event.skill}`, ...neededBy(event.skill, state)],
        style,
      )
    case 'skill.configured':
      return event.summary === '' ? [] : [`  ${event.skill}: ${event.summary}`]
    case 'skill.failed':
      return [`error: skill ${event.skill}: ${event.reason}`]
    case 'skill.skipped':
      return [`skipped ${event.skill}: ${event.reason}`]
    case 'fact.cleared':
      return [`${event.name} is asked again: ${event.because}`]
    case 'generate.started':
      return boxed(
        [
          `GENERATING INFRASTRUCTURE FOR: "${titleOf(event.goal)}"`,
          null,
          'Based on configurations:',
          ...event.skills.map((s) => `  ${s.name}: ${s.summary}`),
        ],
        style,
      )
    case 'generate.skill': {
      const step = state.skills.findIndex((s) => s.name === event.skill) + 1
      return [
        `[${step}/${state.skills.length}] ${event.skill}: ${count(event.files, 'file')} in ${Math.round(event.ms)} ms`,
      ]
    }
    case 'files.settled':
      return [
        `files: ${event.written} written · ${event.same} unchanged · ${event.kept} yours kept · ${event.removed} removed`,
      ]
    case 'file.diff':
      return event.diff.replace(/\n$/, '').split('\n')
    case 'file.written':
      return event.action === 'merge' ||
        event.action === 'remove' ||
        event.action === 'keep-yours' ||
        event.action === 'stay-deleted'
        ? [`  ${event.action}: ${event.path}`]
        : []
    case 'check.finished':
      return [
        `check ${event.check}: ${event.status}${event.note === undefined ? '' : ` (${event.note})`}`,
        ...event.diagnostics.map(
          (d) =>
            `  ${d.file}${d.line === 0 ? '' : `:${d.line}:${d.column}`}: ${d.severity}: ${d.message}${d.hint === undefined ? '' : ` (${d.hint})`}`,
        ),
      ]
    case 'note':
      return [`${event.level === 'warning' ? 'warning' : 'note'}: ${event.text}`]
    case 'report.ready':
      return reportLines(event.report, style)
    case 'run.finished':
      return endLines(event, state, style)
    case 'fact.set':
    case 'chain.proposed':
    case 'request.opened':
    case 'request.answered':
    case 'files.planned':
    case 'checks.started':
    case 'check.started':
      return []
  }
}

/** spec 1 step 5.5; without boxes the same words, a line each, every sign spelled out. */
function reportLines(report: Report, { boxes }: PlainStyle): string[] {
  const box = boxes
    ? renderBox(report)
    : [
        'INFRASTRUCTURE SKILLCHAIN VALIDATION',
        `Blueprint: ${report.blueprint ?? 'none'}`,
        `Maturity: ${report.maturity}`,
        ...report.deliverables.map((one) => deliverableLine(one, report)),
        `Required: ${report.required}`,
        `Fulfilled: ${report.fulfilled}`,
        `Completeness: ${report.completeness}%`,
      ]
  return [...box, ...renderProof(report, { ascii: !boxes }), '']
}

function deliverableLine({ name, status, skippedBy }: DeliverableResult, { maturity }: Report): string {
  if (status === 'missing') return `  ${name} - MISSING`
  if (status === 'skipped') return `  ${name} (skipped - ${skippedBy === 'condition' ? 'not chosen' : maturity})`
  return `  ${name} - fulfilled`
}

/** spec 1 §4.6, where something was judged, and then how the run ended. */
function endLines(
  event: Extract<RunEvent, { type: 'run.finished' }>,
  state: RunState,
  { boxes }: PlainStyle,
): string[] {
  const { report, origin } = state
  const judged = report !== null && event.outcome !== 'interrupted' && event.outcome !== 'unanswered'
  return [
    ...(judged ? renderSummary(report, { root: origin?.shown ?? '', ascii: !boxes }) : []),
    ...(event.message === '' ? [] : [event.message]),
  ]
}

/** Why a skill is in the chain that the goal does not name. */
function neededBy(name: string, state: RunState): string[] {
  const skill = state.chain?.skills.find((one) => one.name === name)
  return skill?.inserted === true ? [`In the chain: ${skill.why.join(', ')}`] : []
}

function header(title: string, under: string[], style: PlainStyle): string[] {
  const rule = (style.boxes ? '═' : '-').repeat(Math.max(1, Math.min(style.width, 60)))
  return style.boxes ? ['', rule, ` ${title}`, ...under.map((line) => ` ${line}`), rule] : [title, ...under]
}

/** A box in fewer columns is harder to read than none; some terminals say 0. */
const NARROWEST = 40

export function boxed(lines: (string | null)[], style: PlainStyle): string[] {
  return style.boxes && style.width >= NARROWEST
    ? ['', ...box(lines, Math.min(style.width, 80))]
    : lines.filter((line) => line !== null)
}

/** `step 2/4, question 1/3 · `, where a question waits. */
function place({ pending }: RunState): string {
  if (pending?.kind !== 'question') return ''
  return `step ${pending.step}/${pending.of}, question ${pending.index}/${pending.count} · `
}

/** What `status` answers, at any question. */
export function statusLines(state: RunState, { boxes }: PlainStyle): string[] {
  const signs = { waiting: '○', asking: '◆', configured: '✓', generated: '✓', failed: '✗', skipped: '–' } as const
  const facts = Object.values(state.facts)
  const from = (origin: string): number => facts.filter((fact) => fact.origin === origin).length
  return [
    `Progress: ${place(state)}${count(from('answer'), 'answer')} given · ${from('goal')} from the goal · ${from('flag') + from('answers-file')} from flags and files`,
    ...state.skills.map(
      (skill) =>
        `  ${boxes ? signs[skill.status] : `${skill.status}:`} ${skill.name}${skill.summary === '' ? '' : `   ${skill.summary}`}${skill.status === 'asking' ? '   ← here' : ''}`,
    ),
    ...facts
      .filter((fact) => fact.origin !== 'default')
      .map((fact) => `    ${fact.name} = ${showPlain(fact.value)}   [from ${fact.source ?? fact.origin}]`),
  ]
}
