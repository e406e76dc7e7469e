import {
  count,
  type DialogRequest,
  type MergeAnswer,
  type QuestionAnswer,
  type Request,
  type RunEvent,
  type RunState,
  showPlain,
} from '../engine/protocol/index.ts'
import { titleOf } from '../text/index.ts'
import { boxOf, frameWidth, isSmall, penFor, type Size } from './frame.ts'
import { checkPrint, endPrint, reportPrint } from './history-report.ts'
import { BLANK, type Line, line, type Role, span, wrapLine, wrapText } from './lines.ts'
import { chainBox } from './screens/chain-lines.ts'

/** What is printed once and then scrolls away like any command's output. */
export type Print = (size: Size) => Line[]

/** A generated file as it stands now; null when it is not there. */
export type ReadFile = (path: string) => string | null

/** The story of a run, event by event: the same things that the plain host says. */
export function printsFor(event: RunEvent, run: RunState, read: ReadFile): Print | null {
  switch (event.type) {
    case 'run.started':
      return said('quiet', `run ${event.run}: ${titleOf(event.goal)}`)
    case 'run.resumed':
      return said('quiet', `resuming run ${event.run}: ${titleOf(event.goal)}`)
    case 'goal.understood':
      return event.match.notes.length === 0 ? null : lines(event.match.notes.map((note) => ['quiet', `note: ${note}`]))
    case 'chain.confirmed':
      return (size) => [
        ...chainBox(event.chain, run.match, size),
        ...(event.skipAll
          ? wrapText(
              ` chain: ${event.chain.skills.map((skill) => skill.name).join(' → ')} (all defaults)`,
              size.columns,
              3,
            )
          : []),
      ]
    case 'skill.started':
      return stepHeader(event.step, event.of, event.skill, run)
    case 'skill.configured':
      return event.summary === '' ? null : marked('✓', 'good', event.skill, event.summary)
    case 'skill.failed':
      return marked('✗', 'bad', event.skill, `failed: ${event.reason}`)
    case 'skill.skipped':
      return marked('–', 'warn', event.skill, `skipped: ${event.reason}`)
    case 'fact.cleared':
      return said('warn', `${event.name} is asked again: ${event.because}`)
    case 'generate.started':
      return generateBox(event.goal, event.skills)
    case 'generate.skill':
      return generated(event.skill, event.files, event.ms, run)
    case 'files.settled':
      return said(
        'plain',
        `files: ${event.written} written · ${event.same} unchanged · ${event.kept} yours kept · ${event.removed} removed`,
      )
    case 'file.diff':
      return lines(
        event.diff
          .replace(/\n$/, '')
          .split('\n')
          .map((text) => [diffRole(text), text]),
      )
    case 'file.written':
      return event.action === 'merge' ||
        event.action === 'remove' ||
        event.action === 'keep-yours' ||
        event.action === 'stay-deleted'
        ? said('plain', `  ${event.action}: ${event.path}`)
        : null
    case 'check.finished':
      return checkPrint(event, read)
    case 'note':
      return lines(
        event.text
          .split('\n')
          .map((text, index) => [
            event.level === 'warning' ? 'warn' : 'quiet',
            index === 0 ? `${event.level === 'warning' ? 'warning' : 'note'}: ${text}` : text,
          ]),
      )
    case 'report.ready':
      return reportPrint(event.report)
    case 'run.finished':
      return endPrint(event, run)
    case 'fact.set':
    case 'chain.proposed':
    case 'request.opened':
    case 'request.answered':
    case 'files.planned':
    case 'checks.started':
    case 'check.started':
      return null
  }
}

/** What a person answered, kept above the next question. */
export function printAnswer(request: Request, answer: string | { is: string }): Print | null {
  switch (request.kind) {
    case 'question':
      return answered(request.fact, questionWords(request.default, answer as QuestionAnswer)) // a question's answer
    case 'dialog':
      return dialogPrint(request, String(answer))
    case 'merge':
      return said('quiet', `${request.path}: ${mergedWords(answer as MergeAnswer)}`) // a merge's answer
    case 'gate':
      return said('warn', `gate ${request.title}: ${String(answer)}`)
    case 'chain':
      return null
  }
}

