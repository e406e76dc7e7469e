import { ConditionError, evaluate, holds } from '../../skills/condition.ts'
import { pathFault } from '../../skills/paths.ts'
import type { Skill, TemplateFile } from '../../skills/types.ts'
import type { FactValue } from '../protocol/facts.ts'
import { kindOf } from './filters.ts'
import type { Renderer } from './template.ts'
import { TemplateError } from './template-error.ts'
import type { RenderedFile, RenderScope } from './types.ts'

/** Renders what a skill writes for these facts, once for each member of a template's `each`. Throws TemplateError. */
export function renderSkill(skill: Skill, scope: RenderScope, renderer: Renderer): RenderedFile[] {
  const own = skill.partials ? renderer.withPartials(skill.partials, `${skill.name}/partials`) : renderer
  return skill.templates.flatMap((template) => renderTemplate(skill, template, scope, own))
}

function renderTemplate(skill: Skill, template: TemplateFile, scope: RenderScope, renderer: Renderer): RenderedFile[] {
  const header = headerOf(skill, template)
  // Named as a person finds it; the renderer keeps what it parsed for as long as this object lives.
  const source = { source: header.file, body: template.body, bodyLine: template.bodyLine }
  const files: RenderedFile[] = []
  for (const own of scopesOf(template, scope, header)) {
    if (!conditionHolds(template.when, own, header)) continue
    const path = expandPath(template.path, own, header)
    const content = renderer.render(source, own)
    if (content.trim() === '') continue
    files.push({
      path,
      content,
      owner: skill.name,
      template: template.source,
      ...(template.section === undefined ? {} : { section: template.section }),
      order: template.order,
      was: template.was.map((former) => expandPath(former, own, header)),
    })
  }
  return files
}

interface Header {
  file: string
  line: number
  column: number
}

function headerOf(skill: Skill, template: TemplateFile): Header {
  return { file: `${skill.name}/files/${template.source}`, line: 1, column: 1 }
}

function scopesOf(template: TemplateFile, scope: RenderScope, header: Header): RenderScope[] {
  if (!template.each) return [scope]
  const { name, list } = template.each
  const members = readCondition(() => evaluate(list, scope), header)
  if (members === null) return []
  if (!Array.isArray(members)) {
    throw new TemplateError(header, `each: ${list} is ${kindOf(members)}, not a list`, 'name a fact that holds a list')
  }
  return members.map((member) => ({ ...scope, [name]: member }))
}

function conditionHolds(when: string | undefined, scope: RenderScope, header: Header): boolean {
  return readCondition(() => holds(when, scope), header)
}

function readCondition<T>(read: () => T, header: Header): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof ConditionError) throw new TemplateError(header, error.message, error.hint)
    throw error
  }
}

/** Puts values for the `{names}` of a path. A value is one step of the path, or part of one. */
function expandPath(path: string, scope: RenderScope, header: Header): string {
  const expanded = path.replace(/\{([^{}]*)\}/g, (_, name: string) => {
    const value: FactValue = readCondition(() => evaluate(name, scope), header)
    if ((typeof value !== 'string' && typeof value !== 'number') || value === '') {
      throw new TemplateError(header, `{${name}} in the file name ${path} is ${kindOf(value)}`, 'it takes a text')
    }
    const step = String(value)
    if (/[/\\]/.test(step) || step === '..' || step === '.') {
      throw new TemplateError(header, `{${name}} in the file name ${path} is '${step}'`, 'a name holds no path')
    }
    return step
  })
  const fault = pathFault(expanded)
  if (fault) throw new TemplateError(header, `this file would be written to ${fault}: ${expanded}`)
  return expanded
}
