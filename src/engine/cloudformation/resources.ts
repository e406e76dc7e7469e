import { didYouMean } from '../../skills/nearest.ts'
import {
  isNull,
  itemsOf,
  nodeAt,
  textOf,
  type YamlEntry,
  type YamlMap,
  type YamlNode,
} from '../checks/read/yaml-node.ts'
import { checkJson, checkMetadata, checkUpdatePolicy } from './documents.ts'
import type { FunctionCheck, Scope } from './functions.ts'
import { callOf, isOpen } from './intrinsics.ts'
import type { Names } from './names.ts'
import { checkPolicies } from './policies.ts'
import { kindOf, type Problems } from './problems.ts'
import { PropertyCheck } from './properties.ts'
import { checkRelations } from './relations.ts'
import { implies } from './satisfiable.ts'
import type { ResourcePack } from './schema/pack.ts'
import { checkServerless } from './serverless.ts'
import { apisOfEvents, checkPoliciesOfModel, checkServerlessFunction } from './serverless-function.ts'
import { isOpenType, type Template, typeOf } from './template.ts'

const KEYS = [
  ...['Condition', 'CreationPolicy', 'DeletionPolicy', 'DependsOn', 'Metadata', 'Properties', 'Type', 'UpdatePolicy'],
  ...['UpdateReplacePolicy', 'Version'],
]

const SERVERLESS_KEYS = [...KEYS, 'Connectors', 'IgnoreGlobals', 'PassthroughCondition']

const POLICIES: Readonly<Record<string, readonly string[]>> = {
  DeletionPolicy: ['Delete', 'Retain', 'RetainExceptOnCreate', 'Snapshot'],
  UpdateReplacePolicy: ['Delete', 'Retain', 'Snapshot'],
}

export class ResourceCheck {
  private readonly template: Template
  private readonly names: Names
  private readonly pack: ResourcePack
  private readonly functions: FunctionCheck
  private readonly problems: Problems
  private readonly today: string

  constructor(names: Names, pack: ResourcePack, functions: FunctionCheck, problems: Problems, today: string) {
    this.today = today
    this.template = names.template
    this.names = names
    this.pack = pack
    this.functions = functions
    this.problems = problems
  }

  check(entry: YamlEntry): void {
    const { key, keyNode, value } = entry
    // What the model makes of an API of this kind are resources of their own, each with its own needs.
    const isMany = /^AWS::Serverless::(?:GraphQLApi|WebSocketApi|Connector)$/.test(typeOf(value) ?? '')
    const scope: Scope = { conditions: false, resource: isMany ? null : key }
    if (key.startsWith('Fn::ForEach::')) {
      this.loop(value)
      return
    }
    if (key.startsWith('Fn::')) return
    if (value.kind !== 'map') {
      this.problems.error(keyNode, 'resource', `resource ${key} must be a map, and is ${kindOf(value)}`)
      return
    }
    this.settings(key, value, scope)
    const type = textOf(value.get('Type'))
    if (type === undefined) {
      const given = value.get('Type')
      if (given === undefined || callOf(given) === null)
        this.problems.error(keyNode, 'resource', `resource ${key} lacks "Type", which it must have`)
    } else this.properties(entry, value, type)
    for (const name of ['Properties', 'Metadata', 'CreationPolicy', 'UpdatePolicy', 'Connectors']) {
      const part = value.get(name)
      if (part === undefined) continue
      if (name === 'Properties' && type === 'AWS::Serverless::Function' && part.kind === 'map')
        this.functionOfModel(part, scope)
      else this.functions.visit(part, scope)
    }
  }

  /** What sends events to a function is made after it, whatever its events say. */
  private functionOfModel(properties: YamlMap, scope: Scope): void {
    for (const { key, value } of properties.entries)
      this.functions.visit(value, key === 'Events' ? { ...scope, resource: null } : scope)
    for (const { id, at } of apisOfEvents(properties)) {
      const api = nodeAt(this.template.resources.get(id)?.value, 'Properties')
      const isWritten = nodeAt(api, 'DefinitionBody') !== undefined || nodeAt(api, 'DefinitionUri') !== undefined
      if (scope.resource !== null && !isWritten) this.functions.need({ ...scope, resource: id }, scope.resource, at)
    }
  }