const mergedWords = (answer: MergeAnswer): string =>
  answer.is === 'hunks' ? answer.sides.map((side, index) => `${index + 1} ${side}`).join(' · ') : MERGED[answer.is]

const MERGED: Record<Exclude<MergeAnswer['is'], 'hunks'>, string> = {
  mine: 'mine is kept',
  new: 'the new text is taken',
  both: 'both, with markers',
  edited: 'edited',
}

function questionWords(fallback: Parameters<typeof showPlain>[0], answer: QuestionAnswer): string {
  if (answer.is === 'value') return showPlain(answer.value)
  return answer.is === 'skip' ? `${showPlain(fallback)} (default)` : STEERED[answer.is]
}

const STEERED: Record<Exclude<QuestionAnswer['is'], 'value' | 'skip'>, string> = {
  'skip-all': '→ skip all: everything else takes its default',
  back: '← back',
  done: '→ done: everything else takes its default',
  restart: '← restart',
}

/** Names of facts are seldom longer, and then their values stand under each other. */
const COLUMN = 20

const answered =
  (fact: string, value: string): Print =>
  (size) =>
    wrapLine([span('   '), span(fact.padEnd(COLUMN), 'quiet'), span(`  ${value}`)], size.columns, 5)

function dialogPrint(request: DialogRequest, key: string): Print {
  const label = request.choices.find((choice) => choice.key === key)?.label ?? key
  return (size) => wrapLine([span(` ${request.title} `), span(`→ ${key}: ${label}`, 'quiet')], size.columns, 3)
}

const said = (role: Role, text: string): Print => lines([[role, text]])

function lines(texts: [Role, string][]): Print {
  return (size) => texts.flatMap(([role, text]) => wrapText(` ${text}`, size.columns, 3, role))
}

const marked =
  (sign: string, role: Role, name: string, text: string): Print =>
  (size) =>
    wrapLine([span(` ${sign} `, role), span(name, 'strong'), span(`  ${text}`)], size.columns, 5)

/** spec 1 step 3.1, and why a skill is there that nobody named. */
const stepHeader = (step: number, of: number, skill: string, run: RunState): Print => {
  const found = run.chain?.skills.find((one) => one.name === skill)
  const why = found?.inserted === true && found.why.length > 0 ? `In the chain: ${found.why.join(', ')}` : ''
  return (size) => {
    const rule = isSmall(size) ? [] : [line(span('═'.repeat(Math.min(60, size.columns)), 'quiet'))]
    return [
      BLANK,
      ...rule,
      ...wrapText(` STEP ${step}/${of}: ${skill.toUpperCase()}`, size.columns, 1, 'strong'),
      ...wrapText(` Namespace: infrastructure-skills:${skill}`, size.columns, 1, 'quiet'),
      ...(why === '' ? [] : wrapText(` ${why}`, size.columns, 1, 'quiet')),
      ...rule,
    ]
  }
}

/** spec 1 §4.3. */
const generateBox =
  (goal: string, skills: { name: string; summary: string }[]): Print =>
  (size) => {
    const pen = penFor(isSmall(size) ? 'none' : 'round', frameWidth(size))
    const based = skills.flatMap((skill) =>
      wrapLine([span(`  ${skill.name}: `, 'strong'), span(skill.summary)], pen.inner, 4),
    )
    return [
      BLANK,
      ...boxOf(
        [
          wrapText(`GENERATING INFRASTRUCTURE FOR: "${titleOf(goal)}"`, pen.inner, 2, 'strong'),
          [line('Based on configurations:'), ...based],
        ],
        pen,
      ),
    ]
  }

const generated = (skill: string, files: number, ms: number, run: RunState): Print => {
  const column = Math.max(0, ...run.skills.map((one) => one.name.length)) + 2
  const step = run.skills.findIndex((one) => one.name === skill) + 1
  return () => [
    line(
      span(' ✓ ', 'good'),
      span(`[${step}/${run.skills.length}] `, 'quiet'),
      skill.padEnd(column),
      count(files, 'file').padStart(9),
      span(`   ${Math.round(ms)} ms`, 'quiet'),
    ),
  ]
}

const diffRole = (text: string): Role =>
  text.startsWith('+') ? 'good' : text.startsWith('-') ? 'bad' : text.startsWith('@@') ? 'accent' : 'plain'
