import { didYouMean } from '../../skills/nearest.ts'
import {
  entriesOf,
  isNull,
  itemsOf,
  textOf,
  type YamlMap,
  type YamlNode,
  type YamlScalar,
} from '../checks/read/yaml-node.ts'
import { type Call, CONDITION_FUNCTIONS, callOf, FUNCTIONS, placeholders } from './intrinsics.ts'
import type { Names } from './names.ts'
import { misplaced } from './nesting.ts'
import { kindOf, type Problems } from './problems.ts'

export interface Scope {
  /** Among conditions and rules only parameters are known, and functions give true or false. */
  conditions: boolean
  /** The resource whose part this is, for the order in which resources are made. */
  resource: string | null
}

/** How many arguments a function takes; where it takes one, that may be anything. */
const ARGUMENTS: Readonly<Record<string, readonly [least: number, most: number]>> = {
  And: [2, 10],
  Cidr: [2, 3],
  Equals: [2, 2],
  FindInMap: [3, 4],
  If: [3, 3],
  Join: [2, 2],
  Not: [1, 1],
  Or: [2, 10],
  Select: [2, 2],
  Split: [2, 2],
}

/** Follows every function below a node: its arguments, and the names it uses. */
export class FunctionCheck {
  /** Which resources a resource needs before it. */
  readonly needs = new Map<string, Map<string, YamlNode>>()
  readonly usedParameters = new Set<string>()
  readonly usedConditions = new Set<string>()
  readonly usedMappings = new Set<string>()
  private readonly names: Names
  private readonly problems: Problems

  constructor(names: Names, problems: Problems) {
    this.names = names
    this.problems = problems
  }

  visit(node: YamlNode, scope: Scope): void {
    const call = callOf(node, scope.conditions)
    if (call !== null) {
      this.call(call, scope)
      return
    }
    if (node.kind === 'scalar') this.plainText(node)
    for (const item of itemsOf(node)) this.visit(item, scope)
    for (const { key, value } of entriesOf(node)) {
      if (key.startsWith('Fn::ForEach::')) this.loop(value, scope)
      // The body of another stack has names of its own.
      else if (key !== 'TemplateBody') this.visit(value, scope)
    }
  }

  /** `DependsOn`, and every reference: what must be there first. */
  need(scope: Scope, id: string, at: YamlNode): void {
    if (scope.resource === null || !this.names.template.resources.has(id)) return
    const needs = this.needs.get(scope.resource) ?? new Map<string, YamlNode>()
    this.needs.set(scope.resource, needs)
    if (!needs.has(id)) needs.set(id, at)
  }

  condition(name: string, at: YamlNode): void {
    this.usedConditions.add(name)
    const { conditions } = this.names.template
    if (conditions.has(name) || this.names.mayBeMade(name)) return
    this.problems.error(at, 'condition', `there is no condition "${name}"`, didYouMean(name, conditions.keys()))
  }

  private call(call: Call, scope: Scope): void {
    const { name, argument, node } = call
    if (!FUNCTIONS.has(name)) {
      this.unknown(name, node)
      return
    }
    const counts = ARGUMENTS[name]
    if (counts !== undefined && !this.arguments(call, counts, scope)) return
    this.nested(call)
    switch (name) {
      case 'Ref':
        this.reference(call, scope)
        return
      case 'GetAtt':
        this.attribute(argument, scope)
        return
      case 'Sub':
        this.substitution(call, scope)
        return
      case 'Condition': {
        const condition = textOf(argument)
        if (condition === undefined) this.wrong('Condition', argument, 'the name of a condition')
        else this.condition(condition, argument)
        return
      }
      case 'If': {
        const [condition, ...branches] = itemsOf(argument)
        const text = textOf(condition)
        if (condition !== undefined && text !== undefined && callOf(condition) === null) this.condition(text, condition)
        else if (condition !== undefined) this.wrong('If', condition, 'the name of a condition first')
        for (const branch of branches) this.visit(branch, scope)
        return
      }
      case 'FindInMap':
        this.lookUp(argument, scope)
        return
      default:
        this.plainCall(call, scope)
    }
  }

  /** Extensions of the language, and macros, permit more. */
  private nested(call: Call): void {
    const { transforms } = this.names.template
    if (transforms.others || transforms.languageExtensions) return
    for (const one of misplaced(call))
      if (FUNCTIONS.has(one.name))
        this.problems.error(one.node, 'function', `${one.name} cannot stand there in ${call.name}`)
  }

  private plainCall(call: Call, scope: Scope): void {
    const { name, argument } = call
    const nested = call.nested()
    const first = argument.kind === 'list' ? argument.items[0] : undefined
    if (nested === null) {
      if (isNull(argument)) this.wrong(name, argument, 'an argument')
      else if (DELIMITED.has(name) && first !== undefined && (first.kind !== 'scalar' || callOf(first) !== null))
        this.wrong(name, first, 'a delimiter first')
      else if (name === 'Join') this.listed(name, argument, 1)
      else if (name === 'Select') this.selected(argument)
      else if (NEEDS_TEXT.has(name) && argument.kind !== 'scalar') this.wrong(name, argument, 'a text')
    }
    this.argument(call, scope)
  }

