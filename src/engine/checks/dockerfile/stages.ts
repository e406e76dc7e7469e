import { Spelling } from '../read/spelling.ts'
import { instructionFaults, jsonWords } from './instructions.ts'
import type { Dockerfile, Instruction } from './reader.ts'
import { DOCKERFILE } from './rules.ts'
import type { Said } from './said.ts'

/** From one FROM to the next. */
export interface Stage {
  /** In small letters, as the builder compares them; null for one without a name. */
  name: string | null
  from: Instruction
  image: string
  instructions: Instruction[]
}

export interface Staged {
  /** ARG before the first FROM. */
  globals: Instruction[]
  stages: Stage[]
}

/** `registry.io:5000/team/name:tag@sha256:…` */
const REFERENCE =
  /^(?:(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9a-fA-F:]+\])(?::\d+)?\/)?(?:[A-Za-z0-9]+(?:[._-]+[A-Za-z0-9]+)*\/)*[A-Za-z0-9]+(?:[._-]+[A-Za-z0-9]+)*(?::\w[\w.-]{0,127})?(?:@[A-Za-z][\w.+-]*:[0-9a-fA-F]{32,})?$/

/** Arguments that the builder itself fills in. */
const PLATFORM = /^(?:TARGET|BUILD)(?:PLATFORM|OS|ARCH|VARIANT|OSVERSION|STAGE)$|^(?:HTTPS?|FTP|NO|ALL)_PROXY$/i

export function stagesOf({ instructions }: Dockerfile): Staged {
  const staged: Staged = { globals: [], stages: [] }
  for (const one of instructions) {
    if (one.name === 'FROM') {
      const name = one.words[2]?.text.toLowerCase() ?? null
      staged.stages.push({ name, from: one, image: one.words[0]?.text ?? '', instructions: [] })
    } else (staged.stages.at(-1)?.instructions ?? staged.globals).push(one)
  }
  return staged
}

/** What the builder refuses, and what it takes for something else. */
export function* structure(dockerfile: Dockerfile, staged: Staged): Generator<Said> {
  for (const fault of dockerfile.faults) yield { rule: DOCKERFILE.syntax, ...fault }
  for (const one of dockerfile.instructions)
    for (const fault of instructionFaults(one)) yield { rule: DOCKERFILE.syntax, ...fault }
  for (const one of staged.globals)
    if (one.name !== 'ARG') {
      yield {
        rule: DOCKERFILE.syntax,
        offset: one.start,
        message: 'no build stage in current context',
        hint: 'Only ARG may stand before the first FROM.',
      }
      return
    }
  const names = staged.stages.map((stage) => stage.name)
  for (const [number, stage] of staged.stages.entries()) {
    yield* head(stage, staged)
    for (const one of stage.instructions) if (one.name === 'COPY') yield* copiedStage(one, number, names)
    yield* once(stage)
  }
}

