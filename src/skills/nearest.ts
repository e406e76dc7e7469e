/**
 * Edits between two words: insert, delete, replace, or swap two neighbours (each pair at most once). Words that are
 * further apart than `most` need not be compared to their ends.
 */
export function distance(a: string, b: string, most = Number.POSITIVE_INFINITY): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    let least = i
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (beforeLast[j - 2] ?? 0) + 1)
      }
      row.push(cost)
      if (cost < least) least = cost
    }
    // A swap reaches back two rows, and no further.
    if (least > most && Math.min(...last) > most) return Number.POSITIVE_INFINITY
    beforeLast = last
    last = row
  }
  return last[b.length] ?? 0
}

const LONGEST = 100

/** The known name that a mistyped one was probably meant to be; null when nothing is near enough. */
export function nearest(name: string, names: Iterable<string>): string | null {
  const wanted = name.slice(0, LONGEST).toLowerCase()
  let best: string | null = null
  let bestScore = Number.POSITIVE_INFINITY
  for (const candidate of names) {
    const known = candidate.toLowerCase()
    if (Math.abs(known.length - wanted.length) > allowed(wanted) && !related(wanted, known)) continue
    // A name that holds the whole word is as good as one with two typos: "dns" for "managing-dns".
    const most = Math.min(allowed(wanted), bestScore)
    const score = related(wanted, known) ? Math.min(2, distance(wanted, known)) : distance(wanted, known, most)
    if (score > allowed(wanted) && !related(wanted, known)) continue
    if (score < bestScore) {
      best = candidate
      bestScore = score
    }
  }
  return best
}

/** "did you mean …?", or nothing to say. */
export function didYouMean(name: string, names: Iterable<string>): string | undefined {
  const near = nearest(name, names)
  return near === null ? undefined : `did you mean "${near}"?`
}

function allowed(word: string): number {
  return Math.max(1, Math.floor(word.length / 3))
}

function related(wanted: string, known: string): boolean {
  return wanted.length >= 3 && known.split(/[-_. ]/).includes(wanted)
}