  /** What stands in an argument; in the short form it is the call's own node. */
  private argument({ argument, node, nested }: Call, scope: Scope): void {
    const inside = nested()
    if (inside !== null) this.call(inside, scope)
    else if (argument !== node) this.visit(argument, scope)
    else {
      if (argument.kind === 'scalar') this.plainText(argument)
      for (const item of itemsOf(argument)) this.visit(item, scope)
      for (const { value } of entriesOf(argument)) this.visit(value, scope)
    }
  }

  private arguments(call: Call, [least, most]: readonly [number, number], scope: Scope): boolean {
    const { name, argument } = call
    const wanted = least === most ? `${least}` : `${least} to ${most}`
    // A function may make the whole list, where the language's extensions permit it.
    if (call.nested() !== null) this.argument(call, scope)
    else if (argument.kind !== 'list') this.wrong(name, argument, `a list of ${wanted} arguments`)
    else if (argument.items.length >= least && argument.items.length <= most) return true
    else
      this.problems.error(argument, 'function', `${name} takes ${wanted} arguments, and has ${argument.items.length}`)
    return false
  }

  private listed(name: string, argument: YamlNode, index: number): void {
    const list = itemsOf(argument)[index]
    if (list !== undefined && list.kind !== 'list' && callOf(list) === null)
      this.wrong(name, list, 'a list as its second argument')
  }

  private selected(argument: YamlNode): void {
    const [index, list] = itemsOf(argument)
    if (index?.kind === 'scalar' && callOf(index) === null && !/^\d+$/.test(index.text))
      this.wrong('Select', index, 'an index first')
    this.listed('Select', argument, 1)
    if (list?.kind !== 'list' || list.tag !== null || index?.kind !== 'scalar' || index.tag !== null) return
    if (Number(index.text) >= list.items.length && list.items.every((one) => callOf(one) === null))
      this.problems.error(
        index,
        'function',
        `Select takes member ${index.text} of a list of ${list.items.length}, counted from 0`,
      )
  }

  private reference(call: Call, scope: Scope): void {
    const { argument } = call
    if (call.nested() !== null) this.argument(call, scope)
    else if (argument.kind === 'scalar' && argument.value !== null) this.name(argument.text, argument, scope)
    else this.wrong('Ref', argument, 'the name of a parameter or a resource')
  }

  /** A parameter or a resource, as Ref and Sub name it. */
  private name(name: string, at: YamlNode, scope: Scope): void {
    const target = this.names.target(name)
    if (target === 'parameter') this.usedParameters.add(name)
    else if (target === 'resource' && scope.conditions)
      this.problems.error(
        at,
        'reference',
        `a condition cannot know the resource "${name}": conditions are decided before there are resources`,
      )
    else if (target === 'resource') this.need(scope, name, at)
    else if (target === null)
      this.problems.error(at, 'reference', `there is no parameter and no resource "${name}"`, this.names.near(name))
  }

  private attribute(argument: YamlNode, scope: Scope): void {
    const parts = argument.kind === 'list' ? argument.items : []
    const text = argument.kind === 'scalar' ? argument.text : undefined
    if (text === undefined && parts.length < 2) {
      this.wrong('GetAtt', argument, 'a resource and an attribute')
      return
    }
    const [id, attribute] = text === undefined ? [textOf(parts[0]), attributeText(parts)] : split(text)
    for (const part of parts) if (callOf(part) !== null) this.visit(part, scope)
    if (id === undefined || (parts[0] !== undefined && callOf(parts[0]) !== null)) return
    if (text !== undefined && attribute === undefined) this.wrong('GetAtt', argument, 'an attribute behind a dot')
    else this.resourceAttribute(id, attribute, argument, scope)
  }

  private resourceAttribute(id: string, attribute: string | undefined, at: YamlNode, scope: Scope): void {
    if (!this.names.template.resources.has(id)) {
      if (!this.names.mayBeMade(id))
        this.problems.error(at, 'reference', `there is no resource "${id}"`, this.names.nearResource(id))
      return
    }
    if (scope.conditions) this.problems.error(at, 'reference', `a condition cannot know the resource "${id}"`)
    this.need(scope, id, at)
    if (attribute === undefined || this.names.attribute(id, attribute) !== false) return
    const known = this.names.attributesOf(id)
    const some = known.length > 0 && known.length <= 12 ? `it gives ${known.join(', ')}` : undefined
    this.problems.error(
      at,
      'attribute',
      `${id} gives no attribute "${attribute}"`,
      didYouMean(attribute, known) ?? some,
    )
  }

