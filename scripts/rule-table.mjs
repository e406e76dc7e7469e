// Writes the table of rules into docs/checks.md, from what the rules say of themselves:
//   node scripts/rule-table.mjs
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { COMPOSE } from '../src/engine/checks/compose/rules.ts'
import { CONSISTENCY } from '../src/engine/checks/consistency/rules.ts'
import { COST } from '../src/engine/checks/cost/rules.ts'
import { DOCKERFILE } from '../src/engine/checks/dockerfile/rules.ts'
import { IAM } from '../src/engine/checks/iam/rules.ts'
import { MARKDOWN } from '../src/engine/checks/markdown/rules.ts'
import { PORTABILITY } from '../src/engine/checks/portability/rules.ts'
import { KUBERNETES } from '../src/engine/checks/security/kubernetes/rules.ts'
import { SECURITY } from '../src/engine/checks/security/rules.ts'
import { SHELL } from '../src/engine/checks/shell/rules.ts'

const PAGE = fileURLToPath(new URL('../docs/checks.md', import.meta.url))
const BEGIN = '<!-- rules: written by scripts/rule-table.mjs -->'
const END = '<!-- end of rules -->'

/** The page as it should be. */
export function withTable(page) {
  const start = page.indexOf(BEGIN)
  const end = page.indexOf(END)
  if (start < 0 || end < start) throw new Error(`docs/checks.md has no place for the table: ${BEGIN} … ${END}`)
  return `${page.slice(0, start + BEGIN.length)}\n\n${tables()}\n${page.slice(end)}`
}

function tables() {
  const of = (judges) => judges.flatMap((judge) => judge.rules)
  return [
    ['iam', Object.values(IAM)],
    ['security', [...of(SECURITY), ...of(KUBERNETES)]],
    ['cost', of(COST)],
    ['portability', of(PORTABILITY)],
    ['consistency', Object.values(CONSISTENCY)],
    ['shell', Object.values(SHELL)],
    ['markdown', Object.values(MARKDOWN)],
    ['dockerfile', Object.values(DOCKERFILE)],
    ['compose', Object.values(COMPOSE)],
  ]
    .map(([check, rules]) => {
      const rows = [...new Map(rules.map((rule) => [rule.id, rule])).values()].map(
        ({ id, severity, what, why }) => `| \`${id}\` | ${severity} | ${what} | ${why} |`,
      )
      return `### ${check}\n\n| rule | | what it finds | why |\n|---|---|---|---|\n${rows.join('\n')}\n`
    })
    .join('\n')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(PAGE, withTable(readFileSync(PAGE, 'utf8')))
