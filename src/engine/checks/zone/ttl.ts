const UNITS: Readonly<Record<string, number>> = { w: 604_800, d: 86_400, h: 3600, m: 60, s: 1 }

/** Seconds, or numbers with their units: `3600`, `1h30m`. */
export function isTtl(text: string): boolean {
  return seconds(text) !== null
}

/** null when it is no time, or one that does not fit into 32 bits. */
export function seconds(text: string): number | null {
  if (!/^(?:\d{1,10}|(?:\d{1,10}[wdhms])+)$/i.test(text)) return null
  const total = /^\d+$/.test(text)
    ? Number(text)
    : [...text.matchAll(/(\d+)([wdhms])/gi)].reduce(
        (sum, [, count, unit]) => sum + Number(count) * (UNITS[(unit ?? '').toLowerCase()] ?? 0),
        0,
      )
  return total <= 4_294_967_295 ? total : null
}
