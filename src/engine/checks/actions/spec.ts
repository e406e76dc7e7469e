import { Spelling } from '../read/spelling.ts'
import { isNull, type YamlMap, type YamlNode, type YamlScalar } from '../read/yaml-node.ts'
import type { Spot } from './contexts.ts'
import { placeholders } from './expression/lexer.ts'
import type { ActionsFile } from './file.ts'

/** What may stand somewhere. With `at`, expressions may stand there too; without, there are none. */
export type Spec = { at?: Spot } & (
  | { is: 'text'; filled?: boolean }
  | { is: 'boolean' | 'anything' }
  | { is: 'number'; positive?: boolean }
  | { is: 'word'; words: readonly string[] }
  | {
      is: 'map'
      keys?: Readonly<Record<string, Spec>>
      others?: Spec
      required?: readonly string[]
      filled?: boolean
      names?: RegExp
    }
  | { is: 'list'; of: Spec; filled?: boolean }
  | { is: 'either'; scalar?: Spec; list?: Spec; map?: Spec }
  | { is: 'choice'; of: (node: YamlMap) => Spec }
)

/** A scalar with expressions in it, or one that is an expression as a whole. */
export interface Spotted {
  node: YamlScalar
  spot: Spot
  /** Keys and positions on the way to it. */
  path: readonly string[]
}

export class SpecWalk {
  readonly spotted: Spotted[] = []
  private readonly file: ActionsFile

  constructor(file: ActionsFile) {
    this.file = file
  }

  walk(node: YamlNode, spec: Spec, path: readonly string[] = []): void {
    if (node.kind === 'scalar') this.scalar(node, spec, path)
    else if (node.kind === 'map') this.map(node, spec, path)
    else this.list(node.items, node, spec, path)
  }

  private scalar(node: YamlScalar, spec: Spec, path: readonly string[]): void {
    if (node.text.includes('${{')) {
      if (spec.at !== undefined) this.spotted.push({ node, spot: spec.at, path })
      else if (spec.is === 'either' && spec.scalar?.at !== undefined) this.scalar(node, spec.scalar, path)
      else if (spec.is !== 'anything' && !/^(?:description|deprecationMessage)$/i.test(path.at(-1) ?? ''))
        this.file.error(node, 'structure', `${last(path)} takes no expression: \${{ }} is not evaluated here`)
      // What the expression gives is not known.
      if (isWhole(node.text) || spec.is === 'text') return
    }
    switch (spec.is) {
      case 'text':
      case 'anything':
        if (spec.is === 'text' && spec.filled === true && node.text === '')
          this.file.error(node, 'structure', `${last(path)} must not be empty`)
        if (spec.at === 'step-if' || spec.at === 'job-if' || spec.at === 'action-step-if')
          if (!node.text.includes('${{')) this.spotted.push({ node, spot: spec.at, path })
        return
      case 'word':
        if (!spec.words.includes(node.text)) this.wrongWord(node, spec.words, path)
        return
      case 'boolean':
      case 'number':
        if (typeof node.value !== spec.is)
          this.file.error(node, 'structure', `${last(path)} must be a ${spec.is}, and not ${JSON.stringify(node.text)}`)
        else if (spec.is === 'number' && spec.positive === true && !(Number(node.value) > 0))
          this.file.error(node, 'structure', `${last(path)} must be greater than zero`)
        return
      case 'either':
        if (spec.scalar !== undefined) this.scalar(node, spec.scalar, path)
        else if (!isNull(node) || required(spec.map ?? spec.list)) this.wrongKind(node, spec, path)
        return
      default:
        if (!isNull(node) || required(spec)) this.wrongKind(node, spec, path)
    }
  }

