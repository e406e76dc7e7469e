import { doubledBackslash } from '../blueprint-deliverables.ts'
import { didYouMean } from '../nearest.ts'
import { globTest } from '../paths.ts'
import { neverMatches } from '../pattern/never.ts'
import { compilePattern } from '../pattern.ts'
import type { Path } from '../problem.ts'
import type { Expectation, OutputItem, Skill, TemplateFile } from '../types.ts'
import { checkCondition } from './names.ts'
import type { LintReport } from './report.ts'

/** What is promised and what is written must be the same. */
export function checkOutputs(report: LintReport, facts: ReadonlySet<string>): void {
  const { skill } = report
  const items = itemsWithPaths(skill)
  const all = [skill, ...report.others].flatMap((s) => s.templates)
  for (const { item, path } of items) {
    const say = (message: string, hint?: string): void => report.outputs('error', path, item.line, message, hint)
    checkCondition(item.when, facts, report, (message, hint) => {
      report.outputs('error', [...path, 'when'], item.line, message, hint)
    })
    if (item.path.endsWith('.liquid')) say(`"${item.path}" keeps the ending .liquid`, 'outputs name the finished files')
    const writers = all.filter((template) => writes(template, item))
    if (writers.length === 0)
      say(
        `no template writes ${item.path}`,
        didYouMean(
          item.path,
          all.map((t) => t.path),
        ),
      )
    item.mustContain.forEach((expectation, i) => {
      checkExpectation(expectation, item, writers, (message, hint) => {
        report.outputs('error', [...path, 'must_contain', i], item.line, message, hint)
      })
    })
  }
  const scaffolding = skill.outputs.scaffolding.map((s) => s.path)
  for (const template of skill.templates) {
    const promised = items.some(({ item }) => writes(template, item))
    const scaffolded = scaffolding.some((path) => covers(path, template.path))
    if (!promised && !scaffolded) {
      report.header('warning', template, '', `outputs.yaml does not declare ${template.path}`, 'add it as an output')
    }
  }
  for (const [dimension, fact] of Object.entries(skill.outputs.dimensions)) {
    if (!Object.hasOwn(skill.outputs.conditional, dimension)) {
      report.config('warning', ['dimensions', dimension], `outputs.yaml has no dimension "${dimension}"`)
    }
    checkCondition(fact, facts, report, (message, hint) =>
      report.config('error', ['dimensions', dimension], message, hint),
    )
  }
}

function itemsWithPaths(skill: Skill): { item: OutputItem; path: Path }[] {
  const base = skill.outputs.base.map((item, i) => ({ item, path: ['base_outputs', i] as Path }))
  const conditional = Object.entries(skill.outputs.conditional).flatMap(([dimension, cases]) =>
    Object.entries(cases).flatMap(([choice, list]) =>
      list.map((item, i) => ({ item, path: ['conditional_outputs', dimension, choice, i] as Path })),
    ),
  )
  return [...base, ...conditional]
}

function writes(template: TemplateFile, item: OutputItem): boolean {
  return covers(item.path, template.path)
}

/** Whether a promised path, directory or glob can be what a template with placeholders writes. */
export function covers(promised: string, written: string): boolean {
  const anything = written.replaceAll(/\{[^{}]*\}/g, '*')
  if (promised === written || promised === anything) return true
  if (promised.endsWith('/')) {
    const folder = promised.slice(0, -1).split('/')
    const steps = anything.split('/')
    return (
      steps.length > folder.length &&
      folder.every((step, i) => globTest(steps[i] ?? '')(step) || globTest(step)(steps[i] ?? ''))
    )
  }
  if (anything !== written && globTest(anything)(promised)) return true
  return globTest(promised)(written.replaceAll(/\{[^{}]*\}/g, 'x'))
}

function checkExpectation(
  expectation: Expectation,
  item: OutputItem,
  writers: readonly TemplateFile[],
  say: (message: string, hint?: string) => void,
): void {
  switch (expectation.kind) {
    case 'matches':
      if (neverMatches(expectation.pattern)) say(`no text matches /${expectation.pattern}/`, 'look at its ^ and $')
      else if (doubledBackslash(expectation.pattern)) {
        say(`/${expectation.pattern}/ asks for a backslash`, 'single quotes keep both backslashes: write one')
      } else checkStatic(expectation, item, writers, say)
      break
    case 'contains':
      checkStatic(expectation, item, writers, say)
      break
    case 'entry': {
      const entry = `${item.path}${expectation.name.replace(/\/$/, '')}`
      const found = writers.some((t) => covers(entry, t.path) || covers(`${entry}/`, t.path))
      if (!found && writers.length > 0) say(`no template writes ${expectation.name} into ${item.path}`)
      break
    }
    case 'any-file':
      break
  }
}

/** A file without tags is what it will be: its promises can be checked now. */
function checkStatic(
  expectation: Extract<Expectation, { kind: 'contains' | 'matches' }>,
  item: OutputItem,
  writers: readonly TemplateFile[],
  say: (message: string, hint?: string) => void,
): void {
  const [only, second] = writers
  if (!only || second || item.kind !== 'file' || only.section !== undefined || /<[:%]/.test(only.body)) return
  if (expectation.kind === 'contains' && !only.body.includes(expectation.text)) {
    say(`${item.path} does not contain "${expectation.text}"`)
  }
  if (expectation.kind === 'matches' && !compilePattern(expectation.pattern, { multiline: true }).test(only.body)) {
    say(`${item.path} does not match /${expectation.pattern}/`)
  }
}

/** Two templates for one path, and paths that differ in case alone. */
export function checkPaths(report: LintReport): void {
  const { skill } = report
  const mine = skill.templates.map((template) => ({ template, owner: skill.name }))
  const theirs = report.others.flatMap((s) => s.templates.map((template) => ({ template, owner: s.name })))
  mine.forEach(({ template }, i) => {
    for (const other of [...mine.slice(i + 1), ...theirs]) {
      const where = other.owner === skill.name ? `${other.template.source} of this skill` : other.owner
      const say = (message: string, hint?: string): void => report.header('error', template, 'section', message, hint)
      if (template.path === other.template.path) {
        const both = template.section !== undefined && other.template.section !== undefined
        if (!both) say(`${where} writes ${template.path} as well`, 'give both a section:')
        else if (template.section === other.template.section) {
          const message = `${where} writes the section "${template.section}" of ${template.path} as well`
          report.header('warning', template, 'section', message, 'name it differently')
        }
      } else if (template.path.toLowerCase() === other.template.path.toLowerCase()) {
        say(`${template.path} and ${other.template.path} (${where}) are one file on some systems`)
      } else if (other.template.path.startsWith(`${template.path}/`)) {
        say(`${template.path} is a file here and a folder in ${where}`)
      }
    }
  })
}
