// Reads a provider's schema from its bindings on npm (@cdktf/provider-*). The generated TypeScript stands in the source
// maps of the package; it holds, of every field, what the schema says: computed, optional, required, list or set.
// Lost are counts above one, deprecations, and what the bindings call `any`.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The same shape that `terraform providers schema -json` has for one provider. */
export function readBindings(packageDir) {
  const lib = join(packageDir, 'lib')
  const result = { provider: { block: {} }, resource_schemas: {}, data_source_schemas: {}, version: null }
  for (const name of readdirSync(lib).sort()) {
    const source = sourceOf(join(lib, name))
    if (source === null) continue
    const unit = new Unit(source)
    result.version ??= /providerVersion: '([^']+)'/.exec(source)?.[1] ?? null
    for (const { kind, type, block } of unit.schemas()) {
      if (kind === 'TerraformProvider') result.provider = { block }
      else if (kind === 'TerraformResource') result.resource_schemas[type] = { block }
      else if (kind === 'TerraformDataSource') result.data_source_schemas[type] = { block }
    }
  }
  return result
}

function sourceOf(dir) {
  const main = join(dir, 'index.js')
  if (!existsSync(main)) return null
  const parts = [main]
  const more = join(dir, 'index-structs')
  if (existsSync(more)) {
    for (const file of readdirSync(more).sort()) if (/^structs.*\.js$/.test(file)) parts.push(join(more, file))
  }
  return parts.map(originalText).join('\n')
}

function originalText(file) {
  const text = readFileSync(file, 'utf8')
  const mark = 'sourceMappingURL=data:application/json;base64,'
  const at = text.lastIndexOf(mark)
  if (at < 0) return ''
  return JSON.parse(Buffer.from(text.slice(at + mark.length).trim(), 'base64').toString('utf8')).sourcesContent[0] ?? ''
}

/** What the bindings call `any` is taken from a version of the provider whose schema is known whole. */
export function fillFrom(older, bindings) {
  for (const kind of ['resource_schemas', 'data_source_schemas']) {
    for (const [name, { block }] of Object.entries(bindings[kind])) {
      const known = older[kind]?.[name]?.block
      if (known) fillBlock(known, block)
    }
  }
}

function fillBlock(known, block) {
  for (const [name, nested] of Object.entries(known.block_types ?? {})) {
    if (block.attributes[name]?.type === 'dynamic') {
      delete block.attributes[name]
      block.block_types[name] = nested
    } else if (block.block_types[name]) {
      if (block.block_types[name].nesting_mode === 'either') block.block_types[name].nesting_mode = nested.nesting_mode
      fillBlock(nested.block ?? {}, block.block_types[name].block)
    }
  }
  for (const [name, attribute] of Object.entries(known.attributes ?? {})) {
    const mine = block.attributes[name]
    if (mine?.type === 'dynamic' && attribute.type) mine.type = attribute.type
    if (mine && attribute.deprecated) mine.deprecated = true
  }
}

class Unit {
  constructor(source) {
    this.interfaces = readInterfaces(source)
    this.mappers = readMappers(source)
    this.classes = readClasses(source)
    this.open = []
  }

