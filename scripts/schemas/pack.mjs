// Writes provider schemas as a line pack: text lines that are found by name and parsed when they are asked for,
// compressed with brotli. The reader is src/engine/terraform/schema/pack.ts.
import { brotliCompressSync, constants } from 'node:zlib'

/** `terraform providers schema -json` of one provider, as the bytes of a pack. */
export function packProvider(source, version, schema) {
  const shared = shareBlocks()
  const lines = []
  const add = (kind, types) => {
    for (const name of Object.keys(types ?? {}).sort())
      lines.push(`${kind} ${name} ${shared.encode(types[name].block)}`)
  }
  lines.push(`p ${source} ${shared.encode(schema.provider?.block ?? {})}`)
  add('r', schema.resource_schemas)
  add('d', schema.data_source_schemas)
  add('e', schema.ephemeral_resource_schemas)
  for (const [name, signature] of Object.entries(schema.functions ?? {}).sort()) {
    lines.push(`f ${name} ${JSON.stringify(functionOf(signature))}`)
  }
  const header = `skillchain-schema-pack 1 ${source} ${version}`
  const text = [header, ...lines, ...shared.lines()].join('\n')
  return brotliCompressSync(Buffer.from(text, 'utf8'), {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_LGWIN]: 24,
      [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
    },
  })
}

/** Bodies that stand more than once (a web ACL nests itself three deep) are written once, on a line of their own. */
function shareBlocks() {
  const bodies = new Map()
  const order = []
  const encodeBody = (block) => {
    const attributes = {}
    for (const name of Object.keys(block.attributes ?? {}).sort())
      attributes[name] = attributeOf(block.attributes[name])
    const blocks = {}
    for (const name of Object.keys(block.block_types ?? {}).sort()) {
      const nested = block.block_types[name]
      const mode = { single: '1', group: 'g', list: 'l', set: 's', map: 'm', either: 'e' }[nested.nesting_mode]
      blocks[name] = [mode, nested.min_items ?? 0, nested.max_items ?? 0, reference(nested.block ?? {})]
    }
    const body = Object.keys(blocks).length === 0 ? [attributes] : [attributes, blocks]
    return JSON.stringify(body)
  }
  const reference = (block) => {
    const text = encodeBody(block)
    let known = bodies.get(text)
    if (known === undefined) {
      known = order.length
      bodies.set(text, known)
      order.push(text)
    }
    return known
  }
  return { encode: encodeBody, lines: () => order.map((text, index) => `# ${index} ${text}`) }
}

/** Flags, a blank, the type: `oc s` is an optional computed string. */
function attributeOf(attribute) {
  const flags = [
    attribute.required && 'r',
    attribute.optional && 'o',
    attribute.computed && 'c',
    attribute.sensitive && 's',
    attribute.deprecated && 'd',
    attribute.write_only && 'w',
  ]
  const type = attribute.nested_type ? nestedTypeOf(attribute.nested_type) : typeOf(attribute.type)
  return `${flags.filter(Boolean).join('')} ${type}`
}

/** string s, number n, bool b, any *, list [t, set <t, map {t, tuple (t…), object :name t…; an optional one has a `?`. */
function typeOf(type) {
  if (type === 'string') return 's'
  if (type === 'number') return 'n'
  if (type === 'bool') return 'b'
  if (type === 'dynamic') return '*'
  const [kind, inside] = type
  if (kind === 'list') return `[${typeOf(inside)}`
  if (kind === 'set') return `<${typeOf(inside)}`
  if (kind === 'map') return `{${typeOf(inside)}`
  if (kind === 'tuple') return `(${inside.map(typeOf).join('')})`
  const optional = new Set(type[2] ?? [])
  return `:${Object.keys(inside)
    .sort()
    .map((name) => `${name}${optional.has(name) ? '?' : ''}=${typeOf(inside[name])}`)
    .join('')};`
}

function nestedTypeOf(nested) {
  const inside = Object.keys(nested.attributes)
    .sort()
    .map((name) => {
      const attribute = nested.attributes[name]
      const type = attribute.nested_type ? nestedTypeOf(attribute.nested_type) : typeOf(attribute.type)
      return `${name}${attribute.required ? '' : '?'}=${type}`
    })
  const mode = { single: '', group: '', list: '[', set: '<', map: '{' }[nested.nesting_mode]
  return `${mode}:${inside.join('')};`
}

function functionOf(signature) {
  const parameter = (one) => typeOf(one.type)
  return [
    (signature.parameters ?? []).map(parameter),
    signature.variadic_parameter ? parameter(signature.variadic_parameter) : null,
    typeOf(signature.return_type),
  ]
}
