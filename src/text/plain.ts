import { clip, wrap } from './width.ts'

/** Text from outside may hold escape sequences, bidirectional overrides and other control codes; none of them reaches a terminal. */
export function plainText(text: string): string {
  return text
    .replace(
      /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[PX^_][^\u001b]*\u001b\\|[@-Z\\-_])/g,
      '',
    )
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
}

/** No tool writes longer lines for people to read. */
const LONGEST = 2000

/** A line of a tool as it would stand on a terminal: what a carriage return overwrote is gone, and so is every control code. */
export function toolLine(text: string): string {
  // Most lines are plain, and thousands of them come through here.
  const line = /^[\x20-\x7e]*$/.test(text) ? text : cleaned(text)
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST - 1)}…`
}

function cleaned(text: string): string {
  const whole = text.replace(/[\r\n]+$/, '')
  const shown = whole.slice(whole.lastIndexOf('\r') + 1)
  return plainText(shown.replace(/[\n\u2028\u2029]+/g, ' ').replaceAll('\t', '  '))
}

/** A box of box-drawing characters; `null` in the lines is a rule across it. */
export function box(lines: (string | null)[], width: number, style: 'double' | 'single' = 'single'): string[] {
  const [tl, tr, bl, br, h, v, ml, mr] = style === 'double' ? [...'╔╗╚╝═║╠╣'] : [...'╭╮╰╯─│├┤']
  const inner = width - 4
  const body = lines.flatMap((line) =>
    line === null
      ? [`${ml}${(h ?? '').repeat(width - 2)}${mr}`]
      : wrap(line, inner).map((part) => `${v} ${clip(part, inner)} ${v}`),
  )
  return [`${tl}${(h ?? '').repeat(width - 2)}${tr}`, ...body, `${bl}${(h ?? '').repeat(width - 2)}${br}`]
}
