import type { Token } from '../../render/format/hcl/token.ts'
import type { Place } from './ast.ts'

/** What Terraform would say, in its words: a summary and the detail. */
export interface Finding extends Place {
  summary: string
  detail: string
}

export class HclError extends Error {
  readonly finding: Finding
  constructor(at: Place, summary: string, detail: string) {
    super(`${summary}: ${detail}`)
    this.name = 'HclError'
    this.finding = { line: at.line, column: at.column, summary, detail }
  }
}

/** The wording for a token that the scanner could not make sense of. */
export function unreadable(token: Token): Finding {
  const [summary, detail] = wordsFor(token)
  return { line: token.line, column: token.column, summary, detail }
}

function wordsFor(token: Token): [summary: string, detail: string] {
  switch (token.kind) {
    case 'open-quote':
      return [
        'Invalid multi-line string',
        'Quoted strings may not be split over multiple lines. To produce a multi-line string, either use the \\n escape to represent a newline character or use the "heredoc" multi-line template syntax.',
      ]
    case 'open-heredoc':
      return ['Unterminated template string', 'No closing marker was found for the string.']
    case 'interpolation':
    case 'directive':
      return [
        'Unclosed template interpolation sequence',
        'There is no closing brace for this interpolation sequence before the end of the file. This might be caused by incorrect nesting inside the given expression.',
      ]
    case 'comment':
      return ['Unterminated comment', 'There is no closing */ for this comment.']
    default:
      return invalidCharacter(token.text)
  }
}

function invalidCharacter(text: string): [summary: string, detail: string] {
  switch (text) {
    case "'":
      return ['Invalid character', 'Single quotes are not valid. Use double quotes (") to enclose strings.']
    case ';':
      return [
        'Invalid character',
        'The ";" character is not valid. Use newlines to separate arguments and blocks, and commas to separate items in collection values.',
      ]
    case '`':
      return [
        'Invalid character',
        'The "`" character is not valid. To create a multi-line string, use the "heredoc" syntax, like "<<EOT".',
      ]
    case '&':
      return ['Unsupported operator', 'Bitwise operators are not supported. Did you mean boolean AND ("&&")?']
    case '|':
      return ['Unsupported operator', 'Bitwise operators are not supported. Did you mean boolean OR ("||")?']
    case '^':
    case '~':
      return ['Unsupported operator', 'Bitwise operators are not supported.']
    case '“':
    case '”':
      return [
        'Invalid character',
        '"Curly quotes" are not valid here. These can sometimes be inadvertently introduced when sharing code via documents or discussion forums. It might help to replace the character with a "straight quote".',
      ]
    default:
      return ['Invalid character', 'This character is not used within the language.']
  }
}
