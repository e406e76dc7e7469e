import type { Diagnostic } from '../protocol/diagnostic.ts'

const COMMENT = /(?:#|\/\/|;|<!--)\s*skillchain:ignore(?:\[([\w, -]*)\])?[ \t]*[:–-]*[ \t]*([^\r\n]*?)(?:-->)?\s*$/

/**
 * Leaves out what a comment on the line, or on the line before it, says to ignore:
 * `# skillchain:ignore[terraform] the module above is replaced next week`. Without a reason nothing is ignored.
 */
export function withoutIgnored(
  found: readonly Diagnostic[],
  text: (file: string) => string | undefined,
): { kept: Diagnostic[]; ignored: number } {
  const lines = new Map<string, string[]>()
  const kept: Diagnostic[] = []
  const unreasoned = new Map<string, Diagnostic>()
  let ignored = 0
  for (const one of found) {
    const all = lines.get(one.file) ?? text(one.file)?.split('\n') ?? []
    lines.set(one.file, all)
    const comment = commentFor(all, one)
    if (comment === null) kept.push(one)
    else if (comment.reason !== '') ignored++
    else {
      kept.push(one)
      const message = 'An ignore comment needs a reason: nothing was ignored.'
      const at = { file: one.file, line: comment.line, column: 1 }
      const hint = 'Write the reason behind it: # skillchain:ignore[terraform] why this is right here'
      unreasoned.set(`${one.file}:${comment.line}`, { check: one.check, severity: 'warning', ...at, message, hint })
    }
  }
  return { kept: [...kept, ...unreasoned.values()], ignored }
}

function commentFor(
  lines: readonly string[],
  { line, check, rule }: Diagnostic,
): { line: number; reason: string } | null {
  for (const number of [line, line - 1]) {
    const match = COMMENT.exec(lines[number - 1] ?? '')
    // A comment that ends a line of code is about that line and not about the next.
    if (match === null || (number !== line && !/^\s*(?:#|\/\/|;|<!--)/.test(lines[number - 1] ?? ''))) continue
    const checks = match[1]?.split(',').map((one) => one.trim())
    if (checks === undefined || checks.includes(check) || (rule !== undefined && checks.includes(rule)))
      return { line: number, reason: match[2]?.trim() ?? '' }
  }
  return null
}
