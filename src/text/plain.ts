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
