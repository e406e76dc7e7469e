import { Liquid, type Template } from 'liquidjs'
import { didYouMean } from '../nearest.ts'
import type { Place } from '../problem.ts'

/** A variable that a template reads from outside itself. */
export interface ReadVariable {
  /** Dotted, as far as its steps are fixed: `env.subnets` of `env.subnets[tier]`. */
  name: string
  /** The partial it stands in; null for the template itself. */
  partial: string | null
  place: Place
}

export interface LiquidFinding {
  partial: string | null
  place: Place
  message: string
  hint?: string | undefined
}

/** Those of the skill format, with their middles and ends. */
const TAGS = new Set([
  ...['if', 'elsif', 'else', 'endif', 'unless', 'endunless', 'case', 'when', 'endcase', 'for', 'endfor', 'break'],
  ...['continue', 'assign', 'capture', 'endcapture', 'render', 'comment', 'endcomment'],
])
/** Liquid's own filters that give another result on every run: the renderer does not have them. */
const UNSTEADY = ['sample', 'shuffle']
const MAX_LENGTH = 300_000

/** Reads a template as the renderer will, without running it. */
export function examine(
  body: string,
  partials: Readonly<Record<string, string>>,
  filters: readonly string[],
): { variables: ReadVariable[]; findings: LiquidFinding[]; renders: string[] } {
  const findings = tagFindings(body, null, partials)
  const renders = renderedNames(body)
  if (findings.length > 0 || body.length > MAX_LENGTH) return { variables: [], findings, renders }
  const reachable = reach(renders, partials)
  if (reachable === null) {
    const place = { line: 1, column: 1 }
    return {
      variables: [],
      findings: [{ partial: null, place, message: 'its partials include each other in a circle' }],
      renders,
    }
  }
  for (const name of reachable) findings.push(...tagFindings(partials[name] ?? '', name, partials))
  if (findings.length > 0) return { variables: [], findings, renders }

  const texts = Object.fromEntries(reachable.map((name) => [name, partials[name] ?? '']))
  const known = [...filters]
  for (let attempt = 0; attempt < 50; attempt++) {
    const liquid = engine(texts, known)
    try {
      const parsed = liquid.parse(body, MAIN)
      return { variables: globals(liquid, parsed), findings, renders }
    } catch (error) {
      const finding = toFinding(error, liquid)
      findings.push(finding.found)
      if (finding.filter === null) break
      // Registered after being reported, so that the next unknown filter is found too.
      known.push(finding.filter)
    }
  }
  return { variables: [], findings, renders }
}

const MAIN = '<template>'

function engine(templates: Record<string, string>, filters: readonly string[]): Liquid {
  const liquid = new Liquid({
    outputDelimiterLeft: '<:',
    outputDelimiterRight: ':>',
    tagDelimiterLeft: '<%',
    tagDelimiterRight: '%>',
    strictFilters: true,
    ownPropertyOnly: true,
    parseLimit: MAX_LENGTH * 10,
    templates,
  })
  for (const name of UNSTEADY) liquid.unregisterFilter(name)
  for (const name of filters) liquid.registerFilter(name, (value: unknown) => value)
  return liquid
}

function globals(liquid: Liquid, parsed: Template[]): ReadVariable[] {
  const { globals: found } = liquid.analyzeSync(parsed)
  return Object.values(found).flatMap((variables) =>
    variables.map((variable) => {
      const steps: string[] = []
      for (const segment of variable.segments) {
        if (typeof segment !== 'string' && typeof segment !== 'number') break
        steps.push(String(segment))
      }
      const { row, col, file } = variable.location
      return {
        name: steps.join('.'),
        partial: file === undefined || file === MAIN ? null : file,
        place: { line: row, column: col },
      }
    }),
  )
}

function toFinding(error: unknown, liquid: Liquid): { found: LiquidFinding; filter: string | null } {
  const message = error instanceof Error ? error.message : String(error)
  const token = error instanceof Error && 'token' in error ? (error.token as PositionedToken | undefined) : undefined // LiquidJS
  const [line = 1, column = 1] = token?.getPosition?.() ?? []
  const partial = token?.file === undefined || token.file === MAIN ? null : token.file
  const filter = /^undefined filter: (\S+?),?(?:\s|$)/.exec(message)?.[1] ?? null
  const place = { line, column }
  if (filter !== null) {
    const hint = didYouMean(filter, Object.keys(liquid.filters))
    return { found: { partial, place, message: `no filter is named "${filter}"`, hint }, filter }
  }
  const short = message.split('\n')[0]?.replace(/(, file:\S+)?, line:\d+, col:\d+$/, '') ?? message
  return { found: { partial, place, message: `the template does not read: ${short}` }, filter: null }
}

interface PositionedToken {
  file?: string
  getPosition?(): [number, number]
}

const TAG = /<%-?\s*([\w#]+)([\s\S]*?)-?%>/g

function tagFindings(
  text: string,
  partial: string | null,
  partials: Readonly<Record<string, string>>,
): LiquidFinding[] {
  const findings: LiquidFinding[] = []
  for (const found of tagsOf(text)) {
    const [, name = '', rest = ''] = found
    const say = (message: string, hint?: string): void => {
      findings.push({ partial, place: placeAt(text, found.index), message, hint })
    }
    if (!TAGS.has(name)) say(`no tag is named "${name}"`, didYouMean(name, TAGS))
    if (name !== 'render') continue
    const target = quoted(rest)
    if (target === null) say('render needs the name of a partial in quotes')
    else if (!Object.hasOwn(partials, target)) {
      const leftover = target.replace(/\.liquid$/, '')
      const near = Object.hasOwn(partials, leftover) ? `write '${leftover}'` : didYouMean(target, Object.keys(partials))
      say(`no partial is named "${target}"`, near ?? `put it into partials/${target}`)
    }
  }
  return findings
}

function tagsOf(text: string): RegExpExecArray[] {
  const code = text.replaceAll(/<%-?\s*comment\b[\s\S]*?<%-?\s*endcomment\s*-?%>/g, (all) =>
    all.replaceAll(/[^\n]/g, ' '),
  )
  return [...code.matchAll(TAG)]
}

function renderedNames(text: string): string[] {
  return tagsOf(text).flatMap(([, name, rest]) => (name === 'render' ? (quoted(rest ?? '') ?? []) : []))
}

function quoted(rest: string): string | null {
  const found = /^\s*(?:'([^']*)'|"([^"]*)")/.exec(rest)
  return found ? (found[1] ?? found[2] ?? '') : null
}

/** All partials that some partials lead to; null when one leads back to itself. */
function reach(names: readonly string[], partials: Readonly<Record<string, string>>): string[] | null {
  const done = new Set<string>()
  const open = new Set<string>()
  const visit = (name: string): boolean => {
    if (done.has(name) || !Object.hasOwn(partials, name)) return true
    if (open.has(name)) return false
    open.add(name)
    const fine = renderedNames(partials[name] ?? '').every(visit)
    open.delete(name)
    done.add(name)
    return fine
  }
  return names.every(visit) ? [...done] : null
}

export function placeAt(text: string, offset: number): Place {
  const before = text.slice(0, offset)
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') }
}
