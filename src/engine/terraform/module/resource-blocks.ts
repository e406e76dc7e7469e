import type { Block, Body, Expression } from '../syntax/ast.ts'
import { keyword } from '../syntax/ast.ts'
import type { Finding } from '../syntax/problem.ts'
import { traversalsOf } from '../syntax/references.ts'
import { BOOL } from '../values/type.ts'
import { quotedPath, STATIC_PATH } from './addresses.ts'
import { readSetting } from './constant.ts'
import { checkLabels, checkShape, LIFECYCLE, RULE } from './structure.ts'
import type { Mode } from './types.ts'

/** Blocks of a resource that mean something to Terraform itself, and what is wrong with their form. */
export function checkResourceBlocks(body: Body, mode: Mode, nested: boolean): Finding[] {
  const found: Finding[] = []
  const seen = new Map<string, Block>()
  for (const block of body.blocks) {
    const own = mode === 'resource' ? ['lifecycle', 'connection', '_'] : ['lifecycle', '_']
    if (own.includes(block.type)) {
      found.push(...checkLabels(block, []))
      const first = seen.get(block.type)
      if (first !== undefined) found.push(twice(block, first))
      else seen.set(block.type, block)
    }
    if (block.type === 'lifecycle') checkLifecycle(block, mode, nested, found)
    else if (block.type === 'provisioner' && mode === 'resource') checkProvisionerForm(block, found)
    else if (block.type === 'locals' || (mode !== 'resource' && ['connection', 'provisioner'].includes(block.type))) {
      if (block.type === 'provisioner' && block.labels.length === 0) found.push(...checkLabels(block, ['type']))
      const detail = `The block type name "${block.type}" is reserved for use by Terraform in a future version.`
      found.push({ ...block.at, summary: `Reserved block type name in ${mode} block`, detail })
    }
  }
  const provisioners = body.blocks.filter((block) => block.type === 'provisioner')
  const connection = seen.get('connection')
  if (connection !== undefined && provisioners.some(isDestroy)) onlySelf(connection.body, found)
  return found
}

function twice(block: Block, first: Block): Finding {
  const name = block.type === '_' ? 'escaping' : block.type
  const detail = `This resource already has a ${name} block at line ${first.at.line}.`
  return { ...block.at, summary: `Duplicate ${name} block`, detail }
}

function checkLifecycle(block: Block, mode: Mode, nested: boolean, found: Finding[]): void {
  if (nested) {
    const detail =
      'Nested data blocks do not support "lifecycle" blocks as the lifecycle is managed by the containing block.'
    found.push({ ...block.at, summary: 'Invalid lifecycle block', detail })
  }
  found.push(...checkShape(block.body, block.at, LIFECYCLE))
  const { attributes, blocks } = block.body
  if (mode !== 'resource') {
    for (const { name, at } of attributes.values()) {
      const detail = `The lifecycle argument "${name}" is defined only for managed resources ("resource" blocks), and is not valid for ${mode} resources.`
      found.push({ ...at, summary: `Invalid ${mode} resource lifecycle argument`, detail })
    }
  } else {
    readSetting(attributes.get('create_before_destroy'), BOOL, found)
    readSetting(attributes.get('prevent_destroy'), BOOL, found)
    const ignored = attributes.get('ignore_changes')?.value
    if (ignored !== undefined) ignoredPaths(ignored, found)
    const replace = attributes.get('replace_triggered_by')?.value
    if (replace !== undefined) checkTriggers(replace, found)
  }
  for (const rule of blocks) if (/^(?:pre|post)condition$/.test(rule.type)) checkRuleForm(rule, found)
}

/** The paths that `ignore_changes` names; quotes around them are a habit of old. */
export function ignoredPaths(ignored: Expression, found: Finding[]): Extract<Expression, { is: 'traversal' }>[] {
  if (keyword(ignored) === 'all') return []
  if (ignored.is !== 'tuple') {
    found.push({ ...ignored.at, ...NO_LIST })
    return []
  }
  return ignored.parts.flatMap((part) => {
    if (part.is === 'traversal') return [part]
    if (part.is === 'literal' && part.value === '*') {
      const detail =
        'The ["*"] form of ignore_changes wildcard was deprecated and is now invalid. Use "ignore_changes = all" to ignore changes to all attributes.'
      found.push({ ...ignored.at, summary: 'Invalid ignore_changes wildcard', detail })
      return []
    }
    const path = quotedPath(part)
    if (path !== null) return [path]
    found.push({ ...part.at, summary: 'Invalid expression', detail: STATIC_PATH })
    return []
  })
}

export const NO_LIST = { summary: 'Invalid expression', detail: 'A static list expression is required.' }

