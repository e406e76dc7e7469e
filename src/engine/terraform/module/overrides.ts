import type { Attribute, Block, Body } from '../syntax/ast.ts'
import { literalText } from '../syntax/ast.ts'
import type { Finding } from '../syntax/problem.ts'

export interface FileBlocks {
  path: string
  body: Body
}

/**
 * Puts what override files say into the blocks of the others, as Terraform does before it looks at any of them. Findings
 * about an overridden argument name the file of the block it went into.
 */
export function withOverrides(
  files: readonly FileBlocks[],
  overrides: readonly FileBlocks[],
  report: (file: string, finding: Finding) => void,
): FileBlocks[] {
  const merged = files.map(({ path, body }) => ({ path, body: { ...body, blocks: [...body.blocks] } }))
  for (const override of overrides) {
    for (const block of override.body.blocks) {
      const missing = block.type === 'locals' ? overrideLocals(merged, block) : overrideBlock(merged, override, block)
      if (missing !== null) report(override.path, { ...block.at, ...missing })
    }
  }
  return merged
}

type Words = Pick<Finding, 'summary' | 'detail'> | null

function overrideBlock(files: FileBlocks[], override: FileBlocks, block: Block): Words {
  if (block.type === 'terraform') {
    // Settings can come from anywhere; what is not there yet is simply added.
    const target = find(files, (one) => one.type === 'terraform')
    if (target === null) files.push({ path: override.path, body: { ...override.body, blocks: [block] } })
    else target.replace(settings(target.block, block))
    return null
  }
  if (['moved', 'import', 'removed', 'check'].includes(block.type)) {
    const detail = `"${block.type}" blocks can appear only in normal files, not in override files.`
    return { summary: `Cannot override '${block.type}' blocks`, detail }
  }
  const key = identity(block)
  const target = find(files, (one) => identity(one) === key)
  if (target === null) {
    const what = block.type === 'provider' ? 'provider configuration' : block.type
    const detail = `There is no ${what} of this name in the other files. An override file can only override what was defined in a primary configuration file.`
    return { summary: `Missing ${what} to override`, detail }
  }
  if (block.body.attributes.has('depends_on')) {
    const detail = 'The depends_on argument may not be overridden.'
    return { summary: 'Unsupported override', detail }
  }
  target.replace({ ...target.block, body: mergedBody(target.block.body, block.body) })
  return null
}

function overrideLocals(files: FileBlocks[], block: Block): Words {
  for (const attribute of block.body.attributes.values()) {
    const target = find(files, (one) => one.type === 'locals' && one.body.attributes.has(attribute.name))
    if (target === null) {
      const detail = `There is no local value named "${attribute.name}". An override file can only override a local value that was defined in a primary configuration file.`
      return { summary: 'Missing base local value definition to override', detail }
    }
    const attributes = new Map(target.block.body.attributes).set(attribute.name, attribute)
    target.replace({ ...target.block, body: { ...target.block.body, attributes } })
  }
  return null
}

function identity({ type, labels, body }: Block): string {
  const alias = type === 'provider' ? literalText(body.attributes.get('alias')?.value) : null
  return JSON.stringify([type, labels.map((label) => label.text), alias])
}

function find(
  files: readonly FileBlocks[],
  fits: (block: Block) => boolean,
): { block: Block; replace(by: Block): void } | null {
  for (const { body } of files) {
    const index = body.blocks.findIndex(fits)
    const block = body.blocks[index]
    if (block === undefined) continue
    return { block, replace: (by) => body.blocks.splice(index, 1, by) }
  }
  return null
}

/** Arguments take the place of arguments; blocks take the place of all blocks of their type. */
function mergedBody(base: Body, over: Body): Body {
  const types = new Set(over.blocks.map(typeOf))
  const kept = base.blocks.filter((block) => !types.has(typeOf(block)) || block.type === 'lifecycle')
  const attributes = new Map<string, Attribute>(base.attributes)
  for (const [name, attribute] of over.attributes) {
    if (name === 'count') attributes.delete('for_each')
    else if (name === 'for_each') attributes.delete('count')
    attributes.set(name, attribute)
  }
  const blocks = over.blocks.filter((block) => block.type !== 'lifecycle')
  const [lifecycle, more] = [base, over].map((body) => body.blocks.find((block) => block.type === 'lifecycle'))
  if (lifecycle === undefined || more === undefined)
    return { ...base, attributes, blocks: [...kept, ...blocks, ...(more ? [more] : [])] }
  const both = { ...lifecycle, body: mergedBody(lifecycle.body, more.body) }
  return { ...base, attributes, blocks: [...kept.map((block) => (block === lifecycle ? both : block)), ...blocks] }
}

/** A dynamic block is one of the type it makes. */
const typeOf = (block: Block): string => (block.type === 'dynamic' ? (block.labels[0]?.text ?? '') : block.type)

function settings(base: Block, over: Block): Block {
  const required = over.body.blocks.find((block) => block.type === 'required_providers')
  const rest = over.body.blocks.filter((block) => block !== required)
  const keeps = rest.some((block) => block.type === 'backend' || block.type === 'cloud')
  const body = mergedBody(
    { ...base.body, blocks: base.body.blocks.filter((block) => !keeps || !['backend', 'cloud'].includes(block.type)) },
    { ...over.body, blocks: rest },
  )
  if (required === undefined) return { ...base, body }
  const own = body.blocks.find((block) => block.type === 'required_providers')
  if (own === undefined) return { ...base, body: { ...body, blocks: [...body.blocks, required] } }
  const both = { ...own, body: mergedBody(own.body, required.body) }
  return { ...base, body: { ...body, blocks: body.blocks.map((block) => (block === own ? both : block)) } }
}
