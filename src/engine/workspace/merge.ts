import { diff3MergeRegions, diffIndices } from 'node-diff3'
import type { Side } from '../protocol/requests.ts'
import { type Lines, sameContent, toLines } from './lines.ts'

export interface Hunk {
  /** Where it begins in your file, counted from 1. */
  line: number
  base: string
  yours: string
  ours: string
}

export interface Merged {
  /** Empty when the two sides go together by themselves. */
  hunks: Hunk[]
  /** The whole text; `how` decides the conflicts only, everything else is merged in every case. */
  text(how: Side | readonly Side[]): string
}

interface Line {
  text: string
  /** Undefined: as the rest of the file. */
  crlf?: boolean | undefined
}

type Piece = { agreed: Line[] } | { yours: Line[]; base: string[]; ours: Line[]; line: number }

/**
 * Merges line by line, whatever the line endings. A change of one side alone is taken; the same change on both sides is
 * taken once. Changes of both sides that touch the same line, or lines next to each other, are a conflict: neighbouring
 * lines of a configuration depend on each other too often to be merged unseen.
 */
export function mergeTexts(base: string, yours: string, ours: string): Merged {
  if (yours === base) return agreed(ours)
  if (sameContent(ours, base) || sameContent(ours, yours)) return agreed(yours)
  const sides = { base: toLines(base), yours: toLines(yours), ours: toLines(ours) }
  return assemble(sides, tooAlike(sides.base.texts, sides) ? [wholeFile(sides)] : threeWay(sides))
}

/** Two texts without a common past: all that differs is a conflict. */
export function compareTexts(yours: string, ours: string): Merged {
  if (sameContent(ours, yours)) return agreed(yours)
  const sides = { base: toLines(''), yours: toLines(yours), ours: toLines(ours) }
  const merged = assemble(sides, tooAlike(sides.yours.texts, sides) ? [wholeFile(sides)] : twoWay(sides))
  return { hunks: merged.hunks, text: (how) => (how === 'mine' ? yours : how === 'new' ? ours : merged.text(how)) }
}

function agreed(text: string): Merged {
  return { hunks: [], text: () => text }
}

interface Sides {
  base: Lines
  yours: Lines
  ours: Lines
}

function threeWay({ base, yours, ours }: Sides): Piece[] {
  const pieces: Piece[] = []
  const place = placesIn(base.texts, yours.texts)
  for (const region of diff3MergeRegions(yours.texts, base.texts, ours.texts)) {
    if (!region.stable) {
      pieces.push(...shrink(region, { base, yours, ours }))
    } else if (region.buffer === 'b') {
      pieces.push({ agreed: slice(ours, region.bufferStart, region.bufferLength, false) })
    } else {
      // A stretch of the base that nobody changed is written with the line endings it has in your file.
      const start = region.buffer === 'a' ? region.bufferStart : (place[region.bufferStart] ?? 0)
      pieces.push({ agreed: slice(yours, start, region.bufferLength, true) })
    }
  }
  return pieces
}

interface Unstable {
  aStart: number
  aContent: string[]
  oContent: string[]
  bStart: number
  bContent: string[]
}

/** Cuts off what both sides have in common at the beginning and the end of a conflict. */
function shrink(region: Unstable, { yours, ours }: Sides): Piece[] {
  const { aContent: a, bContent: b, aStart, bStart } = region
  const most = Math.min(a.length, b.length)
  let head = 0
  while (head < most && a[head] === b[head]) head++
  let tail = 0
  while (tail < most - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++
  const pieces: Piece[] = [{ agreed: slice(yours, aStart, head, true) }]
  if (head + tail < a.length || head + tail < b.length) {
    pieces.push({
      yours: slice(yours, aStart + head, a.length - head - tail, true),
      base: region.oContent,
      ours: slice(ours, bStart + head, b.length - head - tail, false),
      line: aStart + head + 1,
    })
  }
  pieces.push({ agreed: slice(yours, aStart + a.length - tail, tail, true) })
  return pieces
}

function twoWay({ yours, ours }: Sides): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const change of diffIndices(yours.texts, ours.texts)) {
    const [start, length] = change.buffer1
    pieces.push({ agreed: slice(yours, at, start - at, true) })
    pieces.push({
      yours: slice(yours, start, length, true),
      base: [],
      ours: slice(ours, change.buffer2[0], change.buffer2[1], false),
      line: start + 1,
    })
    at = start + length
  }
  pieces.push({ agreed: slice(yours, at, yours.texts.length - at, true) })
  return pieces
}