/** Each trigger names one resource, and beside it no more than the key of the instance. */
function checkTriggers(replace: Expression, found: Finding[]): void {
  if (replace.is !== 'tuple') {
    found.push({ ...replace.at, ...NO_LIST })
    return
  }
  for (const part of replace.parts) {
    const wrong = (summary: string, detail: string): void => {
      found.push({ ...part.at, summary, detail })
    }
    let resources = 0
    for (const path of traversalsOf(part)) {
      const [first] = path.steps
      const name = first?.is === 'attribute' ? first.name : null
      if (path.root === 'each') {
        if (name !== 'key') {
          wrong(
            'Invalid each reference in replace_triggered_by expression',
            'Only each.key may be used in replace_triggered_by.',
          )
        }
      } else if (path.root === 'count') {
        if (name !== 'index') {
          wrong(
            'Invalid count reference in replace_triggered_by expression',
            'Only count.index may be used in replace_triggered_by.',
          )
        }
      } else if (['var', 'local', 'module', 'path', 'terraform', 'self'].includes(path.root)) {
        const detail = 'Only resources, count.index, and each.key may be used in replace_triggered_by.'
        wrong('Invalid reference in replace_triggered_by expression', detail)
      } else resources++
    }
    if (resources === 1) continue
    const what = resources === 0 ? 'Missing resource reference' : 'Multiple resource references'
    wrong('Invalid replace_triggered_by expression', `${what} in replace_triggered_by expression.`)
  }
}

/** A condition with its message: it has to look at something. */
export function checkRuleForm(block: Block, found: Finding[]): void {
  found.push(...checkShape(block.body, block.at, RULE))
  const condition = block.body.attributes.get('condition')
  if (condition === undefined || traversalsOf(condition.value).length > 0) return
  const detail =
    'The condition expression must refer to at least one object from elsewhere in the configuration, or else its result would not be checking anything.'
  found.push({ ...condition.value.at, summary: `Invalid ${block.type} expression`, detail })
}

const REMOVED_PROVISIONERS: ReadonlySet<string> = new Set(['chef', 'habitat', 'puppet', 'salt-masterless'])

export function checkProvisionerForm(block: Block, found: Finding[]): void {
  const labels = checkLabels(block, ['type'])
  found.push(...labels)
  if (labels.length > 0) return
  const [type] = block.labels
  if (type !== undefined && REMOVED_PROVISIONERS.has(type.text)) {
    const detail = `The "${type.text}" provisioner is no longer part of Terraform.`
    found.push({ ...type.at, summary: `The "${type.text}" provisioner has been removed`, detail })
    return
  }
  checkKeyword(block, 'when', ['create', 'destroy'], found)
  checkKeyword(block, 'on_failure', ['continue', 'fail'], found)
  if (isDestroy(block)) onlySelf(block.body, found)
  const seen = new Map<string, Block>()
  for (const inner of block.body.blocks) {
    if (inner.type === 'lifecycle') {
      const detail = 'The block type name "lifecycle" is reserved for use by Terraform in a future version.'
      found.push({ ...inner.at, summary: 'Reserved block type name in provisioner block', detail })
    } else if (inner.type === 'connection' || inner.type === '_') {
      const first = seen.get(inner.type)
      if (first !== undefined) found.push(twice(inner, first))
      else seen.set(inner.type, inner)
      if (isDestroy(block)) onlySelf(inner.body, found)
    }
  }
}

function checkKeyword(block: Block, name: string, words: readonly string[], found: Finding[]): void {
  const value = block.body.attributes.get(name)?.value
  if (value === undefined || words.includes(wordOf(value) ?? '')) return
  const detail = `The "${name}" argument requires one of the following keywords: ${words.join(' or ')}.`
  found.push({ ...value.at, summary: `Invalid "${name}" keyword`, detail })
}

/** A word, which may stand in quotes as it did in Terraform 0.11. */
function wordOf(value: Expression): string | null {
  const path = quotedPath(value)
  return keyword(path ?? value)
}

export function isDestroy(block: Block): boolean {
  const when = block.body.attributes.get('when')?.value
  return when !== undefined && wordOf(when) === 'destroy'
}

/** What runs while a resource goes away can look at nothing else: that may be gone already. */
function onlySelf(body: Body, found: Finding[]): void {
  for (const { name, value } of body.attributes.values()) {
    if (name === 'when' || name === 'on_failure') continue
    for (const { root, steps, at } of traversalsOf(value)) {
      const [step] = steps
      const key = step?.is === 'attribute' && steps.length === 1 ? step.name : null
      if (['self', 'path', 'terraform'].includes(root)) continue
      if ((root === 'count' && key === 'index') || (root === 'each' && key === 'key')) continue
      const detail =
        "Destroy-time provisioners and their connection configurations may only reference attributes of the related resource, via 'self', 'count.index', or 'each.key'."
      found.push({ ...at, summary: 'Invalid reference from destroy provisioner', detail })
    }
  }
}
