import { widthOf } from '../../src/text/index.ts'

/** How a piece of a terminal's line looks. Colours are the sixteen of the palette. */
export interface Look {
  color: number | null
  ground: number | null
  bold: boolean
  faint: boolean
  struck: boolean
  reverse: boolean
}

/** Characters that look the same, from a column on. */
export interface Run {
  column: number
  width: number
  text: string
  look: Look
}

const PLAIN: Look = { color: null, ground: null, bold: false, faint: false, struck: false, reverse: false }

const SIGNS: Record<number, Partial<Look>> = {
  0: PLAIN,
  1: { bold: true },
  2: { faint: true },
  7: { reverse: true },
  9: { struck: true },
  22: { bold: false, faint: false },
  27: { reverse: false },
  29: { struck: false },
  39: { color: null },
  49: { ground: null },
}

function changed(look: Look, code: number): Look {
  if (code >= 30 && code <= 37) return { ...look, color: code - 30 }
  if (code >= 90 && code <= 97) return { ...look, color: code - 82 }
  if (code >= 40 && code <= 47) return { ...look, ground: code - 40 }
  const sign = SIGNS[code]
  if (sign === undefined) throw new Error(`a screen of ours never sends the attribute ${code}`)
  return { ...look, ...sign }
}

/** Lines as `tmux capture-pane -e` gives them. */
export function readScreen(captured: string): Run[][] {
  let look = PLAIN
  return captured
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => {
      const runs: Run[] = []
      let column = 0
      for (const [, codes, text] of line.matchAll(/\u001b\[([\d;]*)m|([^\u001b]+)/g)) {
        if (codes !== undefined) {
          look = codes.split(';').map(Number).reduce(changed, look)
          continue
        }
        if (text === undefined) continue
        const shown = text.replaceAll(/[\u000e\u000f]/g, '')
        const width = widthOf(shown)
        if (shown !== '') runs.push({ column, width, text: shown, look })
        column += width
      }
      return runs
    })
}

export const textOf = (screen: readonly Run[][]): string =>
  screen
    .map((line) =>
      line
        .map((run) => run.text)
        .join('')
        .trimEnd(),
    )
    .join('\n')
