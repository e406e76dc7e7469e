import { parseHcl } from '../../terraform/syntax/parser.ts'
import { syntaxCheck } from './check.ts'

export const hclSyntax = syntaxCheck('hcl', (text) =>
  parseHcl(text).problems.map(({ line, column, summary, detail }) => ({
    line,
    column,
    message: `${summary}: ${detail}`,
  })),
)
