import type { Check } from '../checks/check.ts'
import { diagnosticOf, type Finding } from '../checks/finding.ts'
import type { FileRef } from '../checks/tree.ts'
import type { Diagnostic } from '../protocol/diagnostic.ts'
import { checkCycles } from './cycles.ts'
import { FunctionCheck } from './functions.ts'
import { Names } from './names.ts'
import { Problems } from './problems.ts'
import { ResourceCheck } from './resources.ts'
import { openResources, type ResourcePack } from './schema/pack.ts'
import { checkSections } from './sections.ts'
import { mayBeTemplate, readTemplateFile, type Template, templateOf } from './template.ts'

/** The offline check of CloudFormation templates. */
export const cloudformationCheck: Check = {
  id: 'cloudformation',
  scope: 'file',
  appliesTo: (file) => mayBeTemplate(file.text),
  async run(files, { schemas, today }) {
    const found: Diagnostic[] = []
    let pack: ResourcePack | null = null
    for (const file of files) {
      const read = readTemplateFile(file)
      const template = templateOf(read)
      // The syntax of other endings has a check of its own.
      if (template !== null && /\.template$/.test(file.path))
        for (const { offset, message } of read.problems)
          found.push({
            check: 'cloudformation',
            severity: 'error',
            file: file.path,
            ...read.place(offset),
            message,
            rule: 'syntax',
          })
      if (template === null) continue
      pack ??= openResources(schemas)
      found.push(...judgeTemplate(template, file, pack, today).map((one) => diagnosticOf('cloudformation', one)))
    }
    return found
  },
}

export function judgeTemplate(
  template: Template,
  { text }: Pick<FileRef, 'text'>,
  pack: ResourcePack,
  today: string = pack.day,
): Finding[] {
  const problems = new Problems()
  const names = new Names(template, pack)
  const functions = new FunctionCheck(names, problems)
  const resources = new ResourceCheck(names, pack, functions, problems, today)
  checkSections(template, text, functions, problems)
  for (const resource of template.resources.values()) resources.check(resource)
  checkCycles(functions.needs, problems)
  unused(template, functions, problems)
  return problems.found
}

function unused(template: Template, functions: FunctionCheck, problems: Problems): void {
  const { parameters, conditions, mappings, transforms } = template
  // A macro may use what nothing else does.
  if (transforms.others || template.root.has('Fn::Transform')) return
  const said = (what: string, name: string): string => `${what} ${name} is used nowhere`
  for (const [name, { keyNode }] of parameters)
    if (!functions.usedParameters.has(name)) problems.warning(keyNode, 'unused', said('parameter', name))
  for (const [name, { keyNode }] of conditions)
    if (!functions.usedConditions.has(name) && !name.startsWith('Fn::'))
      problems.warning(keyNode, 'unused', said('condition', name))
  for (const [name, { keyNode }] of mappings)
    if (!functions.usedMappings.has(name) && !name.startsWith('Fn::'))
      problems.warning(keyNode, 'unused', said('mapping', name))
}
