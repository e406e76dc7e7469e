import { HOLE, NAME } from '../resources/node.ts'

/** Whether one text can match two patterns: `*` stands for any text, `?` for one character, {@link NAME} for one name. */
export function mayOverlap(one: string, other: string): boolean {
  const [a, b] = [segments(one), segments(other)]
  // An ARN that is cut short by a wildcard may go on in any way.
  for (let index = 0; index < 5; index++) {
    const [left, right] = [a[index], b[index]]
    if (left === undefined || right === undefined) return true
    if (left === '' || right === '') {
      // Global services leave region and account out, and some lists of them do not say so.
      if (left !== right && !/[*\u0001\u0002]/.test(left + right)) return false
    } else if (!overlap(left, right)) return false
  }
  return overlap(a[5] ?? '*', b[5] ?? '*')
}

/** The five parts before the resource, and the resource, which may hold colons of its own. */
function segments(arn: string): string[] {
  // `${aws:username}` is filled in when the policy is used.
  const parts = arn
    .replaceAll(HOLE, '*')
    .replace(/\$\{[^}]*\}/g, '*')
    .split(':')
  if (parts.length > 6) return [...parts.slice(0, 5), parts.slice(5).join(':')]
  // `arn:aws:s3*` and what begins with a hole: nothing is known of what follows.
  return parts.length < 6 && parts.at(-1)?.includes('*') ? parts.slice(0, -1) : parts
}

const LONGEST = 2000

/** Dynamic programming over two patterns, both of which may hold wildcards. */
function overlap(one: string, other: string): boolean {
  // Nobody writes such a name; it is given the benefit of the doubt.
  if (one.length + other.length > LONGEST) return true
  const memo = new Map<number, boolean>()
  const at = (i: number, j: number): boolean => {
    const key = i * (other.length + 1) + j
    const known = memo.get(key)
    if (known !== undefined) return known
    memo.set(key, false)
    const result = step(i, j)
    memo.set(key, result)
    return result
  }
  const step = (i: number, j: number): boolean => {
    const [a, b] = [one[i], other[j]]
    if (a === undefined && b === undefined) return true
    if (a === '*') return at(i + 1, j) || (b !== undefined && at(i, j + 1))
    if (b === '*') return at(i, j + 1) || (a !== undefined && at(i + 1, j))
    // A name that is not known goes on as long as the other side has characters of names.
    if (a === NAME) return at(i + 1, j) || (b !== undefined && isNameLike(b) && at(i, j + 1))
    if (b === NAME) return at(i, j + 1) || (a !== undefined && isNameLike(a) && at(i + 1, j))
    if (a === undefined || b === undefined) return false
    return (a === b || a === '?' || b === '?') && at(i + 1, j + 1)
  }
  return at(0, 0)
}

function isNameLike(char: string): boolean {
  return char !== ':' && char !== '/'
}

/** `arn:*:s3:::*` is the pattern of a bucket, whose name has no slash. */
export function patternOf(arn: string): string {
  return arn === 'arn:*:s3:::*' ? `arn:*:s3:::${NAME}` : arn
}

/** Whether a text is what a pattern with `*` and `?` stands for; greedy, with one remembered star. */
export function isLike(text: string, pattern: string): boolean {
  let at = 0
  let on = 0
  let star = -1
  let from = 0
  while (at < text.length) {
    const wanted = pattern[on]
    if (wanted === '*') {
      star = on++
      from = at
    } else if (wanted === '?' || wanted === text[at]) {
      at++
      on++
    } else if (star !== -1) {
      on = star + 1
      at = ++from
    } else return false
  }
  while (pattern[on] === '*') on++
  return on === pattern.length
}
