import { widthOf } from '../../src/text/index.ts'
import { graphemes } from '../../src/ui/edit.ts'
import { type Look, type Run, textOf } from './cells.ts'
import { isStroke, strokeOf } from './strokes.ts'

/** A screen as it stood, and for how long a recording shows it. */
export interface Frame {
  screen: readonly Run[][]
  ms: number
}

export interface Window {
  title: string
  columns: number
  rows: number
  palette: Palette
}

export interface Palette {
  ground: string
  bar: string
  edge: string
  text: string
  faint: string
  /** The sixteen colours, in the order of their codes. */
  colors: readonly string[]
}

export const DARK: Palette = {
  ground: '#10151c',
  bar: '#1a212b',
  edge: '#2b3542',
  text: '#d8dee7',
  faint: '#7d8a9a',
  colors: [
    '#2b3542',
    '#ff7b72',
    '#7ee08a',
    '#e8b84e',
    '#79b8ff',
    '#d2a8ff',
    '#5fd7e0',
    '#d8dee7',
    '#7d8a9a',
    '#ff9e97',
    '#a2eeaa',
    '#f4d07f',
    '#a5cfff',
    '#e3c8ff',
    '#97e9ee',
    '#ffffff',
  ],
}

const CELL = { width: 8.4, height: 19, font: 14 }
const EDGE = 14
const BAR = 32
const FONT = "ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono','Liberation Mono',monospace"

const n = (value: number): string => String(Math.round(value * 100) / 100)
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** A picture of a terminal window. Its description is the text that it shows. */
export function picture(window: Window, screen: readonly Run[][]): string {
  return inWindow(window, textOf(screen), '', rowsOf(screen, window))
}

/** The same, moving: all frames below each other, of which one is in sight. Equal rows are drawn once. */
export function recording(window: Window, frames: readonly Frame[]): string {
  const named = new Map<string, string>()
  const height = window.rows * CELL.height
  const strip = frames.map(({ screen }, index) => {
    const rows = screen.flatMap((line, row) => {
      const drawn = rowOf(line, 0, window)
      if (drawn === '') return []
      const name = named.get(drawn) ?? `r${named.size}`
      named.set(drawn, name)
      return [`<use href="#${name}" y="${n(index * height + row * CELL.height)}"/>`]
    })
    return rows.join('')
  })
  const total = frames.reduce((sum, frame) => sum + frame.ms, 0)
  let at = 0
  const stops = frames.map(({ ms }, index) => {
    const stop = `${n((at / total) * 100)}%{transform:translateY(${n(-index * height)}px)}`
    at += ms
    return stop
  })
  const last = n(-(frames.length - 1) * height)
  const style = `.strip{animation:play ${n(total / 1000)}s step-end infinite}@keyframes play{${stops.join('')}}@media(prefers-reduced-motion:reduce){.strip{animation:none;transform:translateY(${last}px)}}`
  const defs = [...named].map(([drawn, name]) => `<g id="${name}">${drawn}</g>`).join('\n')
  const width = window.columns * CELL.width
  const body = [
    `<defs>\n${defs}\n</defs>`,
    `<svg width="${n(width)}" height="${n(height)}" overflow="hidden">`,
    `<g class="strip">\n${strip.join('\n')}\n</g>`,
    '</svg>',
  ].join('\n')
  const said = frames.map(({ screen }) => textOf(screen)).filter((text, index, all) => text !== all[index - 1])
  return inWindow(window, said.at(-1) ?? '', style, body)
}

