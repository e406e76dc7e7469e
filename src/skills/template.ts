import { ConditionError, parseCondition } from './condition.ts'
import { splitFrontmatter } from './markdown.ts'
import { didYouMean } from './nearest.ts'
import { pathFault } from './paths.ts'
import { FormatError, problem, WHOLE_FILE } from './problem.ts'
import type { SkillProblem, TemplateFile } from './types.ts'
import { parseYaml, type YamlDocument } from './yaml.ts'

const KEYS = ['when', 'each', 'section', 'part_of', 'order', 'was']
const NAME = /^[A-Za-z_]\w*$/
const DOTTED = /^[A-Za-z_][\w-]*(\.[\w-]+)*$/
export const HEADER_MARK = '---skillchain'

/** A template below files/: its header, its placeholders and its body. */
export function readTemplate(
  source: string,
  text: string,
  file: string,
): { template: TemplateFile | null; problems: SkillProblem[] } {
  const problems: SkillProblem[] = []
  const path = source.replace(/\.liquid$/, '')
  for (const fault of placeholderFaults(path)) problems.push(problem('error', file, WHOLE_FILE, fault))
  const fault = pathFault(path)
  if (fault) problems.push(problem('error', file, WHOLE_FILE, `this file would be written to ${fault}`))

  const parts = splitFrontmatter(text, HEADER_MARK)
  if (parts.unclosed) {
    problems.push(problem('error', file, { line: 1, column: 1 }, 'the header is not closed', 'end it with a line ---'))
    return { template: null, problems }
  }
  const template: TemplateFile = { source, path, order: 50, was: [], body: parts.body, bodyLine: parts.bodyLine }
  if (parts.yaml !== null) {
    try {
      readHeader(template, parseYaml(parts.yaml, file, { linesBefore: 1 }), file, problems)
    } catch (error) {
      if (!(error instanceof FormatError)) throw error
      problems.push(error.problem)
    }
  }
  return { template: problems.some((p) => p.severity === 'error') ? null : template, problems }
}

function readHeader(template: TemplateFile, header: YamlDocument, file: string, problems: SkillProblem[]): void {
  const complain = (key: string, message: string, hint?: string): void => {
    problems.push(problem('error', file, header.at([key]), message, hint))
  }
  if (header.value === null) return
  if (typeof header.value !== 'object' || Array.isArray(header.value)) {
    problems.push(problem('error', file, header.at([]), 'the header must be "key: value" lines'))
    return
  }
  template.headerLines = {}
  for (const [key, value] of Object.entries(header.value)) {
    template.headerLines[key] = header.keyAt([key]).line
    switch (key) {
      case 'when': {
        const condition = typeof value === 'boolean' ? String(value) : value
        if (typeof condition !== 'string') complain(key, 'when must be a condition')
        else {
          const fault = conditionFault(condition)
          if (fault) complain(key, `the condition does not read: ${fault.message}`, fault.hint)
          template.when = condition
        }
        break
      }
      case 'each': {
        const found = typeof value === 'string' ? /^(\S+)\s+in\s+(\S+)$/.exec(value.trim()) : null
        const name = found?.[1] ?? ''
        const list = found?.[2] ?? ''
        if (!NAME.test(name) || !DOTTED.test(list)) complain(key, 'each must read like "env in environments"')
        else template.each = { name, list }
        break
      }
      case 'section':
        if (typeof value !== 'string' || !/^[a-z0-9][a-z0-9-]*$/.test(value)) {
          complain(key, 'section must be a name of small letters, digits and hyphens')
        } else template.section = value
        break
      case 'part_of': {
        const fault = typeof value === 'string' ? (pathFault(value) ?? placeholderFaults(value)[0]) : 'no path'
        if (typeof value !== 'string' || fault)
          complain(key, `part_of names the file that this is a part of; it is ${fault}`)
        else template.path = value
        break
      }
      case 'order':
        if (typeof value !== 'number' || !Number.isInteger(value)) complain(key, 'order must be a whole number')
        else template.order = value
        break
      case 'was': {
        const paths = typeof value === 'string' ? [value] : value
        if (!Array.isArray(paths) || !paths.every((p) => typeof p === 'string'))
          complain(key, 'was must be a list of paths')
        else {
          for (const path of paths) {
            const fault = pathFault(path) ?? placeholderFaults(path)[0]
            if (fault) complain(key, `a former path is ${fault}`)
          }
          template.was = paths
        }
        break
      }
      default:
        problems.push(problem('error', file, header.keyAt([key]), `no header is named "${key}"`, didYouMean(key, KEYS)))
    }
  }
  if (template.headerLines.part_of !== undefined && template.section === undefined)
    complain('part_of', 'a part of a file needs a name', 'add section: NAME')
}

/** The names between braces in a file name. */
export function placeholders(path: string): string[] {
  return [...path.matchAll(/\{([^{}]*)\}/g)].map((found) => found[1] ?? '')
}

function placeholderFaults(path: string): string[] {
  const faults = placeholders(path)
    .filter((name) => !DOTTED.test(name))
    .map((name) => `{${name}} in the file name is not the name of a fact`)
  if (/[{}]/.test(path.replace(/\{[^{}]*\}/g, ''))) faults.push('a brace in the file name that has no partner')
  return faults
}

/** What is wrong with a condition's text, or null. */
export function conditionFault(text: string): ConditionError | null {
  try {
    parseCondition(text)
    return null
  } catch (error) {
    if (error instanceof ConditionError) return error
    throw error
  }
}
