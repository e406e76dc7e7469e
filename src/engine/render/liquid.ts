import { type Context, type Emitter, Liquid, RenderTag, type TagToken, type Template, toValue } from 'liquidjs'
import type { FactValue } from '../protocol/facts.ts'
import { FILTERS, kindOf } from './filters.ts'
import type { RenderLimits } from './limits.ts'
import { FilterError } from './template-error.ts'

/** The tags of the skill format. `else`, `elsif`, `when` and the closing ones belong to these. */
export const TAGS = [
  'if',
  'unless',
  'case',
  'for',
  'assign',
  'capture',
  'render',
  'comment',
  'break',
  'continue',
] as const

/** LiquidJS's own filters that would give another result tomorrow, or no text at all. */
const UNSTEADY = ['sample', 'shuffle'] as const
const DATES = ['date', 'date_to_xmlschema', 'date_to_rfc822', 'date_to_string', 'date_to_long_string'] as const

/** A Liquid that knows the skill format, reads no files and cannot be made to run away. */
export function createLiquid(partials: ReadonlyMap<string, string>, limits: RenderLimits): Liquid {
  const liquid = new Liquid({
    tagDelimiterLeft: '<%',
    tagDelimiterRight: '%>',
    outputDelimiterLeft: '<:',
    outputDelimiterRight: ':>',
    strictVariables: true,
    strictFilters: true,
    ownPropertyOnly: true,
    templates: Object.assign(Object.create(null), Object.fromEntries(partials)),
    cache: Math.max(1, partials.size),
    locale: 'en-US',
    timezoneOffset: 0,
    parseLimit: limits.source,
    renderLimit: limits.time,
    memoryLimit: limits.memory,
  })
  limitTags(liquid, limits.depth)
  addFilters(liquid)
  const render = liquid.renderer.renderTemplates.bind(liquid.renderer)
  liquid.renderer.renderTemplates = (templates: Template[], context: Context, emitter?: Emitter) =>
    render(templates, context, emitter ?? new MeteredEmitter(context, limits.output))
  return liquid
}

function limitTags(liquid: Liquid, depth: number): void {
  const allowed: ReadonlySet<string> = new Set(TAGS)
  for (const name of Object.keys(liquid.tags)) {
    if (!allowed.has(name)) delete liquid.tags[name]
  }
  liquid.registerTag('render', partialTag(depth))
}

/** `render 'name'`, with a literal name, so that what a template includes can be read off its text. */
function partialTag(limit: number): typeof RenderTag {
  const depths = new WeakMap<object, number>()
  return class extends RenderTag {
    constructor(...args: ConstructorParameters<typeof RenderTag>) {
      if (!hasLiteralName(args[0])) throw new FilterError("render takes the name of a partial in quotes: render 'name'")
      super(...args)
    }

    override *render(context: Context, emitter: Emitter): Generator<unknown, void, unknown> {
      // The contexts of nested partials are separate; the meter of their memory is the one thing they share.
      const key = context.memoryLimit
      const depth = depths.get(key) ?? 0
      if (depth >= limit)
        throw new FilterError(`partials are nested deeper than ${limit} levels`, 'does one include itself?')
      depths.set(key, depth + 1)
      // A partial sees the facts and its own arguments, and none of the variables around it.
      const spawn = context.spawn.bind(context)
      context.spawn = (scope) => spawn(scope ?? context.environments)
      yield* super.render(context, emitter)
      depths.set(key, depth)
    }
  }
}

function hasLiteralName(token: TagToken): boolean {
  return /^\s*(?:'[\w./-]+'|"[\w./-]+")/.test(token.args)
}

function addFilters(liquid: Liquid): void {
  for (const name of UNSTEADY) liquid.unregisterFilter(name)
  for (const name of DATES) steadyDate(liquid, name)
  for (const [name, filter] of Object.entries(FILTERS)) {
    liquid.registerFilter(name, function (value: unknown, ...args: unknown[]) {
      const result = filter(plain(value), ...args.map(plain))
      this.context.memoryLimit.use(String(result).length)
      return result
    })
  }
}

function steadyDate(liquid: Liquid, name: string): void {
  const original = liquid.filters[name]
  if (typeof original !== 'function') return
  liquid.registerFilter(name, function (value: unknown, ...args: unknown[]) {
    if (value === 'now' || value === 'today') {
      throw new FilterError(`'${value}' gives another text on every run`, 'take the date from a fact')
    }
    return original.call(this, value, ...args)
  })
}

/** Scopes hold facts only, and Liquid adds lists of them and texts: nothing else can reach a filter. */
function plain(value: unknown): FactValue {
  const unwrapped: unknown = toValue(value)
  if (unwrapped === undefined) return null
  if (typeof unwrapped === 'function' || typeof unwrapped === 'bigint' || typeof unwrapped === 'symbol') {
    throw new FilterError('this is not a value a fact can have')
  }
  return unwrapped as FactValue
}

/** Collects the output, counts it, and refuses values that would be written as `[object Object]` or as nothing. */
class MeteredEmitter implements Emitter {
  buffer = ''
  private readonly context: Context
  private readonly limit: number

  constructor(context: Context, limit: number) {
    this.context = context
    this.limit = limit
  }

  write(html: unknown): void {
    const text = written(toValue(html))
    this.context.memoryLimit.use(text.length)
    this.buffer += text
    if (this.buffer.length > this.limit) throw new FilterError(`the output is longer than ${this.limit} characters`)
  }
}

function written(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  const hint =
    value === null || value === undefined
      ? 'test it with if, or give it a value with | default:'
      : 'write it with | hcl, | yaml, | json or | join'
  throw new FilterError(`${kindOf(value)} cannot be written as it is`, hint)
}