function* head({ name, from }: Stage, { globals }: Staged): Generator<Said> {
  const named = from.words[2]
  if (name !== null && named !== undefined && !/^[a-z][a-z0-9-_.]*$/.test(name) && !name.includes('$'))
    yield {
      rule: DOCKERFILE.syntax,
      offset: named.start,
      message: `invalid name for build stage: "${named.text}", name can't start with a number or contain symbols`,
    }
  const [image] = from.words
  if (image !== undefined && !/["'$\\]/.test(image.text) && !REFERENCE.test(image.text))
    yield {
      rule: DOCKERFILE.syntax,
      offset: image.start,
      message: `failed to parse stage name "${image.text}": invalid reference format`,
    }
  const variable = image === undefined ? null : /^\$(?:(\w+)|\{(\w+)\})$/.exec(image.text)
  const used = variable?.[1] ?? variable?.[2]
  if (image === undefined || used === undefined || PLATFORM.test(used)) return
  if (!declared(globals).has(used))
    yield {
      rule: DOCKERFILE.syntax,
      offset: image.start,
      message: `base name (${image.text}) should not be blank`,
      hint: `No ARG ${used} stands before the first FROM.`,
    }
}

/** Names of arguments, with whether they have a value. */
export function declared(instructions: readonly Instruction[]): Map<string, boolean> {
  const names = new Map<string, boolean>()
  for (const one of instructions)
    if (one.name === 'ARG')
      for (const { text } of one.words) names.set(text.replace(/=[\s\S]*/, ''), text.includes('='))
  return names
}

function* copiedStage({ flags }: Instruction, number: number, names: readonly (string | null)[]): Generator<Said> {
  for (const { name, value, start } of flags) {
    if (name !== '--from' || value === null || value.includes('$')) continue
    const at = start + '--from='.length
    const wanted = value.toLowerCase()
    if (/^\d+$/.test(wanted)) {
      if (Number(wanted) >= names.length || Number(wanted) === number)
        yield {
          rule: DOCKERFILE.syntax,
          offset: at,
          message: `invalid stage index ${wanted}: there are ${names.length} stages, counted from 0`,
        }
    } else if (wanted === names[number])
      yield { rule: DOCKERFILE.syntax, offset: at, message: `circular dependency detected on stage: ${wanted}` }
    else if (!names.includes(wanted) && !/[/:.]/.test(wanted)) {
      const meant = new Spelling(names.filter((one) => one !== null)).slip(wanted)
      if (meant !== null)
        yield { rule: DOCKERFILE.stage, offset: at, message: `No stage is called ${value}. Did you mean ${meant}?` }
    }
  }
}

function* once({ instructions }: Stage): Generator<Said> {
  for (const name of ['CMD', 'ENTRYPOINT', 'HEALTHCHECK']) {
    const all = instructions.filter((one) => one.name === name)
    for (const one of all.slice(0, -1))
      yield {
        rule: DOCKERFILE.overridden,
        offset: one.start,
        message: `Another ${name} of this stage takes the place of this one.`,
      }
  }
  for (const one of instructions)
    if (
      /^(?:RUN|CMD|ENTRYPOINT)$/.test(one.name) &&
      /^\[\s*["'\w/]/.test(one.rest) &&
      one.rest.endsWith(']') &&
      jsonWords(one.rest) === null &&
      !/^\[\s+(?:-|!|"?\$)/.test(one.rest)
    )
      yield {
        rule: DOCKERFILE.form,
        offset: one.restStart,
        message: `${one.name} ${one.rest.slice(0, 60)} is no JSON, and so a command for the shell.`,
      }
}

/** Arguments from before the first FROM that a stage uses without declaring them again. */
export function* lostArguments({ globals, stages }: Staged): Generator<Said> {
  const known = declared(globals)
  if (known.size === 0) return
  for (const stage of stages) {
    // A stage that is built on another one of the file has its arguments too.
    const own = new Set(known.size === 0 ? [] : inherited(stage, stages))
    for (const one of stage.instructions) {
      if (one.name === 'ARG') for (const { text } of one.words) own.add(text.replace(/=[\s\S]*/, ''))
      if (one.name === 'ENV') for (const [name] of environment(one)) own.add(name)
      for (const found of one.rest.matchAll(/(?<![\\$\w])\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\})/g)) {
        const name = found[1] ?? found[2] ?? ''
        if (!known.has(name) || own.has(name) || isSetThere(one, name)) continue
        yield {
          rule: DOCKERFILE.argument,
          offset: one.restStart + found.index,
          message: `${name} is declared before the first FROM, and empty here.`,
        }
        own.add(name)
      }
    }
  }
}

function inherited(stage: Stage, stages: readonly Stage[]): string[] {
  const names: string[] = []
  const seen = new Set<Stage>()
  for (let base = baseOf(stage, stages); base !== undefined && !seen.has(base); base = baseOf(base, stages)) {
    seen.add(base)
    for (const one of base.instructions) {
      if (one.name === 'ARG') names.push(...one.words.map(({ text }) => text.replace(/=[\s\S]*/, '')))
      if (one.name === 'ENV') names.push(...environment(one).map(([name]) => name))
    }
  }
  return names
}

export function baseOf(stage: Stage, stages: readonly Stage[]): Stage | undefined {
  return stages
    .slice(0, stages.indexOf(stage))
    .findLast((one) => one.name !== null && one.name === stage.image.toLowerCase())
}

/** `name=value` and `name value`, with where the name stands. */
export function environment({ words, rest }: Instruction): [name: string, value: string, start: number][] {
  const [first] = words
  if (first === undefined) return []
  if (!first.text.includes('=')) return [[first.text, rest.slice(first.text.length).trim(), first.start]]
  return words.map(({ text, start }) => {
    const equals = text.indexOf('=')
    return [text.slice(0, Math.max(0, equals)), text.slice(equals + 1), start]
  })
}

/** The shell of a RUN, or the program it starts, may set it itself; in quotes and here-documents it is not ours to know. */
function isSetThere(one: Instruction, name: string): boolean {
  if (one.name !== 'RUN' && one.name !== 'CMD' && one.name !== 'ENTRYPOINT') return false
  return (
    one.hasHeredoc ||
    new RegExp(`\\b${name}=|\\b(?:read|for|export|local)\\b[^;&|]*\\b${name}\\b|'[^']*\\$\\{?${name}\\b`).test(one.rest)
  )
}
