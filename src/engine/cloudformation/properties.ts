import { didYouMean, nearest } from '../../skills/nearest.ts'
import {
  isNull,
  textOf,
  type YamlEntry,
  type YamlList,
  type YamlMap,
  type YamlNode,
  type YamlScalar,
} from '../checks/read/yaml-node.ts'
import { type Call, callOf, FUNCTIONS, isNoValue, isOpen } from './intrinsics.ts'
import type { Names } from './names.ts'
import { kindOf, type Problems } from './problems.ts'
import { FORMATS, type Format, type ObjectType, type Range, type Rules, type Type } from './schema/type.ts'

/** Judges what a resource is given by the schema of its type. */
export class PropertyCheck {
  private readonly problems: Problems
  private readonly title: string
  private readonly path: string[] = []

  private readonly names: Names | null

  /** `title` names the resource in every message; `names` are those of the template around it. */
  constructor(problems: Problems, title: string, names: Names | null = null) {
    this.problems = problems
    this.title = title
    this.names = names
  }

  check(node: YamlNode, type: Type): void {
    if (type.is === 'any') return
    const call = callOf(node)
    if (call !== null) {
      // Each branch is given; what else a function makes is known when the stack is.
      if (call.name === 'If' && call.argument.kind === 'list')
        for (const branch of call.argument.items.slice(1)) if (!isNoValue(branch)) this.check(branch, type)
      if (type.is === 'format') this.given(call, type.format)
      if (call.name === 'Ref') this.counted(call.argument, type)
      return
    }
    if (isNull(node)) {
      this.problems.error(node, 'type', `${this.where()} is empty, and CloudFormation takes no empty values`)
      return
    }
    switch (type.is) {
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
        else this.list(node, type)
        return
      case 'json':
        if (node.kind === 'list') this.mismatch(node, 'a map or a text')
        return
      default:
        if (node.kind === 'scalar') this.scalar(node, type)
        else this.mismatch(node, WANTED[type.is] ?? 'a value')
    }
  }

  private list(node: YamlList, type: Extract<Type, { is: 'list' }>): void {
    for (const [index, item] of node.items.entries()) this.item(item, index, type.of)
    const count = node.items.length
    // Functions may make more items, or take some away.
    if (node.items.some((one) => MAKING.has(callOf(one)?.name ?? ''))) return
    const wanted = outside(count, type)
    if (wanted !== null) this.limit(node, `has ${counted(count, 'item')}, and ${wanted}`)
    if (type.unique) {
      const twice = firstTwice(node.items)
      if (twice !== null) this.limit(twice, 'holds this item twice')
    }
  }

  private limit(node: YamlNode, what: string): void {
    this.problems.error(node, 'limit', `${this.where()} ${what}`)
  }

  /** A parameter is one value or a list of them, and so is what takes it. */
  private counted(name: YamlNode, type: Type): void {
    const isList = this.names?.isListParameter(textOf(name) ?? '')
    const wantsList = type.is === 'list'
    const wantsOne = ['text', 'words', 'format', 'integer', 'number', 'boolean'].includes(type.is)
    if (isList === undefined || isList === null || (isList ? !wantsOne : !wantsList)) return
    const wanted = wantsList ? 'a list' : 'a single value'
    this.problems.error(
      name,
      'type',
      `${this.where()} must be ${wanted}, and parameter ${textOf(name)} is ${isList ? 'a list' : 'one'}`,
    )
  }

  /** What another resource gives must be of the form that is asked for. */
  private given({ name, argument, node }: Call, format: Format): void {
    const [id, attribute] = name === 'Ref' ? [textOf(argument), ''] : name === 'GetAtt' ? attributeOf(argument) : []
    // Of a key its ARN, its id and its name are taken.
    if (id === undefined || attribute === undefined || format === 'K' || format === 'C') return
    // Outside of a VPC a security group is called by its name, and that is what Ref gives.
    const isName = format === 'G' && attribute === '' && this.names?.namedGroups.has(id) === true
    const forms = this.names?.formsOf(id)
    const own = forms?.get(attribute)
    const better = [...(forms ?? [])].find(([other, letters]) => other !== '' && letters.includes(format))?.[0]
    // Only what EC2 makes is called by such an id.
    const isForeign = attribute === '' && /[GMUV]/.test(format) && this.names?.isKnownResource(id) === true
    if (
      !isName &&
      (own === undefined ? !isForeign && (attribute !== '' || better === undefined) : own.includes(format))
    )
      return
    const hint = better === undefined || better === attribute ? undefined : `use GetAtt ${id}.${better}`
    const what = attribute === '' ? `Ref of ${id}` : `${id}.${attribute}`
    this.problems.error(
      node,
      'type',
      `${this.where()} must be ${FORMATS[format].name}, and ${what} is something else`,
      hint,
    )
  }

