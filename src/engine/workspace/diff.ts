import { diffIndices } from 'node-diff3'

const CONTEXT = 3

interface Change {
  at: number
  removed: number
  to: number
  added: number
}

/** A unified diff that `git apply` and `patch` understand; '' when nothing differs. null stands for "no such file". */
export function diffText(before: string | null, after: string | null, path: string): string {
  if (before === after) return ''
  const a = split(before)
  const b = split(after)
  const head = `--- ${before === null ? '/dev/null' : `a/${path}`}\n+++ ${after === null ? '/dev/null' : `b/${path}`}\n`
  return (
    head +
    grouped(changes(a, b))
      .map((group) => printGroup(group, a, b))
      .join('')
  )
}

/** Lines with their endings, so that a missing newline at the end is a difference. */
function split(text: string | null): string[] {
  return text ? text.split(/(?<=\n)/) : []
}

function changes(a: string[], b: string[]): Change[] {
  let head = 0
  while (head < a.length && head < b.length && a[head] === b[head]) head++
  let tail = 0
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++
  const left = a.slice(head, a.length - tail)
  const right = b.slice(head, b.length - tail)
  if (left.length * right.length > 50_000_000)
    return [{ at: head, removed: left.length, to: head, added: right.length }]
  return diffIndices(left, right).map(({ buffer1, buffer2 }) => ({
    at: buffer1[0] + head,
    removed: buffer1[1],
    to: buffer2[0] + head,
    added: buffer2[1],
  }))
}

function grouped(list: Change[]): Change[][] {
  const groups: Change[][] = []
  let last: Change | undefined
  for (const change of list) {
    if (last && change.at - (last.at + last.removed) <= 2 * CONTEXT) groups.at(-1)?.push(change)
    else groups.push([change])
    last = change
  }
  return groups
}

function printGroup(group: Change[], a: string[], b: string[]): string {
  const first = group[0]
  const last = group.at(-1)
  if (!first || !last) return ''
  const before = Math.min(CONTEXT, first.at)
  const after = Math.min(CONTEXT, a.length - (last.at + last.removed))
  const start = first.at - before
  const end = last.at + last.removed + after
  const lengthB = last.to + last.added + after - (first.to - before)
  const body: string[] = []
  let at = start
  for (const change of group) {
    for (; at < change.at; at++) body.push(printLine(' ', a[at]))
    for (; at < change.at + change.removed; at++) body.push(printLine('-', a[at]))
    for (let i = change.to; i < change.to + change.added; i++) body.push(printLine('+', b[i]))
  }
  for (; at < end; at++) body.push(printLine(' ', a[at]))
  return `@@ -${range(start, end - start)} +${range(first.to - before, lengthB)} @@\n${body.join('')}`
}

function range(start: number, length: number): string {
  const line = length === 0 ? start : start + 1
  return length === 1 ? `${line}` : `${line},${length}`
}

function printLine(sign: string, line = ''): string {
  return line.endsWith('\n') ? sign + line : `${sign}${line}\n\\ No newline at end of file\n`
}
