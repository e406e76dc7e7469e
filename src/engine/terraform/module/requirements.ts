import type { Block, Expression } from '../syntax/ast.ts'
import { keyword, literalText } from '../syntax/ast.ts'
import type { Finding } from '../syntax/problem.ts'
import { STATIC_PATH } from './addresses.ts'
import { readConstant } from './constant.ts'
import { badProviderName } from './provider-reference.ts'
import { NO_LIST } from './resource-blocks.ts'
import type { Requirement } from './types.ts'
import { isConstraint } from './version.ts'

interface Read {
  requirement: Requirement | null
  problems: Finding[]
}

/** The entries of a `required_providers` block. */
export function readRequirements(block: Block, file: string): Read[] {
  return [...block.body.attributes.values()].map(({ name, at, value }) => {
    const problems: Finding[] = []
    const start = { ...at, file, name, source: `hashicorp/${name}`, constraint: '', aliases: [] }
    const bad = badProviderName(name)
    if (bad !== null) {
      problems.push({ ...at, summary: 'Invalid provider name', detail: bad })
      return { requirement: null, problems }
    }
    if (value.is === 'object') return { requirement: fromObject(start, value, problems), problems }
    const version = readConstant(value, [])
    const text = version === null ? null : typeof version.content === 'string' || typeof version.content === 'number'
    if (version === null || !text) {
      const detail = 'required_providers entries must be strings or objects.'
      problems.push({ ...value.at, summary: 'Invalid required_providers object', detail })
      return { requirement: start, problems }
    }
    const constraint = String(version.content)
    checkConstraint(constraint, value, problems)
    return { requirement: { ...start, constraint }, problems }
  })
}

function fromObject(
  start: Requirement,
  object: Extract<Expression, { is: 'object' }>,
  problems: Finding[],
): Requirement {
  let requirement = start
  for (const { key, value } of object.items) {
    const name = keyword(key) ?? literalText(key)
    if (name === 'version') {
      const text = textIn(value)
      if (text === null) {
        const detail = 'Version must be specified as a string.'
        problems.push({ ...value.at, summary: 'Invalid version constraint', detail })
      } else {
        checkConstraint(text, value, problems)
        requirement = { ...requirement, constraint: text }
      }
    } else if (name === 'source') {
      const text = textIn(value)
      if (text === null) {
        problems.push({ ...value.at, summary: 'Invalid source', detail: 'Source must be specified as a string.' })
      } else if (!isSource(text)) {
        const detail = 'The "source" attribute must be in the format "[hostname/][namespace/]name"'
        problems.push({ ...value.at, summary: 'Invalid provider source string', detail })
      } else requirement = { ...requirement, source: fullSource(text) }
    } else if (name === 'configuration_aliases') {
      requirement = { ...requirement, aliases: readAliases(start.name, value, problems) }
    } else {
      const detail =
        'required_providers objects can only contain "version", "source" and "configuration_aliases" attributes. To configure a provider, use a "provider" block.'
      problems.push({ ...key.at, summary: 'Invalid required_providers object', detail })
      break
    }
  }
  return requirement
}

function textIn(expression: Expression): string | null {
  const content = readConstant(expression, [])?.content
  return typeof content === 'string' ? content : null
}

function isSource(text: string): boolean {
  const parts = text.split('/')
  const name = parts.at(-1) ?? ''
  if (parts.length > 3 || parts.some((part) => part === '')) return false
  if (parts.length > 1 && badProviderName((parts.at(-2) ?? '').toLowerCase()) !== null) return false
  if (parts.length === 3 && !/^[\w.-]+(?::\d+)?$/.test(parts[0] ?? '')) return false
  // Whoever writes terraform-provider-x means x.
  return badProviderName(name.toLowerCase()) === null && !name.startsWith('terraform-provider-')
}

function readAliases(provider: string, value: Expression, problems: Finding[]): string[] {
  if (value.is !== 'tuple') {
    problems.push({ ...value.at, ...NO_LIST })
    return []
  }
  const summary = 'Invalid configuration_aliases value'
  return value.parts.flatMap((part) => {
    if (part.is !== 'traversal') {
      problems.push({ ...part.at, summary: 'Invalid expression', detail: STATIC_PATH })
      return []
    }
    const [step, ...rest] = part.steps
    if (step?.is === 'index' || rest.length > 0) {
      const detail =
        'Configuration aliases can only contain references to local provider configuration names in the format of provider.alias'
      problems.push({ ...value.at, summary, detail })
      return []
    }
    if (part.root !== provider) {
      const detail = `Configuration aliases must be prefixed with the provider name. Expected "${provider}", but found "${part.root}".`
      problems.push({ ...value.at, summary, detail })
      return []
    }
    return step === undefined ? [] : [step.name]
  })
}

/** Without a host and a namespace it is HashiCorp's, in the public registry. */
function fullSource(text: string): string {
  const parts = text.toLowerCase().split('/')
  if (parts.length === 1) return `hashicorp/${parts[0]}`
  return parts.length === 3 && parts[0] === 'registry.terraform.io' ? parts.slice(1).join('/') : parts.join('/')
}

function checkConstraint(text: string, { at }: Expression, problems: Finding[]): void {
  if (isConstraint(text)) return
  const detail = 'This string does not use correct version constraint syntax.'
  problems.push({ ...at, summary: 'Invalid version constraint', detail })
}
