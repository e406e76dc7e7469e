/** `*` and `?` stay within a segment, `**` crosses them, `{a,b}` and `[abc]` choose. */
export function globMatcher(glob: string): (path: string) => boolean {
  const alternatives = expandBraces(glob.replace(/^\.\//, '')).map((one) =>
    one.split('/').filter((part) => part !== ''),
  )
  return (path) => {
    const segments = path.split('/')
    return alternatives.some((parts) => matchSegments(parts, segments))
  }
}

export function isGlob(path: string): boolean {
  return /[*?{[]/.test(path)
}

const MOST_ALTERNATIVES = 64

function expandBraces(glob: string): string[] {
  let done = [glob]
  for (;;) {
    const next: string[] = []
    for (const one of done) {
      const found = /\{([^{}]*)\}/.exec(one)
      if (!found) next.push(one)
      else
        for (const choice of (found[1] ?? '').split(','))
          next.push(one.slice(0, found.index) + choice + one.slice(found.index + found[0].length))
    }
    // A glob comes from a skill folder, and `{a,b}{a,b}…` doubles with every pair.
    if (next.length > MOST_ALTERNATIVES || next.length === done.length) return next.slice(0, MOST_ALTERNATIVES)
    done = next
  }
}

/** Greedy with one remembered star at each level, so the time is bounded by the product of the lengths. */
function matchSegments(parts: readonly string[], segments: readonly string[]): boolean {
  return greedy(parts, segments, (part) => part === '**', matchSegment)
}

function matchSegment(pattern: string, text: string): boolean {
  const parts = pattern.match(/\[[^\]]+\]|[\s\S]/g) ?? []
  return greedy(parts, [...text], (part) => part === '*', matchCharacter)
}

function matchCharacter(part: string, char: string): boolean {
  if (part === '?') return true
  if (part.length < 3 || !part.startsWith('[')) return part === char
  const negated = /^\[[!^]/.test(part)
  const members = part.slice(negated ? 2 : 1, -1)
  let found = false
  for (let at = 0; at < members.length; at++) {
    const low = members.charAt(at)
    const high = members.charAt(at + 1) === '-' ? members.charAt(at + 2) : ''
    if (high ? char >= low && char <= high : char === low) found = true
    if (high) at += 2
  }
  return found !== negated
}

function greedy<T>(
  parts: readonly string[],
  items: readonly T[],
  isStar: (part: string) => boolean,
  matches: (part: string, item: T) => boolean,
): boolean {
  let part = 0
  let item = 0
  let star = -1
  let from = 0
  while (item < items.length) {
    const wanted = parts[part]
    const here = items[item]
    if (wanted !== undefined && isStar(wanted)) {
      star = part++
      from = item
    } else if (wanted !== undefined && here !== undefined && matches(wanted, here)) {
      part++
      item++
    } else if (star !== -1) {
      part = star + 1
      item = ++from
    } else return false
  }
  while (part < parts.length && isStar(parts[part] ?? '')) part++
  return part === parts.length
}