  private item(node: YamlNode, index: number, type: Type): void {
    this.path.push(`[${index}]`)
    this.check(node, type)
    this.path.pop()
  }

  private inside({ key, value }: YamlEntry, type: Type): void {
    if (key.startsWith('Fn::')) return
    this.path.push(this.path.length === 0 ? key : `.${key}`)
    this.check(value, type)
    this.path.pop()
  }

  private object(node: YamlMap, type: ObjectType): void {
    for (const entry of node.entries) {
      const property = type.properties.get(entry.key)
      if (property !== undefined) this.inside(entry, property.type)
      else if (type.readOnly.has(entry.key))
        this.problems[callOf(entry.value) === null ? 'error' : 'warning'](
          entry.keyNode,
          'read-only',
          `${this.where(entry.key)} is given by the resource, and cannot be set`,
        )
      else if (type.rest !== null) this.inside(entry, type.rest)
      else if (!entry.key.startsWith('Fn::')) this.unknown(entry, type)
    }
    if (isOpen(node)) return
    for (const name of type.required)
      if (!node.has(name)) this.problems.error(node, 'required', `${this.where()} lacks "${name}", which it must have`)
    this.rules(node, type.rules)
  }

  private unknown({ keyNode, key }: YamlEntry, type: ObjectType): void {
    const names = [...type.properties.keys()]
    const some = names.length > 0 && names.length <= 12 ? `it has ${names.join(', ')}` : undefined
    this.problems.error(
      keyNode,
      'unknown-property',
      `${this.where()} has no property "${key}"`,
      didYouMean(key, names) ?? some,
    )
  }

  private rules(node: YamlMap, rules: Rules): void {
    // What a condition may take away is neither there nor missing.
    const isMaybe = (name: string): boolean => callOf(node.get(name) ?? node)?.name === 'If' && node.has(name)
    const named = [
      rules.one,
      rules.some,
      rules.xor,
      Object.entries(rules.without ?? {}),
      Object.entries(rules.with ?? {}),
    ]
    if (named.flat(4).some((name) => name !== undefined && isMaybe(name))) return
    const there = (name: string): boolean => node.has(name)
    const complete = (sets: readonly (readonly string[])[] = []): number =>
      sets.filter((one) => one.every(there)).length
    const listed = (sets: readonly (readonly string[])[]): string => sets.map((one) => one.join(' with ')).join(', ')
    if (rules.one && complete(rules.one) !== 1) this.report(node, `needs exactly one of ${listed(rules.one)}`)
    if (rules.some && complete(rules.some) === 0) this.report(node, `needs at least one of ${listed(rules.some)}`)
    if (rules.xor && rules.xor.filter(there).length !== 1)
      this.report(node, `needs exactly one of ${rules.xor.join(', ')}`)
    for (const [name, others] of Object.entries(rules.without ?? {}))
      for (const other of others)
        if (there(name) && there(other)) this.report(node, `cannot have both ${name} and ${other}`)
    for (const [name, others] of Object.entries(rules.with ?? {}))
      for (const other of others) if (there(name) && !there(other)) this.report(node, `needs ${other} beside ${name}`)
  }

  private report(node: YamlNode, what: string): void {
    this.problems.error(node, 'combination', `${this.where()} ${what}`)
  }

  private scalar(node: YamlScalar, type: Type): void {
    if (type.is === 'words') this.word(node, type.words)
    else if (type.is === 'format') this.form(node, type.format)
    else if (!fits(node, type.is)) this.mismatch(node, WANTED[type.is] ?? 'a value')
    else if (type.is === 'text') this.text(node, type)
    else if (type.is === 'integer' || type.is === 'number') this.size(node, type)
  }

  private size(node: YamlScalar, type: Range): void {
    const wanted = isDynamic(node.text) ? null : outside(Number(node.text), type)
    if (wanted !== null) this.limit(node, `is ${node.text}, and ${wanted}`)
  }

  private text(node: YamlScalar, { pattern, ...range }: Extract<Type, { is: 'text' }>): void {
    const { text } = node
    if (isDynamic(text)) return
    const wanted = typeof node.value === 'string' ? outside([...text].length, range) : null
    if (wanted !== null) this.limit(node, `has ${counted([...text].length, 'character')}, and ${wanted}`)
    else if (pattern !== undefined && !matches(text, pattern))
      this.limit(node, `is ${JSON.stringify(text)}, which does not match ${pattern.source}`)
  }

  private form(node: YamlScalar, format: Format): void {
    const { form, name } = FORMATS[format]
    if (isDynamic(node.text) || (form.test(node.text) && (format !== 'C' || isNetwork(node.text)))) return
    this.mismatch(node, name)
  }

