import { proseOf } from './prose.ts'

/** Every place of a document that a link may name, folded: what its headings become, and what it names itself. */
export function anchorsOf(text: string): ReadonlySet<string> {
  const anchors = new Set<string>()
  const counts = new Map<string, number>()
  for (const heading of headingsOf(text)) {
    const custom = /\{#([\w:.-]+)[^{}]*\}\s*$/.exec(heading)
    if (custom?.[1] !== undefined) anchors.add(custom[1].toLowerCase())
    for (const plain of plainTexts(custom === null ? heading : heading.slice(0, custom.index).trimEnd())) {
      const slug = slugOf(plain)
      const count = counts.get(slug) ?? 0
      counts.set(slug, count + 1)
      for (const one of [slug, collapsed(slug)]) {
        anchors.add(one)
        // GitHub counts on with -1, MkDocs with _1; two readings of one heading count as two.
        if (count > 0) anchors.add(`${one}-${count}`).add(`${one}_${count}`)
      }
    }
  }
  for (const found of text.matchAll(/\b(?:id|name)\s*=\s*["']?([^"'\s<>]+)/gi))
    anchors.add((found[1] ?? '').toLowerCase())
  for (const found of text.matchAll(/\{[^{}\n]*#([\w:.-]+)[^{}\n]*\}|^\(([\w:. -]+)\)=\s*$/gm))
    anchors.add((found[1] ?? found[2] ?? '').toLowerCase())
  return anchors
}

/** What of a document something else writes: its headings are not all known. */
export function isFilledIn(text: string): boolean {
  return /\{\{|\{%|<%|--8<--|^!!!include|^\{!|^:::|^import .* from /m.test(text)
}

export function slugOf(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{Nd}\p{Nl}\p{Pc}\- ]/gu, '')
    .replace(/ /g, '-')
}

/** As other programs make it: runs of hyphens are one, and none stand at the ends. */
function collapsed(slug: string): string {
  return slug.replace(/-{2,}/g, '-').replace(/^-|-$/g, '')
}

function headingsOf(text: string): string[] {
  // Where the prose is blank, a line is code or a comment.
  const written = text.split('\n')
  const prose = proseOf(text).split('\n')
  const headings: string[] = []
  for (const [index, line] of prose.entries()) {
    if (line.trim() === '') continue
    const atx = /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?#{1,6}(?=[ \t]|$)/.exec(line)
    const raw = (written[index] ?? '').replace(/\r$/, '')
    if (atx !== null)
      headings.push(
        raw
          .slice(atx[0].length)
          .replace(/[ \t]+#+[ \t]*$/, '')
          .trim(),
      )
    else if (/^[ \t>]*(?:=+|-+)[ \t\r]*$/.test(line)) {
      let first = index
      while (first > 0 && (written[first - 1] ?? '').trim() !== '' && index - first < 5) first--
      for (let from = first; from < index; from++)
        headings.push(
          written
            .slice(from, index)
            .map((one) => one.replace(/^[ \t>]+/, '').trim())
            .join(' '),
        )
    }
  }
  for (const found of text.matchAll(/<h[1-6]\b[^<>]*>([\s\S]{0,500}?)<\/h[1-6]>/gi))
    headings.push((found[1] ?? '').trim())
  return headings
}

/** The text of a heading as a reader sees it; more than one where that is a matter of the reader's program. */
function plainTexts(heading: string): string[] {
  const plain = heading
    .replace(/!\[[^\]]*\]\([^()]*\)/g, '')
    .replace(/\[((?:[^[\]]|\[[^[\]]*\])*)\](?:\((?:[^()]|\([^()]*\))*\)|\[[^\]]*\])/g, '$1')
    .replace(/<(https?:[^<>]*)>/g, '$1')
    .replace(/(`+)([\s\S]*?)\1|<\/?[A-Za-z][^<>]*>/g, (_, ticks: string | undefined, code: string) =>
      ticks === undefined ? '' : code,
    )
    .replace(/&(?:amp|lt|gt|quot|nbsp|#\d+);/g, '')
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .replace(/\*+/g, '')
  const unstressed = plain.replace(/(^|[^\p{L}\p{N}])_+([^_]+(?:_[^_]+)*?)_+(?=$|[^\p{L}\p{N}])/gu, '$1$2')
  const withoutEmoji = unstressed.replace(/:[\w+-]+:/g, '')
  return [...new Set([unstressed, plain, withoutEmoji, heading.replace(/`/g, '')])]
}
