import { brotliDecompressSync } from 'node:zlib'
import { madeOnce } from '../../checks/schemas.ts'
import type { Relation } from './relation.ts'
import { type ObjectType, readObject, type WrittenObject } from './type.ts'

export interface ResourceSchema {
  name: string
  /** What `Fn::GetAtt` gives; `Endpoint.Address` with its dot. */
  readonly attributes: readonly string[]
  readonly type: ObjectType
}

/** What CloudFormation's resource types take and give, found by name without reading the rest. */
export class ResourcePack {
  /** The day it was made. */
  readonly day: string
  private readonly text: string
  /** Runtimes of functions, and types of services, that AWS gives up, with the day. */
  private readonly runtimes = new Map<string, string>()
  private readonly closed = new Map<string, string>()
  private readonly resources = new Map<string, ResourceSchema>()
  /** Where each definition begins. */
  private readonly starts: number[] = []
  private readonly definitions = new Map<number, ObjectType>()
  private readonly forms = new Map<string, Map<string, string>>()
  private readonly relations = new Map<string, { path: readonly string[]; written: string }[]>()
  /** Where each pattern begins. */
  private readonly patternStarts: number[] = []

  constructor(bytes: Uint8Array) {
    this.text = brotliDecompressSync(bytes).toString('latin1')
    const [magic, format, day = ''] = this.text.slice(0, this.text.indexOf('\n')).split(' ')
    if (magic !== 'skillchain-cloudformation-pack' || format !== '2')
      throw new Error('this is not a pack of CloudFormation types of this version')
    this.day = day
    this.index()
  }

  find(name: string): ResourceSchema | null {
    return this.resources.get(name) ?? null
  }

  /** Since when AWS neither creates nor changes functions with a runtime; null while it does. */
  runtimeGone(name: string, today: string): string | null {
    return past(this.runtimes.get(name), today)
  }

  /** Since when the service of a type is shut down; null while it is not. */
  closedSince(type: string, today: string): string | null {
    return past(this.closed.get(type), today)
  }

  /** Forms of what a type's attributes give, by their letters, and of what Ref gives at ''. */
  formsOf(type: string): ReadonlyMap<string, string> {
    return this.forms.get(type) ?? new Map()
  }

  /** What parts of a type ask of others. */
  relationsOf(type: string): Relation[] {
    const written = this.relations.get(type) ?? []
    return written.map((one) => ({ path: one.path, schema: JSON.parse(one.written) as Relation['schema'] }))
  }

  names(): Iterable<string> {
    return this.resources.keys()
  }

  private definition(number: number): ObjectType {
    const known = this.definitions.get(number)
    if (known !== undefined) return known
    const start = this.starts[number]
    if (start === undefined) throw new Error(`the pack of CloudFormation types has no definition ${number}`)
    const end = this.text.indexOf('\n', start)
    // The pack is our own file; its writer is scripts/schemas/cloudformation.mjs.
    const written = JSON.parse(this.text.slice(start + 2, end < 0 ? undefined : end)) as WrittenObject
    const object = readObject(written, {
      definition: (distance) => this.definition(number + distance),
      pattern: (index) => this.pattern(index),
    })
    this.definitions.set(number, object)
    return object
  }

  private pattern(number: number): RegExp {
    const start = this.patternStarts[number]
    if (start === undefined) throw new Error(`the pack of CloudFormation types has no pattern ${number}`)
    return new RegExp(this.text.slice(start + 2, this.text.indexOf('\n', start)))
  }

  private index(): void {
    const { text } = this
    let number = 0
    for (let at = text.indexOf('\n') + 1; at > 0; at = text.indexOf('\n', at) + 1) {
      if (text.charCodeAt(at) === 35) this.starts.push(at)
      else if (text.startsWith('p ', at)) this.patternStarts.push(at)
      else if (text.startsWith('f ', at)) this.addForms(at)
      else if (text.startsWith('c ', at)) this.addRelation(at)
      else if (text.startsWith('x ', at)) this.addEnd(this.runtimes, at)
      else if (text.startsWith('z ', at)) this.addEnd(this.closed, at)
      else number = this.addResource(text.slice(at, text.indexOf('\n', at)), number)
    }
  }

  private addForms(at: number): void {
    const [, type = '', own = '', ...attributes] = this.text.slice(at, this.text.indexOf('\n', at)).split(' ')
    const forms = new Map(attributes.map((one) => one.split('=') as [string, string]))
    this.forms.set(type, own === '-' ? forms : forms.set('', own))
  }

  private addRelation(at: number): void {
    const [, type = '', path = '', ...schema] = this.text.slice(at, this.text.indexOf('\n', at)).split(' ')
    this.relations.set(type, [
      ...(this.relations.get(type) ?? []),
      { path: path === '.' ? [] : path.split('/'), written: schema.join(' ') },
    ])
  }

  private addEnd(ends: Map<string, string>, at: number): void {
    const [, name = '', day = ''] = this.text.slice(at, this.text.indexOf('\n', at)).split(' ')
    ends.set(name, day)
  }

  private addResource(line: string, before: number): number {
    const [, name = '', distance = '', ...attributes] = line.split(' ')
    const number = before + Number(distance)
    const definition = (): ObjectType => this.definition(number)
    this.resources.set(name, {
      name,
      get attributes(): readonly string[] {
        return [...definition().readOnly, ...attributes]
      },
      get type(): ObjectType {
        return definition()
      },
    })
    return number
  }
}

function past(day: string | undefined, today: string): string | null {
  return day !== undefined && day <= today ? day : null
}

export const openResources = madeOnce((schemas) => new ResourcePack(schemas.read('cloudformation/resources.pack')))