  schemas() {
    const found = []
    for (const [name, one] of this.classes) {
      const type = /static readonly tfResourceType = "(\w+)"/.exec(one.text)?.[1]
      if (type === undefined) continue
      const config =
        /public constructor\(scope: Construct, id: string, config: (\w+)/.exec(one.text)?.[1] ?? `${name}Config`
      const mapper = readAttributes(one.text.slice(one.text.indexOf('synthesizeHclAttributes')))
      found.push({
        kind: one.base,
        type,
        block: this.block(this.interfaces.get(config) ?? new Map(), mapper, one.fields),
      })
    }
    return found
  }

  block(fields, mapper, flags) {
    const attributes = {}
    const blocks = {}
    for (const name of new Set([...fields.keys(), ...flags.keys()])) {
      const field = fields.get(name)
      const known = flags.get(name)
      const use = known ?? { computed: false, optional: field.optional, required: !field.optional }
      if (field === undefined) attributes[name] = { ...flagsOf(use), type: this.computedType(known) }
      else this.settable(name, field, mapper.get(name), use, attributes, blocks)
    }
    return { attributes, block_types: blocks }
  }

  settable(name, field, mapped, use, attributes, blocks) {
    const written = field.type.replaceAll(' | cdktf.IResolvable', '')
    const simple = simpleType(written)
    if (simple !== null) {
      const type = mapped?.type === 'set' && Array.isArray(simple) ? ['set', simple[1]] : simple
      attributes[name] = { ...flagsOf(use), type }
      return
    }
    const map = /^\{ \[key: string\]: (\w+) \}$/.exec(written)?.[1]
    const many = written.endsWith('[]')
    const inner = this.struct(map ?? written.replace(/\[\]$/, ''))
    const isAttribute = map !== undefined || (many && mapped?.isBlock === false)
    if (isAttribute) {
      const mode = map !== undefined ? 'map' : mapped?.type === 'set' ? 'set' : 'list'
      attributes[name] = { ...flagsOf(use), type: [mode, objectOf(inner)] }
      return
    }
    // A single object may be a block or an attribute; the bindings write both alike.
    const mode =
      mapped?.type === 'struct' || mapped?.type === 'simple' ? 'either' : mapped?.type === 'set' ? 'set' : 'list'
    blocks[name] = {
      nesting_mode: mode,
      min_items: use.required ? 1 : 0,
      max_items: many || mode === 'either' ? 0 : 1,
      block: inner,
    }
  }

  struct(name) {
    // Bindings of a type that holds itself would have no end; Terraform's schemas do have one.
    if (this.open.includes(name)) return { attributes: {}, block_types: {} }
    this.open.push(name)
    const reference = this.classes.get(`${name}OutputReference`)
    const mapper = this.mappers.get(name[0].toLowerCase() + name.slice(1)) ?? new Map()
    const block = this.block(this.interfaces.get(name) ?? new Map(), mapper, reference?.fields ?? new Map())
    this.open.pop()
    return block
  }

  computedType({ code }) {
    const made = /= new (\w+?)(OutputReference|MapList|List|Map)\(this, "\w+"(?:, (true|false))?/.exec(code)
    if (made !== null) {
      const inner = objectOf(this.struct(made[1]))
      if (made[2] === 'OutputReference') return inner
      return [made[2] === 'List' ? (made[3] === 'true' ? 'set' : 'list') : 'map', inner]
    }
    const collection = /new cdktf\.(String|Boolean|Number|Any)Map(List)?\(this/.exec(code)
    if (collection !== null) {
      const map = ['map', { String: 'string', Boolean: 'bool', Number: 'number', Any: 'dynamic' }[collection[1]]]
      return collection[2] ? ['list', map] : map
    }
    const getter = /this\.(get\w+Attribute|interpolationForAttribute)\(/.exec(code)?.[1] ?? ''
    const list = code.includes('Fn.tolist') ? 'set' : 'list'
    const types = {
      getStringAttribute: 'string',
      getNumberAttribute: 'number',
      getBooleanAttribute: 'bool',
      getListAttribute: [list, 'string'],
      getNumberListAttribute: [list, 'number'],
      getStringMapAttribute: ['map', 'string'],
      getNumberMapAttribute: ['map', 'number'],
      getBooleanMapAttribute: ['map', 'bool'],
    }
    return types[getter] ?? 'dynamic'
  }
}

function flagsOf({ computed, optional, required }) {
  return { ...(required && { required }), ...(optional && { optional }), ...(computed && { computed }) }
}

function simpleType(written) {
  const text = written.replace(/^\((.*)\)$/, '$1').trim()
  if (text === 'string') return 'string'
  if (text === 'number') return 'number'
  if (text === 'boolean') return 'bool'
  if (text === 'any') return 'dynamic'
  const list = /^(.*)\[\]$/.exec(text)
  if (list !== null) return wrap('list', simpleType(list[1]))
  const map = /^\{ \[key: string\]: (.*) \}$/.exec(text)
  return map === null ? null : wrap('map', simpleType(map[1]))
}

const wrap = (kind, inner) => (inner === null ? null : [kind, inner])

function objectOf(block) {
  const parts = {}
  for (const [name, attribute] of Object.entries(block.attributes)) parts[name] = attribute.type
  for (const [name, nested] of Object.entries(block.block_types)) {
    const inner = objectOf(nested.block)
    parts[name] = nested.nesting_mode === 'either' ? inner : [nested.nesting_mode, inner]
  }
  return ['object', parts]
}

function readInterfaces(source) {
  const found = new Map()
  for (const [, name, body] of source.matchAll(/^export interface (\w+)(?: extends [\w.]+)? \{\n([\s\S]*?)^\}/gm)) {
    const fields = new Map()
    for (const [, doc, property, mark, type] of body.matchAll(
      /^ {2}\/\*\*\n([\s\S]*?)\*\/\n {2}readonly (\w+)(\??): (.*);/gm,
    )) {
      const own = /\{@link \S+?#(\S+) /.exec(doc)?.[1] ?? property
      fields.set(own, { optional: mark === '?', type })
    }
    found.set(name, fields)
  }
  return found
}

function readMappers(source) {
  const found = new Map()
  for (const [text, name] of source.matchAll(/^export function (\w+)ToHclTerraform\([\s\S]*?\n\}\n/gm)) {
    found.set(name, readAttributes(text))
  }
  return found
}

/** What the mapping to HCL says of each: the second argument of a list's mapper tells blocks from attributes. */
function readAttributes(text) {
  const found = new Map()
  for (const [, name, value, type] of text.matchAll(
    /^ {4,6}(\S+): \{\n +value: (.*),\n +isBlock: \w+,\n +type: "(\w+)",\n +storageClassType: "\w+",/gm,
  )) {
    const mapper = /(?:listMapperHcl|hashMapperHcl)\(.*, (true|false)\)\(/.exec(value)?.[1]
    found.set(name.replace(/^['"]|['"]$/g, ''), { type, isBlock: mapper === undefined ? null : mapper === 'true' })
  }
  return found
}

function readClasses(source) {
  const found = new Map()
  for (const match of source.matchAll(/^export class (\w+) extends cdktf\.(\w+) \{/gm)) {
    const end = source.indexOf('\n}\n', match.index)
    const text = source.slice(match.index, end < 0 ? source.length : end)
    const fields = new Map()
    for (const [, name, computed, optional, required, first, second] of text.matchAll(
      /^ {2}\/\/ (\S+) - computed: (\w+), optional: (\w+), required: (\w+)\n {2}(.*)\n(?: {2}(.*)\n)?/gm,
    )) {
      const flags = { computed: computed === 'true', optional: optional === 'true', required: required === 'true' }
      fields.set(name, { ...flags, code: `${first} ${second ?? ''}` })
    }
    found.set(match[1], { base: match[2], fields, text })
  }
  return found
}