  private word(node: YamlScalar, words: readonly string[]): void {
    const value = typeof node.value === 'boolean' ? String(node.value) : node.text
    if (words.includes(value) || words.includes(node.text) || isDynamic(node.text)) return
    const shown = words.length > 12 ? `${words.slice(0, 12).join(', ')} …` : words.join(', ')
    const near = nearest(value, words)
    const message = `${this.where()} is ${JSON.stringify(node.text)}, which is none of ${shown}`
    // Services learn new words faster than anybody's list of them.
    if (near !== null || words.length <= FEW) this.problems.error(node, 'value', message, didYouMean(value, words))
    else this.problems.warning(node, 'value', `${message}, as far as is known here`)
  }

  private mismatch(node: YamlNode, wanted: string): void {
    const call = node.kind === 'map' ? unknownCall(node) : null
    if (call !== null) return
    this.problems.error(node, 'type', `${this.where()} must be ${wanted}, and is ${kindOf(node)}`)
  }

  private where(...more: string[]): string {
    const path = [...this.path, ...more.map((one) => (this.path.length === 0 ? one : `.${one}`))].join('')
    return path === '' ? this.title : `${this.title}: ${path}`
  }
}

/** A list of words this short is of the kind that stays as it is. */
const FEW = 8

/** `[Role, Arn]` or `Role.Arn`. */
function attributeOf(argument: YamlNode): (string | undefined)[] {
  if (argument.kind === 'list') return argument.items.map(textOf)
  const text = textOf(argument) ?? ''
  const dot = text.indexOf('.')
  return dot < 0 ? [] : [text.slice(0, dot), text.slice(dot + 1)]
}

const WANTED: Readonly<Record<string, string>> = {
  text: 'a text',
  words: 'a text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
}

/** As CloudFormation takes it: a text that reads as a number is one. */
function fits({ value, text }: YamlScalar, is: Type['is']): boolean {
  if (isDynamic(text)) return true
  if (is === 'integer')
    return (
      typeof value !== 'boolean' && /^\s*[-+]?\d+(?:\.0+)?\s*$/.test(typeof value === 'number' ? String(value) : text)
    )
  if (is === 'number')
    return typeof value === 'number' || (typeof value === 'string' && text.trim() !== '' && !Number.isNaN(Number(text)))
  if (is === 'boolean') return typeof value === 'boolean' || /^(?:true|false)$/i.test(text)
  return true
}

/** What a number must be, when it is not. */
function outside(count: number, { least, most }: Range): string | null {
  if (least !== undefined && count < least) return `${least} is the least`
  return most !== undefined && count > most ? `${most} is the most` : null
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`

/** Functions that stand for several items, or for none. */
export const MAKING: ReadonlySet<string> = new Set(['If', 'Transform', 'ForEach', 'Split', 'GetAZs', 'Cidr'])

/** The first item that was there before. */
function firstTwice(items: readonly YamlNode[]): YamlNode | null {
  const seen = new Set<string>()
  for (const item of items) {
    const text = writtenAs(item)
    if (seen.has(text)) return item
    seen.add(text)
  }
  return null
}

function writtenAs(node: YamlNode): string {
  const tag = node.tag ?? ''
  if (node.kind === 'scalar') return `${tag} ${JSON.stringify(node.value)}`
  if (node.kind === 'list') return `${tag} [${node.items.map(writtenAs).join()}]`
  return `${tag} {${node.entries
    .map(({ key, value }) => `${JSON.stringify(key)}:${writtenAs(value)}`)
    .sort()
    .join()}}`
}

/** Longer texts and other letters than those of a pattern's own world are not judged by it. */
const LONGEST_MATCHED = 512

export function matches(text: string, pattern: RegExp): boolean {
  return (
    text.length > LONGEST_MATCHED ||
    /[^\n -~]/.test(text) ||
    pattern.test(text) ||
    pattern.test(text.replace(/\n$/, ''))
  )
}

/** The first address of its range, and how many bits of it count. */
function isNetwork(text: string): boolean {
  const [a = 0, b = 0, c = 0, d = 0, bits = 0] = text.split(/[./]/).map(Number)
  if ([a, b, c, d].some((part) => part > 255) || bits > 32) return false
  return (((a * 256 + b) * 256 + c) * 256 + d) % 2 ** (32 - bits) === 0
}

/** `{{resolve:ssm:…}}` is read when the stack is made. */
function isDynamic(text: string): boolean {
  return text.includes('{{resolve:')
}

/** A function that does not exist is reported where functions are. */
function unknownCall(node: YamlMap): string | null {
  const name = callOf(node)?.name
  return name === undefined || FUNCTIONS.has(name) ? null : name
}
