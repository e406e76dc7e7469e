import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { judge } from '../helpers.ts'
import { CHILD, KINDS, readVerdicts } from './modules.ts'

// What terraform validate 1.11 with hashicorp/aws 5.100 says.
const verdicts = readVerdicts(readFileSync(new URL('verdicts.txt', import.meta.url), 'utf8'))

/** What only the provider or the version of Terraform decides, or would need the whole of another format. */
const GAPS: readonly string[] = [
  'yamldecode("a: [")',
  'yamldecode("a: 1").b',
  'textdecodebase64("YQ==", "UTF-16LE")',
  'textencodebase64("a", "nothing")',
  'provider::aws::trim_iam_role_path("a")',
  'resource "aws_security_group" "more" {\n  ingress {\n    from_port = 1\n  }\n}',
  '  required_version = 1',
  '  required_version = "~> 1.0.0"',
  '  default_tags {\n  }\n  default_tags {\n  }',
]

test.each(KINDS.map((kind) => [kind.name, kind] as const))(
  '%s: accepted and rejected as Terraform does',
  { timeout: 180_000 },
  async (_name, kind) => {
    const signs = verdicts.get(kind.name) ?? ''
    expect(signs).toHaveLength(kind.snippets.length)
    const different: string[] = []
    for (const [index, snippet] of kind.snippets.entries()) {
      const found = await judge({
        'main.tf': kind.file(snippet),
        'net/main.tf': CHILD,
        '.terraform/environment': 'default',
      })
      const errors = found.filter((one) => one.severity === 'error')
      if (signs[index] === '?' || GAPS.includes(snippet) || (signs[index] === '+') === (errors.length === 0)) continue
      different.push(`${signs[index]} ${snippet}${errors[0] ? `: ${errors[0].line}: ${errors[0].message}` : ''}`)
    }
    expect(different).toEqual([])
  },
)
