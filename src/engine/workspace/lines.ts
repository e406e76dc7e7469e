import { createHash } from 'node:crypto'

const BOM = '\ufeff'

/** A text taken apart so that lines compare without their endings, and can be put together as they were. */
export interface Lines {
  bom: boolean
  /** Without endings. The last one has no ending in the file; it is '' when the file ends in a newline. */
  texts: string[]
  /** For each line but the last: does it end in CR LF? */
  crlf: boolean[]
  ending: Ending
}

export type Ending = 'lf' | 'crlf' | 'mixed' | 'none'

export function toLines(text: string): Lines {
  const bom = text.startsWith(BOM)
  const texts = (bom ? text.slice(1) : text).split('\n')
  const crlf: boolean[] = []
  let count = 0
  for (let i = 0; i < texts.length - 1; i++) {
    const line = texts[i] ?? ''
    const ends = line.endsWith('\r')
    crlf.push(ends)
    if (!ends) continue
    texts[i] = line.slice(0, -1)
    count++
  }
  const ending = crlf.length === 0 ? 'none' : count === 0 ? 'lf' : count === crlf.length ? 'crlf' : 'mixed'
  return { bom, texts, crlf, ending }
}

/** The content as the merge sees it: no byte order mark, LF only. */
export function normalise(text: string): string {
  const body = text.startsWith(BOM) ? text.slice(1) : text
  return body.includes('\r') ? body.replaceAll('\r\n', '\n') : body
}

export function sameContent(a: string, b: string): boolean {
  return a === b || normalise(a) === normalise(b)
}

/** The text of a file, or null when it is not text: a NUL byte, or not UTF-8. */
export function decode(bytes: Uint8Array): string | null {
  if (bytes.includes(0)) return null
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}

export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}

const MARKER = /^<{7} yours\r?$/m

/** Does the text still hold a conflict that somebody has to settle? */
export function hasMarkers(text: string): boolean {
  return text.includes('<<<<<<< yours') && MARKER.test(text)
}