function inWindow({ title, columns, rows, palette }: Window, text: string, style: string, body: string): string {
  const width = columns * CELL.width + EDGE * 2
  const height = rows * CELL.height + BAR + EDGE * 2 - 6
  const dots = ['#ff5f57', '#febc2e', '#28c840']
    .map((color, index) => `<circle cx="${18 + index * 18}" cy="${BAR / 2}" r="5.5" fill="${color}"/>`)
    .join('')
  const css = [
    `text{font:${CELL.font}px ${FONT};fill:${palette.text};white-space:pre}`,
    `path{fill:none;stroke:${palette.faint};stroke-width:1.1}`,
    '.b{font-weight:700}.s{text-decoration:line-through}',
    `.f{fill:${palette.faint}}path.h{stroke-width:2.4}`,
    ...palette.colors.map((color, index) => `.c${index}{fill:${color}}path.c${index}{stroke:${color};fill:none}`),
    style,
  ].join('')
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" width="${n(width)}" height="${n(height)}" viewBox="0 0 ${n(width)} ${n(height)}" role="img">`,
    `<title>${escaped(title)}</title>`,
    `<desc>\n${escaped(text)}\n</desc>`,
    `<style>${css}</style>`,
    `<rect x=".5" y=".5" width="${n(width - 1)}" height="${n(height - 1)}" rx="9" fill="${palette.ground}" stroke="${palette.edge}"/>`,
    `<path d="M1 ${BAR}V10A9 9 0 0 1 10 1H${n(width - 10)}A9 9 0 0 1 ${n(width - 1)} 10V${BAR}Z" style="fill:${palette.bar};stroke:none"/>`,
    dots,
    `<text x="${n(width / 2)}" y="${BAR / 2 + 5}" text-anchor="middle" class="f" style="font-size:12.5px">${escaped(title)}</text>`,
    `<g transform="translate(${EDGE} ${BAR + EDGE - 4})">`,
    body,
    '</g>',
    '</svg>',
  ].join('\n')}\n`
}

const rowsOf = (screen: readonly Run[][], window: Window): string =>
  screen.flatMap((line, row) => rowOf(line, row * CELL.height, window) || []).join('\n')

/** One line at a height: its grounds, its strokes, then its text, each piece as wide as its cells whatever the font. */
function rowOf(line: readonly Run[], y: number, { palette }: Window): string {
  const grounds: string[] = []
  const texts: string[] = []
  const strokes = new Map<string, string>()
  for (const run of line) {
    const ground = groundOf(run.look, palette)
    if (ground !== null)
      grounds.push(
        `<rect x="${n(run.column * CELL.width)}" y="${n(y)}" width="${n(run.width * CELL.width)}" height="${CELL.height}" fill="${ground}"/>`,
      )
    for (const piece of piecesOf(run)) {
      if (!isStroke(piece.sign)) {
        texts.push(textAt(piece.sign, piece.column, y, run.look, palette))
        continue
      }
      for (let index = 0; index < piece.count; index++) {
        const x = (piece.column + index) * CELL.width
        const { thin, heavy } = strokeOf(piece.sign, x, y, CELL.width, CELL.height)
        const color = run.look.color === null ? '' : `c${run.look.color}`
        if (thin !== '') strokes.set(color, (strokes.get(color) ?? '') + thin)
        if (heavy !== '') strokes.set(`${color} h`, (strokes.get(`${color} h`) ?? '') + heavy)
      }
    }
  }
  const paths = [...strokes].map(([kind, d]) => {
    const name = kind.trim()
    return `<path${name === '' ? '' : ` class="${name}"`} d="${joined(d)}"/>`
  })
  return [...grounds, ...paths, ...texts].join('')
}

/** Horizontal strokes that go on are one: `M0 9L8 9M8 9L16 9` says no more than `M0 9L16 9`. */
function joined(path: string): string {
  let before = ''
  let now = path
  while (now !== before) {
    before = now
    now = now.replaceAll(/M([\d.]+) ([\d.]+)L([\d.]+) \2M\3 \2L([\d.]+) \2/g, 'M$1 $2L$4 $2')
  }
  return now
}

interface Piece {
  sign: string
  column: number
  count: number
}

/** Text without the blanks around it, and each kind of stroke. */
function piecesOf(run: Run): Piece[] {
  const pieces: Piece[] = []
  let column = run.column
  for (const sign of graphemes(run.text)) {
    const width = widthOf(sign)
    const last = pieces.at(-1)
    if (isStroke(sign)) {
      if (last?.sign === sign && last.column + last.count === column) last.count++
      else pieces.push({ sign, column, count: 1 })
    } else if (last !== undefined && !isStroke(last.sign)) last.sign += sign
    else pieces.push({ sign, column, count: 1 })
    column += width
  }
  return pieces.flatMap((piece) => (isStroke(piece.sign) ? [piece] : words(piece)))
}

/** Wide gaps are left out: text that stands at its column needs no blanks before it. */
function words({ sign, column }: Piece): Piece[] {
  const pieces: Piece[] = []
  for (const found of sign.matchAll(/\S+(?: \S+)*/g))
    pieces.push({ sign: found[0], column: column + widthOf(sign.slice(0, found.index)), count: 1 })
  return pieces
}

function textAt(text: string, column: number, y: number, look: Look, palette: Palette): string {
  const kinds = [
    ...(look.bold ? ['b'] : []),
    ...(look.struck ? ['s'] : []),
    ...(look.faint ? ['f'] : look.color === null ? [] : [`c${look.color}`]),
  ]
  const kind = kinds.length === 0 ? '' : ` class="${kinds.join(' ')}"`
  const fill = look.reverse ? ` style="fill:${palette.ground}"` : ''
  const width = widthOf(text) * CELL.width
  return `<text x="${n(column * CELL.width)}" y="${n(y + 14.2)}" textLength="${n(width)}" lengthAdjust="spacingAndGlyphs"${kind}${fill}>${escaped(text)}</text>`
}

function groundOf({ reverse, color, ground }: Look, palette: Palette): string | null {
  if (reverse) return color === null ? palette.text : (palette.colors[color] ?? palette.text)
  return ground === null ? null : (palette.colors[ground] ?? null)
}