  private map(node: YamlMap, spec: Spec, path: readonly string[]): void {
    if (spec.is === 'choice') {
      this.map(node, spec.of(node), path)
      return
    }
    if (spec.is === 'either' && spec.map !== undefined) {
      this.map(node, spec.map, path)
      return
    }
    if (spec.is === 'anything') {
      for (const { key, value } of node.entries) this.walk(value, spec, [...path, key])
      return
    }
    if (spec.is !== 'map') {
      this.wrongKind(node, spec, path)
      return
    }
    if (spec.filled === true && node.entries.length === 0)
      this.file.error(node, 'structure', `${last(path)} must not be empty`)
    for (const key of spec.required ?? [])
      if (!node.has(key)) this.file.error(node, 'structure', `${last(path)} has no ${key}, which it needs`)
    if (node.entries.some((entry) => entry.merged))
      this.file.error(node, 'structure', 'GitHub reads anchors, and no merge keys (<<)')
    for (const { key, keyNode, value, merged } of node.entries) {
      if (spec.names !== undefined && !spec.names.test(key))
        this.file.error(keyNode, 'structure', `invalid name ${JSON.stringify(key)}`)
      const inside = spec.keys !== undefined && Object.hasOwn(spec.keys, key) ? spec.keys[key] : spec.others
      if (inside !== undefined) this.walk(value, inside, [...path, key])
      else if (!merged) this.unknown(keyNode, key, Object.keys(spec.keys ?? {}), path)
    }
  }

  private list(items: readonly YamlNode[], node: YamlNode, spec: Spec, path: readonly string[]): void {
    if (spec.is === 'either' && spec.list !== undefined) {
      this.list(items, node, spec.list, path)
      return
    }
    if (spec.is === 'anything')
      for (const [index, item] of items.entries()) this.walk(item, spec, [...path, String(index)])
    else if (spec.is !== 'list') this.wrongKind(node, spec, path)
    else {
      if (spec.filled === true && items.length === 0)
        this.file.error(node, 'structure', `${last(path)} must not be empty`)
      for (const [index, item] of items.entries()) this.walk(item, spec.of, [...path, String(index)])
    }
  }

  private unknown(at: YamlNode, key: string, known: readonly string[], path: readonly string[]): void {
    const hint = new Spelling(known).hint(key) ?? `there are ${known.join(', ')}`
    this.file.error(at, 'structure', `unexpected key "${key}" in ${last(path)}`, hint)
  }

  private wrongWord(node: YamlScalar, words: readonly string[], path: readonly string[]): void {
    const hint = new Spelling(words).hint(node.text) ?? `it is one of ${words.join(', ')}`
    this.file.error(node, 'structure', `${last(path)} cannot be ${JSON.stringify(node.text)}`, hint)
  }

  private wrongKind(node: YamlNode, spec: Spec, path: readonly string[]): void {
    const wanted = kinds(spec).join(' or ')
    const given = isNull(node) ? 'empty' : node.kind === 'scalar' ? 'a value' : `a ${node.kind}`
    this.file.error(node, 'structure', `${last(path)} must be ${wanted}, and is ${given}`)
  }
}

function kinds(spec: Spec): string[] {
  if (spec.is === 'choice' || spec.is === 'map') return ['a map']
  if (spec.is === 'list') return ['a list']
  if (spec.is !== 'either') return [spec.is === 'boolean' || spec.is === 'number' ? `a ${spec.is}` : 'a value']
  return [spec.scalar, spec.list, spec.map].flatMap((one) => (one === undefined ? [] : kinds(one)))
}

function required(spec: Spec | undefined): boolean {
  return (
    (spec?.is === 'map' || spec?.is === 'list') &&
    (spec.filled === true || (spec.is === 'map' && (spec.required?.length ?? 0) > 0))
  )
}

/** One expression, and nothing around it. */
export function isWhole(text: string): boolean {
  const [first, second] = placeholders(text.trim())
  return first !== undefined && second === undefined && first.start === 3 && first.end === text.trim().length
}

/** How a place is called: its last key that is no position. */
function last(path: readonly string[]): string {
  const name = path.findLast((part) => !/^\d+$/.test(part))
  if (name === undefined) return 'the file'
  return /^\d+$/.test(path.at(-1) ?? '') ? `an element of ${name}` : name
}
