import type { Line, Role } from './lines.ts'

/** How roles and signs look on this terminal. */
export interface Theme {
  color: boolean
  /** Draw every sign with its ASCII twin. */
  ascii: boolean
}

/** Only the sixteen colours that the user's own palette defines: they can be read on light and dark ground. */
const SGR: Record<Role, [on: string, off: string] | null> = {
  plain: null,
  strong: ['1', '22'],
  quiet: ['2', '22'],
  accent: ['36', '39'],
  good: ['32', '39'],
  bad: ['31', '39'],
  warn: ['33', '39'],
  chosen: ['1;36', '22;39'],
  struck: ['9', '29'],
  caret: ['7', '27'],
}

/** Each sign has a twin of the same width, so that a layout is the same in both. */
const ASCII: Record<string, string> = {
  ...twins('╭╮╰╯┌┐└┘├┤╔╗╚╝╠╣', '++++++++++++++++'),
  ...twins('─═│║━╸', '-=||=-'),
  ...twins('✓✗○●◆⚠›–·…•→←↑↓↵█', '+xo**!>--~*><^v/_'),
  ...twins('⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏', '|/-\\|/-\\|/'),
  ...twins('▸▾', '>v'),
  ...twins('“”‘’×≤≥', `""''x<>`),
}

function twins(signs: string, ascii: string): Record<string, string> {
  return Object.fromEntries([...signs].map((sign, index) => [sign, ascii[index] ?? '?']))
}

const toAscii = (text: string): string => text.replace(/[^\x20-\x7e]/g, (sign) => ASCII[sign] ?? sign)

/** The characters that go to the terminal for a line. */
export function paint(line: Line, theme: Theme): string {
  return line
    .map(({ text, role }) => {
      const shown = theme.ascii ? toAscii(text) : text
      // Where the caret stands must be seen without colours, too.
      const code = theme.color || role === 'caret' ? SGR[role] : null
      return code === null ? shown : `\u001b[${code[0]}m${shown}\u001b[${code[1]}m`
    })
    .join('')
}
