import type { Block, Expression } from '../syntax/ast.ts'
import { keyword, literalText } from '../syntax/ast.ts'
import type { Finding } from '../syntax/problem.ts'
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
    const version = literalText(value)
    const requirement = { ...at, file, name, source: `hashicorp/${name}`, constraint: version ?? '', aliases: [] }
    if (version !== null) {
      checkConstraint(version, value, problems)
      return { requirement, problems }
    }
    if (value.is !== 'object') {
      const detail = 'required_providers entries must be strings or objects.'
      problems.push({ ...value.at, summary: 'Invalid required_providers object', detail })
      return { requirement, problems }
    }
    return { requirement: fromObject(requirement, value, problems), problems }
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
    const text = literalText(value)
    if (name === 'version') {
      if (text === null) {
        const detail = 'Version must be specified as a string.'
        problems.push({ ...value.at, summary: 'Invalid version constraint', detail })
      } else {
        checkConstraint(text, value, problems)
        requirement = { ...requirement, constraint: text }
      }
    } else if (name === 'source') {
      if (text === null || !/^(?:[\w.-]+(?::\d+)?\/)?(?:[\w-]+\/)?[\w-]+$/.test(text)) {
        const detail = 'The "source" attribute must be in the format "[hostname/][namespace/]name"'
        problems.push({ ...value.at, summary: 'Invalid provider source string', detail })
      } else requirement = { ...requirement, source: fullSource(text) }
    } else if (name === 'configuration_aliases') {
      const parts = value.is === 'tuple' ? value.parts : []
      const aliases = parts.flatMap((part) =>
        part.is === 'traversal' && part.steps[0]?.is === 'attribute' ? [part.steps[0].name] : [],
      )
      requirement = { ...requirement, aliases }
    } else {
      const detail =
        'required_providers objects can only contain "version", "source" and "configuration_aliases" attributes. To configure a provider, use a "provider" block.'
      problems.push({ ...key.at, summary: 'Invalid required_providers object', detail })
      break
    }
  }
  return requirement
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