  private substitution(call: Call, scope: Scope): void {
    const { argument } = call
    const isList = argument.kind === 'list'
    const [text, variables, ...more] = isList ? argument.items : [argument]
    const isText = text?.kind === 'scalar' && text.value !== null && (text === call.node || text.tag === null)
    if (!isText || more.length > 0 || (isList && variables?.kind !== 'map')) {
      // With the language's extensions a function may make the text.
      if (call.nested() !== null || (text !== undefined && isList && callOf(text) !== null)) this.argument(call, scope)
      else this.wrong('Sub', argument, 'a text, or a list of a text and a map')
      return
    }
    const own = new Set<string>()
    for (const { key, value } of entriesOf(variables)) {
      own.add(key)
      this.visit(value, scope)
    }
    for (const { name } of placeholders(text.text)) if (!own.has(name)) this.placeholder(name, text, scope)
  }

  private placeholder(name: string, at: YamlNode, scope: Scope): void {
    if (/[&{]|^$/.test(name) && this.names.hasLoops) return
    if (!/^[\w.:]+$/.test(name)) {
      this.problems.error(
        at,
        'function',
        `\${${name}} in Sub is no name`,
        'write ${!…} for what is not to be filled in',
      )
      return
    }
    const [id = '', attribute] = split(name)
    if (attribute === undefined || this.names.template.parameters.has(name)) this.name(name, at, scope)
    else this.resourceAttribute(id, attribute, at, scope)
  }

  private lookUp(argument: YamlNode, scope: Scope): void {
    const [map, top, second, extra] = itemsOf(argument)
    for (const part of [map, top, second, extra]) if (part !== undefined) this.visit(part, scope)
    const { mappings, transforms } = this.names.template
    const [mapName, topName, secondName] = [plainTextOf(map), plainTextOf(top), plainTextOf(second)]
    if (mapName === undefined || map === undefined) {
      // Which map it is, is known when the stack is made.
      for (const name of mappings.keys()) this.usedMappings.add(name)
      return
    }
    this.usedMappings.add(mapName)
    const mapping = mappings.get(mapName)
    if (transforms.others || extra !== undefined) return
    if (mapping === undefined) {
      if (!this.names.mayBeMade(mapName))
        this.problems.error(map, 'mapping', `there is no mapping "${mapName}"`, didYouMean(mapName, mappings.keys()))
      return
    }
    if (
      mapping.value.kind !== 'map' ||
      mapping.value.has('Fn::Transform') ||
      topName === undefined ||
      top === undefined
    )
      return
    const inside = mapping.value.get(topName)
    if (inside === undefined) this.missingKey(top, topName, `mapping ${mapName}`, mapping.value)
    else if (inside.kind === 'map' && secondName !== undefined && second !== undefined && !inside.has(secondName))
      this.missingKey(second, secondName, `${topName} in mapping ${mapName}`, inside)
  }

  private missingKey(at: YamlNode, key: string, where: string, map: YamlMap): void {
    const keys = map.entries.map((one) => one.key)
    this.problems.error(at, 'mapping', `${where} has no key "${key}"`, didYouMean(key, keys))
  }

  private loop(value: YamlNode, scope: Scope): void {
    for (const part of itemsOf(value).slice(1)) this.visit(part, scope)
  }

  /** `${Name}` outside of Sub is a text that nobody fills in. */
  private plainText(node: YamlScalar): void {
    if (!node.text.includes('${')) return
    for (const { name } of placeholders(node.text)) {
      const [id = ''] = split(name)
      if (this.names.target(name) === 'unknown' || !this.isKnown(name, id)) continue
      this.problems.error(
        node,
        'sub',
        `\${${name}} stands outside of Sub, and is not filled in`,
        'put !Sub before the text',
      )
      return
    }
  }

  private isKnown(name: string, id: string): boolean {
    const { parameters, resources } = this.names.template
    return parameters.has(name) || resources.has(id) || /^AWS::/.test(name)
  }

  private wrong(name: string, at: YamlNode, wanted: string): void {
    this.problems.error(at, 'function', `${name} takes ${wanted}, and has ${kindOf(at)}`)
  }

  private unknown(name: string, node: YamlNode): void {
    // Tools that fill in templates before CloudFormation sees them have functions of their own.
    if (name.includes('::') || this.names.template.transforms.others) return
    this.problems.error(node, 'function', `CloudFormation has no function "${name}"`, didYouMean(name, FUNCTIONS))
  }
}

const DELIMITED = new Set(['Join', 'Split'])
const NEEDS_TEXT = new Set(['Base64', 'ImportValue', 'GetAZs'])

function plainTextOf(node: YamlNode | undefined): string | undefined {
  return node?.kind === 'scalar' && node.tag === null && node.value !== null ? node.text : undefined
}

function attributeText(parts: readonly YamlNode[]): string | undefined {
  const texts = parts.slice(1).map((one) => plainTextOf(one))
  return texts.every((one) => one !== undefined) ? texts.join('.') : undefined
}

function split(text: string): [id: string, attribute: string | undefined] {
  const dot = text.indexOf('.')
  return dot < 0 ? [text, undefined] : [text.slice(0, dot), text.slice(dot + 1)]
}

/** Whether a node gives true or false, as a condition must. */
export function isConditional(node: YamlNode): boolean {
  const name = callOf(node, true)?.name
  return name !== undefined && (CONDITION_FUNCTIONS.has(name) || !FUNCTIONS.has(name))
}