  /** The resources of a loop: what stands below its third argument. */
  private loop(value: YamlNode): void {
    const [, list, body] = itemsOf(value)
    const scope: Scope = { conditions: false, resource: null }
    if (list !== undefined) this.functions.visit(list, scope)
    if (body?.kind !== 'map') return
    for (const inside of body.entries) {
      const type = inside.value.kind === 'map' ? textOf(inside.value.get('Type')) : undefined
      if (inside.value.kind === 'map' && type !== undefined) this.properties(inside, inside.value, type)
      this.functions.visit(inside.value, scope)
    }
  }

  private settings(id: string, resource: YamlMap, scope: Scope): void {
    const { transforms } = this.template
    const keys = transforms.serverless ? SERVERLESS_KEYS : KEYS
    for (const { key, keyNode, value } of resource.entries) {
      if (key.startsWith('Fn::')) continue
      if (!keys.includes(key)) {
        // The model leaves out what it does not know.
        const isModel = textOf(resource.get('Type'))?.startsWith('AWS::Serverless::') === true
        const say = isModel ? 'warning' : 'error'
        if (!transforms.others)
          this.problems[say](keyNode, 'resource', `resource ${id} has no "${key}"`, didYouMean(key, keys))
        continue
      }
      const call = callOf(value)
      const words = POLICIES[key]
      if (words !== undefined && call === null && !words.includes(textOf(value) ?? ''))
        this.problems.error(
          value,
          'value',
          `${key} of ${id} must be one of ${words.join(', ')}, and is ${kindOf(value)}`,
        )
      if (words !== undefined && call !== null) this.functions.visit(value, scope)
      if (key === 'Condition') this.conditionOf(id, value)
      if (key === 'DependsOn') this.dependencies(id, value, scope)
      const type = textOf(resource.get('Type'))
      if (key === 'UpdatePolicy' && type !== undefined) checkUpdatePolicy(type, id, value, this.problems)
      if (key === 'Metadata') checkMetadata(value, this.problems)
    }
  }

  private conditionOf(id: string, value: YamlNode): void {
    const name = textOf(value)
    if (name !== undefined && callOf(value) === null) this.functions.condition(name, value)
    else
      this.problems.error(
        value,
        'condition',
        `Condition of ${id} must be the name of a condition, and is ${kindOf(value)}`,
      )
  }

  private dependencies(id: string, value: YamlNode, scope: Scope): void {
    for (const one of value.kind === 'list' ? value.items : [value]) {
      const name = textOf(one)
      if (name === undefined || callOf(one) !== null) {
        if (callOf(one) === null || !this.template.transforms.others)
          this.problems.error(one, 'depends-on', `DependsOn of ${id} takes names of resources, and has ${kindOf(one)}`)
      } else if (this.template.resources.has(name)) {
        this.functions.need(scope, name, one)
        this.conditionOfNeeded(id, name, one)
      } else if (!this.names.mayBeMade(name))
        this.problems.error(one, 'depends-on', `there is no resource "${name}"`, this.names.nearResource(name))
    }
  }

  /** What is waited for must be made whenever the one that waits is. */
  private conditionOfNeeded(id: string, needed: string, at: YamlNode): void {
    const conditionOf = (name: string): string | undefined =>
      textOf(nodeAt(this.template.resources.get(name)?.value, 'Condition'))
    const [own, other] = [conditionOf(id), conditionOf(needed)]
    if (other === undefined || (own !== undefined && implies(own, other, this.template))) return
    const when = own === undefined ? `${other} is false` : `${own} is true and ${other} is false`
    this.problems.error(at, 'depends-on', `${id} waits for ${needed}, which is not made when ${when}`)
  }

