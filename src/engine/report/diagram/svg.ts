import { escapeHtml } from '../escape.ts'
import type { Drawing } from './layout.ts'
import type { Arrow, Box, Label } from './pen.ts'

/** Colours by role; the page and a file of its own share them. */
export const DIAGRAM_STYLE = `
.dg{--ink:#16202e;--soft:#526072;--line:#9aa7b8;--paper:#fff;--vpc:#7c3aed;--pub:#0f766e;--pri:#1d4ed8;--dat:#b45309;--run:#1d4ed8}
.dg text{font-family:ui-sans-serif,system-ui,"Segoe UI",Helvetica,Arial,"DejaVu Sans",sans-serif;fill:var(--ink)}
.dg .t-title{font-weight:600}.dg .t-note{fill:var(--soft)}.dg .t-detail{fill:var(--ink)}
.dg rect{fill:var(--paper);stroke:var(--line);stroke-width:1}
.dg .k-region{fill:none;stroke-dasharray:2 3}.dg .k-vpc{fill:#7c3aed0a;stroke:var(--vpc)}
.dg .k-zone{fill:none;stroke-dasharray:5 4}
.dg .k-public{fill:#0f766e14;stroke:var(--pub)}.dg .k-private{fill:#1d4ed814;stroke:var(--pri)}.dg .k-data{fill:#b4530914;stroke:var(--dat)}
.dg .k-nat{fill:#0f766e2b;stroke:var(--pub)}.dg .k-entrance{stroke:var(--vpc);stroke-width:1.5}
.dg .k-runtime{stroke:var(--run);stroke-width:1.5}.dg .k-environment{stroke:var(--vpc)}
.dg line{stroke:var(--soft);stroke-width:1.5}.dg .tip{fill:var(--soft);stroke:none}
@media (prefers-color-scheme:dark){.dg{--ink:#e6ebf2;--soft:#9fb0c3;--line:#5b6a7d;--paper:#172130;--vpc:#b794ff;--pub:#4fd1c0;--pri:#86aaff;--dat:#f0b35b;--run:#86aaff}
.dg .k-vpc{fill:#b794ff0d}.dg .k-public{fill:#4fd1c01a}.dg .k-private{fill:#86aaff1a}.dg .k-data{fill:#f0b35b1a}.dg .k-nat{fill:#4fd1c033}}
@media print{.dg{--ink:#000;--soft:#333;--line:#777;--paper:#fff}}
`

export interface SvgOptions {
  /** As a file of its own: with its style, a background and the namespace. */
  standalone?: boolean
}

export function renderSvg(drawing: Drawing, options: SvgOptions = {}): string {
  const { width, height } = drawing
  const description = options.standalone ? drawing.description.replaceAll(/([.;]) /g, '$1\n') : drawing.description
  const own = options.standalone
    ? `\n<style>${lines(DIAGRAM_STYLE)}</style>\n<rect class="k-frame" width="${width}" height="${round(height)}" stroke="none"/>`
    : ''
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="dg" viewBox="0 0 ${width} ${round(height)}" role="img" aria-labelledby="dg-title dg-desc">`,
    `<title id="dg-title">${escapeHtml(drawing.title)}</title>`,
    `<desc id="dg-desc">${escapeHtml(description)}</desc>${own}`,
    ...drawing.boxes.map(rect),
    ...drawing.arrows.map(arrow),
    ...drawing.labels.map(text),
    '</svg>',
  ].join('\n')
}

/** A file of its own is kept in git: its lines are no longer than others there. */
function lines(style: string): string {
  const wide = 150
  let line = ''
  const packed: string[] = []
  for (const piece of style.replaceAll('\n', '').split(/(?<=[;{}])/)) {
    if (line.length + piece.length > wide) {
      packed.push(line)
      line = ''
    }
    line += piece
  }
  return [...packed, line].join('\n')
}

function rect(box: Box): string {
  const radius = box.kind === 'nat' ? 13 : 8
  return `<rect class="k-${box.kind}" x="${round(box.x)}" y="${round(box.y)}" width="${round(box.width)}" height="${round(box.height)}" rx="${radius}"/>`
}

function text(label: Label): string {
  const hint = label.full === label.text ? '' : `<title>${escapeHtml(label.full)}</title>`
  return `<text class="t-${label.role}" x="${round(label.x)}" y="${round(label.y)}" font-size="${label.size}"${label.anchor === 'start' ? '' : ` text-anchor="${label.anchor}"`}>${escapeHtml(label.text)}${hint}</text>`
}

const TIP = 7

function arrow({ from, to }: Arrow): string {
  const [x, y] = to
  const across = from[1] === y
  const tip = across
    ? `${x},${y} ${x - TIP},${y - 4} ${x - TIP},${y + 4}`
    : `${x},${y} ${x - 4},${y - TIP} ${x + 4},${y - TIP}`
  return `<line x1="${round(from[0])}" y1="${round(from[1])}" x2="${round(across ? x - TIP : x)}" y2="${round(across ? y : y - TIP)}"/><polygon class="tip" points="${tip}"/>`
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
