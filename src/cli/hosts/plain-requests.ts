import {
  changesText,
  dialogTitle,
  type Fact,
  hunkPlace,
  type MergeRequest,
  mergePlaceText,
  type QuestionRequest,
  type Request,
  type TypeSpec,
} from '../../engine/protocol/index.ts'
import { chainLines } from './chain-box.ts'
import { boxed, type PlainStyle } from './plain-events.ts'
import { showPlain } from './values.ts'

/** The lines that put a request to a person, and the prompt after which the answer is typed. */
export function requestLines(
  request: Request,
  style: PlainStyle,
  given: readonly Fact[] = [],
): { lines: string[]; prompt: string } {
  switch (request.kind) {
    case 'chain':
      return {
        lines: [
          ...boxed(chainLines(request.chain, request.match, given, style.boxes), style),
          ...(request.problem === undefined ? [] : [`! ${request.problem}`]),
        ],
        prompt: 'confirm, skip, customize or help [confirm]: ',
      }
    case 'question':
      return questionLines(request)
    case 'dialog': {
      const numbers = /^\d+$/.test(request.choices[0]?.key ?? '')
      return {
        lines: [
          '',
          dialogTitle(request, style.boxes ? '⚠ ' : ''),
          '',
          ...request.lines,
          ...request.choices.map((c) => (numbers ? `${c.key}. ${c.label}` : `${c.key}) ${c.label}`)),
          '',
        ],
        prompt: `${request.prompt} `,
      }
    }
    case 'merge':
      return mergeLines(request)
    case 'gate':
      return {
        lines: [
          '',
          `GATE: ${request.title}`,
          ...request.lines,
          ...request.evidence.map((e) => `  evidence: ${e}`),
          ...request.choices.map((c) => `  ${c.key}: ${c.label}`),
        ],
        prompt:
          request.typed === undefined
            ? `Your choice (${request.choices.map((c) => c.key).join('/')}): `
            : `Type "${request.typed}" to go on, or "${request.safe}": `,
      }
  }
}

/** Where a file stands among the others, both sides of each change, and what may be typed. */
function mergeLines(request: MergeRequest): { lines: string[]; prompt: string } {
  const { path, reason, hunks, place } = request
  const both = reason === 'both-changed'
  const side = (name: string, text: string): string[] => text.split('\n').map((line) => `    ${name} | ${line}`)
  return {
    lines: [
      '',
      ...(place === undefined ? [] : [mergePlaceText(place)]),
      `${path}: ${WHY[reason]}`,
      ...hunks.flatMap((hunk, index) => [
        `  ${both && hunks.length > 1 ? `change ${index + 1} of ${hunks.length}, ` : ''}${hunkPlace(hunk)}`,
        ...(hunk.base === '' ? [] : side('was  ', hunk.base)),
        ...side('yours', hunk.yours),
        ...side('new  ', hunk.ours),
      ]),
      '  1. keep mine',
      '  2. take new',
      ...(both ? ['  3. both, with markers', '  4. edit it now'] : []),
    ],
    prompt: !both
      ? 'mine or new: '
      : hunks.length > 1
        ? `mine, new, both or edit, or a side for each of the ${hunks.length} changes: `
        : 'mine, new, both or edit: ',
  }
}

const WHY = {
  'both-changed': 'changed by you and by the new version',
  'not-ours': 'exists already and was not written by skillchain',
  binary: 'was replaced by something that is not text',
  'deleted-by-you': 'was deleted by you',
} as const

function questionLines(request: QuestionRequest): { lines: string[]; prompt: string } {
  const shown = request.previous ?? request.default
  const from =
    request.previous !== undefined
      ? 'your answer'
      : request.defaultFrom === 'preferences'
        ? 'from preferences'
        : request.defaultFrom === 'blueprint'
          ? 'from the blueprint'
          : 'default'
  const none = shown === null && request.spec.nullable !== true
  return {
    lines: [
      '',
      `${request.ask}   (${request.index}/${request.count})`,
      ...request.choices.map(
        (c, i) => `  ${i + 1}. ${c.value} – ${c.label}${c.note === undefined ? '' : ` (${c.note})`}`,
      ),
      `  Why this matters: ${request.why}`,
      ...(request.changes.length === 0 ? [] : [`  Changes: ${changesText(request.changes)}`]),
      ...(request.known.length === 0
        ? []
        : [
            `  Known: ${request.known.map((f) => `${f.name} ${showPlain(f.value)} [from ${f.source ?? f.origin}]`).join(' · ')}`,
          ]),
      ...(request.problem === undefined ? [] : [`  ! ${request.problem}`]),
    ],
    prompt: `${request.fact} (${typeWords(request.spec)}) [${none ? 'no default' : `${showPlain(shown)}; ${from}`}]: `,
  }
}

export function typeWords(spec: TypeSpec): string {
  if (spec.type === 'choice') return `choice: ${(spec.choices ?? []).map((c) => c.value).join(', ')}`
  if (spec.type === 'multi-choice') return `any of: ${(spec.choices ?? []).map((c) => c.value).join(', ')}`
  if (spec.type === 'list') return `list of ${spec.items?.type ?? 'text'}`
  const range = spec.min !== undefined && spec.max !== undefined ? ` ${spec.min}–${spec.max}` : ''
  return `${spec.type}${range}`
}

/** What `help` answers, at any request. */
export const HELP_LINES = [
  'Workflow commands:',
  '  Enter     take the value in brackets',
  '  skip      use the default for this question',
  '  skip all  use the defaults for all questions that follow',
  '  back      return to the previous skill; answers are kept',
  '  status    show progress, then ask again',
  '  done      stop asking and generate',
  '  restart   go back to the chain; answers are cleared',
  '  help      show this',
  'At the chain: confirm · skip · add SKILL · remove SKILL · order SKILL SKILL … · blueprint NAME · custom',
  'A choice is typed by its number, its name or the beginning of it.',
  'A text answer that is one of these words is put in quotes: "back".',
]
