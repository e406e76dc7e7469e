// Writes kinds and definitions as a line pack; the reader is src/engine/kubernetes/schema/pack.ts.
//   k <kind> <apiVersion> <first minor> <last minor> <definition> <family>      minors are - for custom resources
//   # {"field":"type", "required!":"type", "since!":"type 27-30"}
// Types: s text, i integer, n number, b boolean, x number or text, * anything, @-2 the definition two lines before, [t a list, {t a map,
// "a|b one of some words. [~name~t is a list that a strategic merge patch merges by `name`, [~~t one it merges by value.
// The field `*` stands for all fields that have no name of their own.
import { compressed, Definitions } from '../definitions.mjs'
import { loadBalancerKinds } from './aws-load-balancer.mjs'
import { definedKinds } from './crds.mjs'
import { resolve } from './declarations.mjs'

const OBJECT_META = 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta'

export function packKubernetes(core, packages, families, repositories) {
  const definitions = new Definitions()
  const kinds = []
  const newest = core.minors.at(-1)
  const oldest = core.minors[0]

  const define = (key, write) => definitions.define(key, write)

  // Which declaration is which definition: enumerations stand in the one, versions in the other.
  const declared = new Map()
  const coreIds = new Map()
  for (const id of core.definitions.keys()) {
    const name = id
      .split(/[.-]/)
      .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
      .join('')
    coreIds.set(`I${name}`, id)
  }
  for (const from of ['kubernetes-models', '@kubernetes-models/apimachinery'])
    for (const [path, file] of packages.get(from))
      for (const [exported, local] of Object.entries(file.aliases)) {
        const id = coreIds.get(exported)
        if (id !== undefined) declared.set(id, [from, path, local])
      }
  const idOf = new Map([...declared].map(([id, place]) => [place.join('#'), id]))

  // Kubernetes' own.
  const coreType = (schema, declaration) => {
    if (schema.$ref !== undefined) return coreReference(schema.$ref.split('/').at(-1))
    if (schema['x-kubernetes-int-or-string'] || schema.oneOf !== undefined) return 'x'
    const types = [schema.type ?? []].flat().filter((one) => one !== 'null')
    if (types.length !== 1) return '*'
    const [type] = types
    if (type === 'string') {
      const words = wordsOf(declaration)
      return words === null ? 's' : `"${words.join('|')}`
    }
    if (type === 'array') {
      const inside = coreType(schema.items ?? {}, declaration?.list)
      if (!/merge/.test(schema['x-kubernetes-patch-strategy'] ?? '')) return `[${inside}`
      return `[~${schema['x-kubernetes-patch-merge-key'] ?? ''}~${inside}`
    }
    if (type === 'object') {
      const inside = schema.additionalProperties
      return typeof inside === 'object' ? `{${coreType(inside, declaration?.map)}` : '*'
    }
    return { integer: 'i', number: 'n', boolean: 'b' }[type] ?? '*'
  }
  const coreReference = (id) => {
    const { schema, fields } = core.definitions.get(id)
    if (fields.size === 0) return coreType({ ...schema, $ref: undefined }, declarationOf(id))
    return define(`core ${id}`, () => {
      const written = {}
      const own = declarationOf(id)?.fields ?? {}
      for (const [name, field] of [...fields].sort(byName)) {
        const type = coreType(field.schema, own[name]?.type)
        const from = field.from === oldest ? '' : field.from
        const until = field.until === newest ? '' : field.until
        written[field.required ? `${name}!` : name] = from === '' && until === '' ? type : `${type} ${from}-${until}`
      }
      return written
    })
  }
  const declarationOf = (id) => {
    const [from, path, name] = declared.get(id) ?? []
    return from === undefined ? undefined : packages.get(from).get(path).types[name]
  }
  const wordsOf = (declaration) => {
    const parts = declaration?.either ?? (declaration === undefined ? [] : [declaration])
    const words = parts.filter((one) => one.name !== 'null')
    return words.length > 0 && words.every((one) => one.word !== undefined) ? words.map((one) => one.word).sort() : null
  }
  for (const [id, definition] of core.definitions) {
    for (const { group, version, kind } of definition.kinds) {
      // Options of requests, and lists, which are read one by one.
      if (/List$|^(?:DeleteOptions|WatchEvent|Status|Scale|APIGroup|APIVersions)$/.test(kind)) continue
      const apiVersion = group === '' ? version : `${group}/${version}`
      if (!/\.|^[a-z]+$|^v1$/.test(group === '' ? 'v1' : group)) continue
      kinds.push([kind, apiVersion, definition.from, definition.until, coreReference(id), 'Kubernetes'])
    }
  }

  // Custom resources.
  const foreignType = (from, path, type) => {
    if (type.any || type.open) return '*'
    if (type.word !== undefined) return `"${type.word}`
    if (type.list) return `[${foreignType(from, path, type.list)}`
    if (type.map) return `{${foreignType(from, path, type.map)}`
    // What has no fields of its own has somebody else's.
    if (type.fields && Object.keys(type.fields).length === 0) return '*'
    if (type.fields)
      return define(`fields ${from}#${path}#${JSON.stringify(type.fields)}`, () =>
        foreignFields(from, path, type.fields),
      )
    if (type.all) return foreignAll(from, path, type.all)
    if (type.either) return foreignEither(from, path, type)
    const simple = {
      string: 's',
      number: 'n',
      boolean: 'b',
      unknown: '*',
      any: '*',
      object: '*',
      null: '*',
      never: '*',
    }
    if (type.name in simple) return simple[type.name]
    const place = resolve(packages, from, path, type.name)
    if (place === null) return type.name === 'ObjectMeta' ? coreReference(OBJECT_META) : '*'
    const id = idOf.get(place.join('#'))
    if (id !== undefined) return coreReference(id)
    const [otherFrom, otherPath, name] = place
    const target = packages.get(otherFrom).get(otherPath).types[name]
    if (!target.fields) return foreignType(otherFrom, otherPath, target)
    return define(place.join('#'), () => withParents(otherFrom, otherPath, target))
  }
  /** An interface's own fields, and those of the interfaces it extends. */
  const withParents = (from, path, type) => {
    const inherited = (type.parents ?? []).map((parent) => {
      const place = resolve(packages, from, path, parent.name)
      if (place === null) throw new Error(`${from}/${path}: ${parent.name} is nowhere`)
      return withParents(place[0], place[1], packages.get(place[0]).get(place[1]).types[place[2]])
    })
    return Object.assign({}, ...inherited, foreignFields(from, path, type.fields ?? {}))
  }
  const foreignFields = (from, path, fields) => {
    const written = {}
    for (const [name, field] of Object.entries(fields).sort(byName)) {
      const type = name === 'status' && fields.kind ? '*' : foreignType(from, path, field.type)
      written[field.required ? `${name}!` : name] = type
    }
    return written
  }
  const foreignEither = (from, path, type) => {
    const parts = type.either.filter((one) => one.name !== 'null')
    const words = wordsOf(type)
    if (words !== null) return `"${words.join('|')}`
    const types = [...new Set(parts.map((one) => foreignType(from, path, one)))]
    if (types.length === 1) return types[0]
    if (types.every((one) => one === 's' || one.startsWith('"'))) return 's'
    return types.length === 2 && types.includes('s') && types.includes('n') ? 'x' : '*'
  }
  /** `oneOf` beside `properties`: the fields are known, which of them are needed is not. */
  const foreignAll = (from, path, parts) => {
    const objects = parts.filter((one) => one.fields && Object.keys(one.fields).length > 0)
    if (objects.length !== 1 || objects[0].open) return '*'
    return foreignType(from, path, objects[0])
  }
  for (const [from, files] of packages) {
    const family = families.get(from)
    if (family === 'Kubernetes') continue
    for (const [path, file] of files) {
      for (const [name, type] of Object.entries(file.types)) {
        const kind = type.fields?.kind?.type.word
        const apiVersion = type.fields?.apiVersion?.type.word
        if (Object.keys(type.fields ?? {}).length < 4) continue
        if (file.kind === null || kind === undefined || apiVersion === undefined || /List$/.test(kind)) continue
        kinds.push([kind, apiVersion, '-', '-', foreignType(from, path, { name }), family])
      }
    }
  }
  for (const [kind, apiVersion, type] of loadBalancerKinds(coreReference, define))
    kinds.push([kind, apiVersion, '-', '-', type, 'AWS Load Balancer Controller'])
  for (const [folder, family] of repositories)
    for (const [kind, apiVersion, type] of definedKinds(folder, coreReference, define))
      kinds.push([kind, apiVersion, '-', '-', type, family])

  const { lines, numberOf } = definitions.shared()
  const heads = kinds.map((one) => `k ${one.map((part, index) => (index === 4 ? numberOf(part) : part)).join(' ')}`)
  const text = [`skillchain-kubernetes-pack 1 ${oldest} ${newest}`, ...new Set(heads.sort()), ...lines].join('\n')
  const summary = `${kinds.length} kinds, ${lines.length} definitions, ${text.length} characters`
  return { bytes: compressed(text), summary }
}

function byName([one], [other]) {
  return one < other ? -1 : 1
}
