import type { Schemas } from '../schemas.ts'
import { readShell } from '../shell/library.ts'
import { isReadLater } from '../shell/messages.ts'
import { jsonWords } from './instructions.ts'
import type { Dockerfile, Instruction } from './reader.ts'
import { DOCKERFILE } from './rules.ts'
import type { Said } from './said.ts'
import { environment, type Stage, type Staged } from './stages.ts'

/** What the commands of an image do. */
export function* layers({ escapeSign }: Dockerfile, { stages }: Staged, schemas: Schemas): Generator<Said> {
  for (const stage of stages) {
    const isWindows = escapeSign === '`' || /windows|nanoserver|servercore|powershell/i.test(stage.image)
    for (const one of stage.instructions) {
      if (one.name === 'SHELL' || isWindows) break
      if (one.name === 'RUN') yield* command(one, schemas)
    }
    for (const one of stage.instructions) yield* secrets(one)
    for (const one of stage.instructions) if (one.name === 'ADD') yield* download(one)
    yield* tag(stage, stages)
  }
  const last = stages.at(-1)
  const user = last?.instructions.findLast((one) => one.name === 'USER')
  if (user !== undefined && /^(?:root|0)(?::\S*)?$/.test(user.words[0]?.text ?? ''))
    yield {
      rule: DOCKERFILE.root,
      offset: user.words[0]?.start ?? user.start,
      message: 'The program of this image runs as root.',
    }
}

function* command({ rest, restStart, start, hasHeredoc }: Instruction, schemas: Schemas): Generator<Said> {
  if (hasHeredoc || jsonWords(rest) !== null || rest === '') return
  const reading = readShell(schemas, rest, 'bash', {})
  if (reading.is === 'refused' && !isReadLater(reading.message) && !/\{\{|\{%|<[%:]|@@/.test(rest))
    yield { rule: DOCKERFILE.shell, offset: restStart + reading.offset, message: `${reading.message}.` }
  if (/^cd\s+[^\s;&|]+$/.test(rest))
    yield { rule: DOCKERFILE.change, offset: start, message: 'The folder is forgotten with the end of this RUN.' }
  for (const found of rest.matchAll(/(?:^|[;&|]\s*|\bsudo\s+)(apt-get\s+(?:-\S+\s+)*install\b)([^;&|]*)/g)) {
    const options = `${found[1]} ${found[2]}`
    if (
      /\s(?:-[a-zA-Z]*y[a-zA-Z]*|--yes|--assume-yes|-qq|-[a-z]*q[a-z]*=?[2-9]|--quiet=2|-\w*o)(?=\s|$)|\$/.test(
        options,
      ) ||
      /\byes\s*\||DEBIAN_FRONTEND/.test(rest)
    )
      continue
    yield {
      rule: DOCKERFILE.install,
      offset: restStart + found.index + found[0].indexOf('apt-get'),
      message: 'apt-get install asks before it installs.',
    }
  }
}

const SECRET = /(?:^|_)(?:PASSWORD|PASSWD|SECRET|SECRET_KEY|TOKEN|API_?KEY|ACCESS_KEY|PRIVATE_KEY|CREDENTIALS?)$/i

function* secrets(one: Instruction): Generator<Said> {
  if (one.name === 'ENV') {
    for (const [name, value, start] of environment(one)) {
      const bare = value.replace(/^["']|["']$/g, '')
      if (SECRET.test(name) && bare !== '' && !/^(?:true|false|yes|no|\/.*|file:.*)$/i.test(bare))
        yield { rule: DOCKERFILE.secret, offset: start, message: `${name} stays in the image.` }
    }
  } else if (one.name === 'ARG')
    for (const { text, start } of one.words) {
      const name = text.replace(/=[\s\S]*/, '')
      if (SECRET.test(name))
        yield {
          rule: DOCKERFILE.secret,
          offset: start,
          message: `The value of ${name} stays in the history of the image.`,
        }
    }
}

function* download({ words, flags }: Instruction): Generator<Said> {
  if (flags.some((flag) => flag.name === '--checksum')) return
  for (const { text, start } of words.slice(0, -1))
    if (/^https?:\/\//.test(text) && !/\.git(?:[#?]|$)/.test(text)) {
      yield { rule: DOCKERFILE.download, offset: start, message: `Nothing says what ${text.slice(0, 80)} has to be.` }
    }
}

function* tag({ image, from }: Stage, stages: readonly Stage[]): Generator<Said> {
  const at = from.words[0]?.start ?? from.start
  if (image === '' || /[$@]/.test(image) || image.toLowerCase() === 'scratch') return
  const before = stages.slice(
    0,
    stages.findIndex((stage) => stage.from === from),
  )
  if (before.some((stage) => stage.name === image.toLowerCase())) return
  const version = /:([^/:]+)$/.exec(image)?.[1]
  if (version === undefined) yield { rule: DOCKERFILE.tag, offset: at, message: `${image} has no version.` }
  else if (version === 'latest')
    yield { rule: DOCKERFILE.tag, offset: at, message: `${image} is whatever was pushed last.` }
}