  private properties({ key, keyNode }: YamlEntry, resource: YamlMap, type: string): void {
    const given = resource.get('Properties')
    if (given !== undefined && given.kind !== 'map' && callOf(given) === null) {
      this.problems.error(given, 'type', `Properties of ${key} must be a map, and are ${kindOf(given)}`)
      return
    }
    if (isOpenType(type)) {
      if (
        /CustomResource$|^Custom::/.test(type) &&
        (given === undefined || (given.kind === 'map' && !given.has('ServiceToken') && callOf(given) === null))
      )
        this.problems.error(given ?? keyNode, 'required', `${key} lacks "ServiceToken", which it must have`)
      return
    }
    if (type.startsWith('AWS::Serverless::')) {
      this.serverless(key, resource, type)
      this.runtime(key, resource, type)
      return
    }
    const schema = this.pack.find(type)
    if (schema === null) {
      this.unknownType(key, resource, type)
      return
    }
    const closed = this.pack.closedSince(type, this.today)
    if (closed !== null)
      this.problems.error(
        resource.get('Type') ?? keyNode,
        'closed',
        `${key}: AWS shut down the service of ${type} on ${closed}`,
      )
    const check = new PropertyCheck(this.problems, `${key} (${type})`, this.names)
    if (given !== undefined && !isNull(given)) check.check(given, schema.type)
    else
      for (const name of schema.type.required)
        this.problems.error(keyNode, 'required', `${key} (${type}) lacks "${name}", which it must have`)
    this.runtime(key, resource, type)
    if (given?.kind === 'map') {
      checkPolicies(type, given, key, this.problems)
      checkRelations(this.pack.relationsOf(type), given, key, resource.has('Condition'), this.problems)
      checkJson(type, key, given, this.problems)
    }
  }

  private runtime(id: string, resource: YamlMap, type: string): void {
    if (!/^AWS::(?:Lambda|Serverless)::Function$/.test(type)) return
    const isServerless = type === 'AWS::Serverless::Function'
    const own = nodeAt(resource, 'Properties', 'Runtime')
    const shared =
      isServerless && !resource.has('IgnoreGlobals')
        ? nodeAt(this.template.root, 'Globals', 'Function', 'Runtime')
        : undefined
    const runtime = own ?? shared
    const since = this.pack.runtimeGone(textOf(runtime) ?? '', this.today)
    if (runtime === undefined || since === null) return
    const message = `${id}: AWS creates and changes no functions with ${textOf(runtime)} since ${since}`
    this.problems.error(runtime, 'runtime', message)
  }

  private serverless(id: string, resource: YamlMap, type: string): void {
    const at = resource.get('Type') ?? resource
    if (!this.template.transforms.serverless) {
      this.problems.error(at, 'transform', `${id} needs the transform AWS::Serverless-2016-10-31`)
      return
    }
    const given = resource.get('Properties')
    if (given !== undefined && (given.kind !== 'map' || callOf(given) !== null || isOpen(given))) return
    const globals = nodeAt(this.template.root, 'Globals', type.slice('AWS::Serverless::'.length))
    checkServerless(type, at, given ?? null, globals, id, this.problems)
    if (given === undefined) return
    if (type === 'AWS::Serverless::StateMachine') checkPoliciesOfModel(id, given, this.problems)
    if (type !== 'AWS::Serverless::Function') return
    const shared = resource.has('IgnoreGlobals') ? undefined : globals
    checkServerlessFunction(id, given, shared, this.pack, this.problems)
  }

  private unknownType(id: string, resource: YamlMap, type: string): void {
    const at = resource.get('Type') ?? resource
    if (this.template.transforms.others && !type.startsWith('AWS::')) return
    if (/^(?:AWS|Alexa)::/.test(type)) {
      const near = this.names.nearType(type)
      this.problems.error(at, 'unknown-type', `${id}: there is no type ${type}, as far as is known here`, near)
    } else if (!/^\w+::\w+::\w+/.test(type))
      this.problems.error(at, 'unknown-type', `${id}: ${type} is no resource type`)
  }
}
