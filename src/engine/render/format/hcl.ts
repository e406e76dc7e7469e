import { outline } from './hcl/body.ts'
import { layout } from './hcl/layout.ts'
import { lexHcl } from './hcl/lexer.ts'
import { tidy } from './hcl/tidy.ts'
import type { Token } from './hcl/token.ts'
import type { Formatted, SyntaxProblem } from './problem.ts'

/** Formats as `terraform fmt` does, byte for byte. A text that cannot be read comes back as it is. */
export function formatHcl(text: string): string {
  return readAndFormat(text).text
}

/** What is wrong with the text at first sight: characters, quotes, heredocs, nesting, line ends. */
export function scanHcl(text: string): SyntaxProblem[] {
  const { tokens, problems } = lexHcl(text)
  return problems.length > 0 ? problems : outline(tokens).problems
}

/** Both at once, from one reading. */
export function readAndFormat(text: string): Formatted {
  const { tokens, problems } = lexHcl(text)
  if (problems.length > 0) return { text, problems }
  const { items, problems: misplaced } = outline(tokens)
  if (misplaced.length > 0) return { text, problems: misplaced }
  return { text: layout(tidy(tokens, items), blanksBeforeEnd(text, tokens)), problems: [] }
}

/** Blanks after the last line end stay, as they do in Terraform; those that end a comment are the comment's. */
function blanksBeforeEnd(text: string, tokens: readonly Token[]): number {
  const last = tokens.findLast((token) => token.kind !== 'end')
  const least = last === undefined ? 0 : last.offset + last.text.length
  let start = text.length
  while (start > least && (text[start - 1] === ' ' || text[start - 1] === '\t')) start--
  return text.length - start
}
