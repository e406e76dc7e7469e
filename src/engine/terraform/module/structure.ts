import { nearest } from '../../../skills/nearest.ts'
import type { Block, Body } from '../syntax/ast.ts'
import type { Finding } from '../syntax/problem.ts'

/** What a block of the language itself may hold; null stands for what a provider's schema or a module decides. */
export interface Shape {
  attributes: readonly string[] | null
  required?: readonly string[]
  blocks?: Readonly<Record<string, readonly string[]>>
}

/** The names of the labels of each block that can stand in a file. */
export const TOP_LEVEL: Readonly<Record<string, readonly string[]>> = {
  terraform: [],
  required_providers: [],
  provider: ['name'],
  variable: ['name'],
  locals: [],
  output: ['name'],
  module: ['name'],
  resource: ['type', 'name'],
  data: ['type', 'name'],
  ephemeral: ['type', 'name'],
  moved: [],
  removed: [],
  import: [],
  check: ['name'],
}

export const SHAPES: Readonly<Record<string, Shape>> = {
  terraform: {
    attributes: ['required_version', 'experiments', 'language'],
    blocks: { backend: ['type'], cloud: [], required_providers: [], provider_meta: ['provider'] },
  },
  variable: {
    attributes: ['description', 'default', 'type', 'sensitive', 'ephemeral', 'nullable', 'deprecated'],
    blocks: { validation: [] },
  },
  output: {
    attributes: ['description', 'value', 'depends_on', 'sensitive', 'ephemeral', 'deprecated'],
    required: ['value'],
    blocks: { precondition: [], postcondition: [] },
  },
  moved: { attributes: ['from', 'to'], required: ['from', 'to'] },
  import: { attributes: ['id', 'to', 'provider', 'for_each', 'identity'], required: ['to'] },
  removed: {
    attributes: ['from'],
    required: ['from'],
    blocks: { lifecycle: [], provisioner: ['type'], connection: [] },
  },
  check: { attributes: [], blocks: { data: ['type', 'name'], assert: [] } },
}

export const RULE: Shape = { attributes: ['condition', 'error_message'], required: ['condition', 'error_message'] }

export const LIFECYCLE: Shape = {
  attributes: ['create_before_destroy', 'prevent_destroy', 'ignore_changes', 'replace_triggered_by'],
  blocks: { precondition: [], postcondition: [] },
}

/** Findings about names and labels that a shape does not know, and about what it requires. */
export function checkShape(body: Body, at: { line: number; column: number }, shape: Shape): Finding[] {
  const found: Finding[] = []
  const blocks = shape.blocks ?? {}
  if (shape.attributes !== null) {
    for (const attribute of body.attributes.values()) {
      if (shape.attributes.includes(attribute.name)) continue
      found.push({
        ...attribute.at,
        summary: 'Unsupported argument',
        detail: unsupportedArgument(attribute.name, shape.attributes, Object.keys(blocks)),
      })
    }
  }
  for (const block of body.blocks) {
    const labels = Object.hasOwn(blocks, block.type) ? blocks[block.type] : undefined
    if (labels !== undefined) found.push(...checkLabels(block, labels))
    else {
      found.push({
        ...block.at,
        summary: 'Unsupported block type',
        detail: unsupportedBlock(block.type, Object.keys(blocks), shape.attributes ?? []),
      })
    }
  }
  for (const name of shape.required ?? []) {
    if (!body.attributes.has(name)) found.push({ line: at.line, column: at.column, ...missingArgument(name) })
  }
  return found
}

export function missingArgument(name: string): { summary: string; detail: string } {
  const detail = `The argument "${name}" is required, but no definition was found.`
  return { summary: 'Missing required argument', detail }
}

export function checkLabels(block: Block, labels: readonly string[]): Finding[] {
  const missing = labels[block.labels.length]
  if (missing !== undefined) {
    const detail = `All ${block.type} blocks must have ${labels.length} labels (${labels.join(', ')}).`
    return [{ ...block.at, summary: `Missing ${missing} for ${block.type}`, detail }]
  }
  const extra = block.labels[labels.length]
  if (extra === undefined) return []
  const detail =
    labels.length === 0
      ? `No labels are expected for ${block.type} blocks.`
      : `Only ${labels.length} labels (${labels.join(', ')}) are expected for ${block.type} blocks.`
  return [{ ...extra.at, summary: `Extraneous label for ${block.type}`, detail }]
}

export function unsupportedArgument(name: string, known: Iterable<string>, blocks: Iterable<string>): string {
  if ([...blocks].includes(name)) {
    return `An argument named "${name}" is not expected here. Did you mean to define a block of type "${name}"?`
  }
  const near = nearest(name, known)
  return `An argument named "${name}" is not expected here.${near === null ? '' : ` Did you mean "${near}"?`}`
}

export function unsupportedBlock(type: string, known: Iterable<string>, attributes: Iterable<string>): string {
  if ([...attributes].includes(type)) {
    return `Blocks of type "${type}" are not expected here. Did you mean to define argument "${type}"? If so, use the equals sign to assign it a value.`
  }
  const near = nearest(type, known)
  return `Blocks of type "${type}" are not expected here.${near === null ? '' : ` Did you mean "${near}"?`}`
}

export const BAD_NAME =
  'A name must start with a letter or underscore and may contain only letters, digits, underscores, and dashes.'

export function isIdentifier(name: string): boolean {
  return /^[\p{ID_Start}_][\p{ID_Continue}-]*$/u.test(name)
}
