import { nearest } from '../../../skills/nearest.ts'
import { follow } from '../evaluate/access.ts'
import { emptyScope } from '../module/constant.ts'
import type { BlockSchema, NestedSchema } from '../schema/block.ts'
import type { Step } from '../syntax/ast.ts'
import type { Finding } from '../syntax/problem.ts'
import { withoutOptional } from '../values/type.ts'
import { unknown } from '../values/value.ts'

/** Follows a path into an object of this schema; empty when there is such a place. */
export function checkSchemaPath(schema: BlockSchema, steps: readonly Step[]): Finding[] {
  const [step, ...rest] = steps
  if (step === undefined) return []
  if (step.is === 'index') {
    const name =
      typeof step.key === 'string' ? ` Did you mean to access attribute "${step.key}" using the dot operator?` : ''
    const detail =
      name === ''
        ? 'Only attribute access is allowed here, using the dot operator.'
        : `Only attribute access is allowed here.${name}`
    return [{ ...step.at, summary: 'Invalid index operation', detail }]
  }
  const attribute = schema.attributes.get(step.name)
  if (attribute !== undefined) {
    const scope = emptyScope()
    follow(unknown(withoutOptional(attribute.type)), rest, scope)
    return scope.problems
  }
  const nested = schema.blocks.get(step.name)
  if (nested !== undefined) return checkNested(step.name, nested, rest)
  const near = nearest(step.name, [...schema.attributes.keys(), ...schema.blocks.keys()])
  const hint = near === null ? '' : ` Did you mean "${near}"?`
  const detail = `This object has no argument, nested block, or exported attribute named "${step.name}".${hint}`
  return [{ ...step.at, summary: 'Unsupported attribute', detail }]
}

function checkNested(name: string, nested: NestedSchema, steps: readonly Step[]): Finding[] {
  if (nested.mode === 'single' || nested.mode === 'group' || nested.mode === 'either')
    return checkSchemaPath(nested.block, steps)
  const [step, ...rest] = steps
  if (step === undefined) return []
  if (nested.mode === 'set') {
    const detail = `Block type "${name}" is represented by a set of objects, and set elements do not have addressable keys. To find elements matching specific criteria, use a "for" expression with an "if" clause.`
    return [{ ...step.at, summary: 'Cannot index a set value', detail }]
  }
  if (step.is === 'index' || nested.mode === 'map') return checkSchemaPath(nested.block, rest)
  const detail = `Block type "${name}" is represented by a list of objects, so it must be indexed using a numeric key, like .${name}[0].`
  return [{ ...step.at, summary: 'Invalid operation', detail }]
}