function wholeFile({ base, yours, ours }: Sides): Piece {
  return {
    yours: slice(yours, 0, yours.texts.length, true),
    base: base.texts,
    ours: slice(ours, 0, ours.texts.length, false),
    line: 1,
  }
}

/** The comparison takes time and memory in proportion to the pairs of equal lines: a large file of equal lines is not worth it. */
function tooAlike(left: readonly string[], { yours, ours }: Sides): boolean {
  const count = new Map<string, number>()
  for (const line of left) count.set(line, (count.get(line) ?? 0) + 1)
  const pairs = (right: readonly string[]) => right.reduce((sum, line) => sum + (count.get(line) ?? 0), 0)
  return pairs(yours.texts) + pairs(ours.texts) > 4_000_000
}

/** For each line of `from`, its place in `to`, if the comparison found it there. */
function placesIn(from: string[], to: string[]): Int32Array {
  const places = new Int32Array(from.length).fill(-1)
  let at = 0
  let shift = 0
  for (const { buffer1, buffer2 } of diffIndices(from, to)) {
    for (; at < buffer1[0]; at++) places[at] = at + shift
    at = buffer1[0] + buffer1[1]
    shift = buffer2[0] + buffer2[1] - at
  }
  for (; at < from.length; at++) places[at] = at + shift
  return places
}

function slice(side: Lines, start: number, length: number, keepEnding: boolean): Line[] {
  const lines: Line[] = []
  for (let i = start; i < start + length; i++) {
    lines.push({ text: side.texts[i] ?? '', crlf: keepEnding ? side.crlf[i] : undefined })
  }
  return lines
}

function assemble(sides: Sides, pieces: Piece[]): Merged {
  const bom = sides.yours.bom === sides.base.bom ? sides.ours.bom : sides.yours.bom
  const crlf = wantsCrlf(sides)
  const keepsOwn = sides.yours.ending === 'mixed'
  const join = (lines: Line[]) =>
    (bom ? '\ufeff' : '') +
    lines
      .map(({ text, crlf: own }, i) =>
        i < lines.length - 1 ? text + ((keepsOwn ? (own ?? crlf) : crlf) ? '\r\n' : '\n') : text,
      )
      .join('')
  return {
    hunks: pieces.flatMap((piece) => ('agreed' in piece ? [] : [toHunk(piece)])),
    text: (how) => {
      let hunk = 0
      const side = (): Side => (typeof how === 'string' ? how : (how[hunk++] ?? 'mine'))
      const lines = pieces.flatMap((piece) => ('agreed' in piece ? piece.agreed : choose(piece, side())))
      if (lines.at(-1)?.text === LAST_MARKER) lines.push({ text: '' })
      return join(lines)
    },
  }
}

const LAST_MARKER = '>>>>>>> skillchain'

function wantsCrlf({ base, yours, ours }: Sides): boolean {
  if (yours.ending === 'mixed') return yours.crlf.filter(Boolean).length * 2 > yours.crlf.length
  const changed = yours.ending !== 'none' && yours.ending !== base.ending
  return (changed ? yours.ending : ours.ending) === 'crlf'
}

type Conflict = Extract<Piece, { base: string[] }>

function choose(piece: Conflict, how: Side): Line[] {
  if (how === 'mine') return piece.yours
  if (how === 'new') return piece.ours
  return [
    { text: '<<<<<<< yours' },
    ...piece.yours,
    { text: '||||||| base' },
    ...piece.base.map((text) => ({ text })),
    { text: '=======' },
    ...piece.ours,
    { text: LAST_MARKER },
  ]
}

function toHunk(piece: Conflict): Hunk {
  const join = (lines: Line[]) => lines.map((line) => line.text).join('\n')
  return { line: piece.line, base: piece.base.join('\n'), yours: join(piece.yours), ours: join(piece.ours) }
}
