import { didYouMean, nearest } from '../../skills/nearest.ts'
import type { Finding } from '../checks/finding.ts'
import { isNull, type YamlEntry, type YamlMap, type YamlNode, type YamlScalar } from '../checks/read/yaml-node.ts'
import type { ObjectType, Type } from './schema/type.ts'

export interface Judging {
  /** Minor of the Kubernetes version that is judged for. */
  minor: number
  /** A patch is a piece of an object: what it lacks is in the object that it changes. */
  partial: boolean
  /** The schema may be older than what is used: what it does not know is then no error, unless it is nearly a known name. */
  mayBeOlder: boolean
  /** Names the object, for every message. */
  title: string
}

/** Keys of patches that say how to patch. */
const DIRECTIVE = /^\$(?:patch|retainKeys|deleteFromPrimitiveList|setElementOrder)(?:\/|$)/

/** What an object's schema says against it. */
export function validate(node: YamlNode, type: Type, judging: Judging): Finding[] {
  const walk = new Walk(judging)
  walk.check(node, type)
  return walk.findings
}

class Walk {
  readonly findings: Finding[] = []
  private readonly path: string[] = []
  private readonly judging: Judging

  constructor(judging: Judging) {
    this.judging = judging
  }

  check(node: YamlNode, type: Type): void {
    if (isNull(node)) return
    if (node.kind === 'scalar' && isPlaceholder(node)) return
    switch (type.is) {
      case 'any':
        return
      case 'object':
        if (node.kind === 'map') this.object(node, type)
        else this.mismatch(node, 'a map')
        return
      case 'map':
        if (node.kind === 'map') for (const entry of node.entries) this.inside(entry, type.of)
        else this.mismatch(node, 'a map')
        return
      case 'list':
        if (node.kind !== 'list') this.mismatch(node, 'a list')
        else
          node.items.forEach((item, index) => {
            this.path.push(`[${index}]`)
            this.check(item, type.of)
            this.path.pop()
          })
        return
      default:
        if (node.kind === 'scalar') this.scalar(node, type)
        else this.mismatch(node, NAMES[type.is] ?? 'a value')
    }
  }

  private object(node: YamlMap, type: ObjectType): void {
    for (const entry of node.entries) {
      const field = type.fields.get(entry.key)
      if (field !== undefined && this.isKnown(field)) this.inside(entry, field.type)
      else if (field !== undefined) this.otherVersion(entry, field)
      else if (type.rest !== null) this.inside(entry, type.rest)
      else if (!(this.judging.partial && DIRECTIVE.test(entry.key))) this.unknown(entry, type)
    }
    if (this.judging.partial) return
    for (const name of type.required) {
      const entry = node.entry(name)
      if (entry === undefined) this.report(node, 'required', `${this.where()} lacks "${name}", which it must have`)
      else if (isNull(entry.value))
        this.report(entry.keyNode, 'required', `${this.where(name)} is empty, and must have a value`)
    }
  }

  private isKnown({ from, until }: { from: number; until: number }): boolean {
    return from <= this.judging.minor && this.judging.minor <= until
  }

  private inside(entry: YamlEntry, type: Type): void {
    this.path.push(this.path.length === 0 ? entry.key : `.${entry.key}`)
    this.check(entry.value, type)
    this.path.pop()
  }

  private unknown({ keyNode, key }: YamlEntry, type: ObjectType): void {
    const names = [...type.fields.keys()]
    const near = nearest(key, names)
    const isSure = !this.judging.mayBeOlder || near !== null
    const message = isSure
      ? `${this.where()} has no field "${key}"`
      : `${this.where()} has no field "${key}" in the version that is known here`
    const hint = near === null ? someOf(names) : `did you mean "${near}"?`
    this.findings.push({ at: keyNode, severity: isSure ? 'error' : 'warning', rule: 'unknown-field', message, hint })
  }

  private otherVersion({ keyNode, key }: YamlEntry, { from, until }: { from: number; until: number }): void {
    const when = from > this.judging.minor ? `since 1.${from}` : `until 1.${until}`
    this.report(
      keyNode,
      'unknown-field',
      `${this.where(key)} is known ${when}, and not to Kubernetes 1.${this.judging.minor}`,
    )
  }

  private scalar(node: YamlScalar, type: Type): void {
    const { value } = node
    if (type.is === 'words') {
      if (typeof value !== 'string') this.mismatch(node, 'a text')
      else if (value !== '' && !type.words.includes(value)) this.word(node, value, type.words)
    } else if (type.is === 'text' ? typeof value !== 'string' : !fits(value, type.is))
      this.mismatch(node, NAMES[type.is] ?? 'a value')
  }

  private word(node: YamlScalar, value: string, words: readonly string[]): void {
    const isSure = !this.judging.mayBeOlder || nearest(value, words) !== null
    const message = `${this.where()} is ${JSON.stringify(value)}, which is none of ${words.join(', ')}`
    const hint = didYouMean(value, words)
    this.findings.push({ at: node, severity: isSure ? 'error' : 'warning', rule: 'value', message, hint })
  }

  private mismatch(node: YamlNode, wanted: string): void {
    const hint = wanted === 'a text' && node.kind === 'scalar' ? `put it in quotes: "${node.text}"` : undefined
    this.report(node, 'type', `${this.where()} must be ${wanted}, and is ${described(node)}`, hint)
  }

  private report(at: YamlNode, rule: string, message: string, hint?: string): void {
    this.findings.push({ at, severity: 'error', rule, message, hint })
  }

  private where(...more: string[]): string {
    const path = [...this.path, ...more.map((one) => (this.path.length === 0 ? one : `.${one}`))].join('')
    return path === '' ? this.judging.title : `${this.judging.title}: ${path}`
  }
}

const NAMES: Readonly<Record<string, string>> = {
  text: 'a text',
  words: 'a text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  either: 'a number or a text',
}

function fits(value: YamlScalar['value'], is: Type['is']): boolean {
  if (is === 'integer') return typeof value === 'number' && Number.isInteger(value)
  if (is === 'number') return typeof value === 'number'
  if (is === 'boolean') return typeof value === 'boolean'
  return typeof value === 'number' || typeof value === 'string'
}

/** What is filled in before a cluster sees it. */
function isPlaceholder({ text, tag }: YamlScalar): boolean {
  return tag !== null || /\$\{|\{\{|<%|\$\([A-Z]/.test(text)
}

function described(node: YamlNode): string {
  if (node.kind !== 'scalar') return node.kind === 'map' ? 'a map' : 'a list'
  const { value, text } = node
  const shown = JSON.stringify(text.length > 40 ? `${text.slice(0, 39)}…` : text)
  if (typeof value === 'string') return `the text ${shown}`
  return `${typeof value === 'number' ? 'the number' : 'the word'} ${text}`
}

function someOf(names: readonly string[]): string | undefined {
  return names.length === 0 || names.length > 12 ? undefined : `it has ${names.join(', ')}`
}
