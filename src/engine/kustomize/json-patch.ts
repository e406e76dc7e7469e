import { changedAt, listWith, mapWith, scalarLike, withValue } from '../checks/read/yaml-edit.ts'
import { itemsOf, nodeAt, plain, textOf, type YamlNode } from '../checks/read/yaml-node.ts'

/** Why an operation of a JSON patch does not apply. */
export class PatchError extends Error {
  readonly at: YamlNode

  constructor(at: YamlNode, message: string) {
    super(message)
    this.at = at
  }
}

/** A JSON patch (RFC 6902) applied, as kustomize applies it. Throws PatchError. */
export function jsonPatched(target: YamlNode, patch: YamlNode): YamlNode {
  if (patch.kind !== 'list') throw new PatchError(patch, 'a JSON patch is a list of operations')
  return itemsOf(patch).reduce(applied, target)
}

function applied(target: YamlNode, operation: YamlNode): YamlNode {
  const op = textOf(nodeAt(operation, 'op'))
  const path = nodeAt(operation, 'path')
  const value = nodeAt(operation, 'value')
  const pathText = textOf(path)
  if (op === undefined || path === undefined || pathText === undefined)
    throw new PatchError(operation, 'an operation of a JSON patch has an op and a path')
  const steps = pathText.split('/').slice(1).map(unescaped)
  // kustomize keeps notes of its own among the annotations, so that these are always there.
  if (
    op === 'add' &&
    steps.length === 3 &&
    steps[0] === 'metadata' &&
    steps[1] === 'annotations' &&
    target.kind === 'map'
  )
    return changedAt(target, steps, () => value)
  const fail = (why: string): never => {
    throw new PatchError(path, `${op} ${pathText}: ${why}`)
  }
  switch (op) {
    case 'add':
    case 'replace':
      return changed(target, steps, fail, op, value ?? fail('it has no value'))
    case 'remove':
      return changed(target, steps, fail, op, null)
    case 'test': {
      const found = valueAt(target, steps)
      if (found === undefined || JSON.stringify(plain(found)) !== JSON.stringify(plain(value ?? null)))
        fail('the value is another one')
      return target
    }
    case 'move':
    case 'copy': {
      const from = (textOf(nodeAt(operation, 'from')) ?? fail('it has no from')).split('/').slice(1).map(unescaped)
      const found =
        valueAt(target, from) ?? (op === 'copy' ? scalarLike(operation, null) : fail('there is nothing to take'))
      const without = op === 'move' ? changed(target, from, fail, 'remove', null) : target
      return changed(without, steps, fail, 'add', found)
    }
    default:
      return fail('there is no such operation')
  }
}

function valueAt(node: YamlNode, steps: readonly string[]): YamlNode | undefined {
  return nodeAt(node, ...steps.map((step) => (/^\d+$/.test(step) ? Number(step) : step)))
}

function unescaped(step: string): string {
  return step.replaceAll('~1', '/').replaceAll('~0', '~')
}

type Fail = (why: string) => never

function changed(node: YamlNode, steps: readonly string[], fail: Fail, op: string, value: YamlNode | null): YamlNode {
  const [step, ...rest] = steps
  if (step === undefined) return value ?? fail('there is nothing left')
  if (node.kind === 'list') return changedList(node, step, rest, fail, op, value)
  if (node.kind !== 'map') return fail(`"${step}" is below something that is no map`)
  const inside = node.get(step)
  if (rest.length > 0) {
    if (inside === undefined) return fail(`there is no "${step}"`)
    return withValue(node, step, changed(inside, rest, fail, op, value))
  }
  // A replacement of what is not there adds it, which the specification forbids and kustomize does.
  if (op === 'remove' && inside === undefined) return fail(`there is no "${step}"`)
  if (value !== null) return withValue(node, step, value)
  return mapWith(
    node,
    node.entries.filter((one) => one.key !== step),
  )
}

function changedList(
  node: Extract<YamlNode, { kind: 'list' }>,
  step: string,
  rest: readonly string[],
  fail: Fail,
  op: string,
  value: YamlNode | null,
): YamlNode {
  const { items } = node
  const index =
    step === '-' ? items.length : /^\d+$/.test(step) ? Number(step) : fail(`"${step}" is no place in a list`)
  const inside = items[index]
  if (rest.length > 0) {
    if (inside === undefined) return fail(`the list has no member ${step}`)
    const copy = [...items]
    copy[index] = changed(inside, rest, fail, op, value)
    return listWith(node, copy)
  }
  if (op === 'add' && value !== null) {
    if (index > items.length) return fail(`the list has no place ${step}`)
    return listWith(node, [...items.slice(0, index), value, ...items.slice(index)])
  }
  if (inside === undefined) return fail(`the list has no member ${step}`)
  return listWith(
    node,
    value === null ? items.filter((one) => one !== inside) : items.map((one) => (one === inside ? value : one)),
  )
}
