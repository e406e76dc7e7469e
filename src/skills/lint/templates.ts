import { join } from 'node:path'
import { placeholders } from '../template.ts'
import type { TemplateFile } from '../types.ts'
import { examine, type LiquidFinding, type ReadVariable } from './liquid.ts'
import { checkCondition, factHint, headerNames, isKnown } from './names.ts'
import type { LintReport } from './report.ts'

/** Checks all templates of the skill; returns the facts they read. */
export function checkTemplates(report: LintReport, facts: ReadonlySet<string>): Set<string> {
  const { skill } = report
  const partials = skill.partials ?? {}
  const used = new Set<string>()
  const rendered = new Set<string>()
  const told = new Set<string>()
  const once = (key: string, say: () => void): void => {
    if (!told.has(key)) say()
    told.add(key)
  }
  for (const template of skill.templates) {
    checkHeader(template, report, facts)
    for (const name of [...headerNames(template), ...placeholders(template.path)]) used.add(name)
    const { variables, findings, renders } = examine(template.body, partials, report.ctx.filters)
    for (const name of renders) rendered.add(name)
    for (const finding of findings) {
      once(`${finding.partial ?? template.source}:${finding.place.line}:${finding.message}`, () => {
        complain(finding, template, report)
      })
    }
    for (const variable of variables) {
      used.add(variable.name)
      const message = variableFault(variable, template, report, facts)
      if (message === null) continue
      once(`${variable.partial ?? template.source}:${variable.place.line}:${variable.name}`, () => {
        complain({ ...variable, message, hint: factHint(variable.name, facts) }, template, report)
      })
    }
  }
  addNested(rendered, partials, report.ctx.filters)
  for (const name of Object.keys(partials)) {
    if (!rendered.has(name)) {
      report.body('warning', join(skill.dir, 'partials', name), { line: 0, column: 0 }, `no template renders '${name}'`)
    }
  }
  return used
}

function addNested(
  rendered: Set<string>,
  partials: Readonly<Record<string, string>>,
  filters: readonly string[],
): void {
  const queue = [...rendered]
  for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
    if (!Object.hasOwn(partials, name)) continue
    for (const inner of examine(partials[name] ?? '', partials, filters).renders) {
      if (rendered.has(inner)) continue
      rendered.add(inner)
      queue.push(inner)
    }
  }
}

function checkHeader(template: TemplateFile, report: LintReport, facts: ReadonlySet<string>): void {
  const local = template.each ? new Set([...facts, template.each.name]) : facts
  checkCondition(template.when, local, report, (message, hint) =>
    report.header('error', template, 'when', message, hint),
  )
  if (template.each && !isKnown(template.each.list, facts)) {
    const message = `no fact is named "${template.each.list}"`
    report.header('error', template, 'each', message, factHint(template.each.list, facts))
  }
  if (template.each && facts.has(template.each.name) && template.each.name !== 'env') {
    report.header('warning', template, 'each', `"${template.each.name}" hides the fact of that name`)
  }
  for (const name of placeholders(template.path)) {
    const root = name.split('.')[0]
    if (template.each && root === template.each.name) continue
    if (!isKnown(name, facts)) {
      const near = template.each ? new Set([...facts, template.each.name]) : facts
      report.header('error', template, '', `{${name}} in the file name is no fact`, factHint(name, near))
    }
  }
  if (template.each && placeholders(template.path).length === 0 && template.section === undefined) {
    report.header('error', template, 'each', 'every member writes the same file', 'put {…} into the file name')
  }
  for (const path of [template.path, ...template.was]) {
    if (path.endsWith('.liquid')) report.header('error', template, 'was', `"${path}" keeps the ending .liquid`)
  }
}

function variableFault(
  { name }: ReadVariable,
  template: TemplateFile,
  report: LintReport,
  facts: ReadonlySet<string>,
): string | null {
  const [root = '', second] = name.split('.')
  if (template.each && root === template.each.name) return null
  if (root === 'has' && second !== undefined) {
    const names = [...report.skillNames].map((skill) => skill.replaceAll('-', '_'))
    return names.includes(second) ? null : `no skill is named "${second.replaceAll('_', '-')}"`
  }
  const plain = name.replace(/\.(size|first|last)$/, '')
  return isKnown(plain, facts) ? null : `no fact is named "${name}"`
}

function complain(finding: LiquidFinding, template: TemplateFile, report: LintReport): void {
  const { partial, place, message, hint } = finding
  if (partial !== null) {
    report.body('error', join(report.skill.dir, 'partials', partial), place, message, hint)
    return
  }
  const line = place.line + template.bodyLine - 1
  report.body('error', report.fileOf(template), { line, column: place.column }, message, hint)
}
