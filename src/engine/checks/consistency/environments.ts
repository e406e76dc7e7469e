import { placingIn } from '../resources/json.ts'
import type { Hit } from '../rule.ts'
import { baseName } from '../tree.ts'
import { isWorkflow } from './pieces.ts'
import type { Repository } from './repository.ts'
import { CONSISTENCY } from './rules.ts'

/** Where environments are kept, each with the file that stands for it. */
interface Kept {
  what: string
  names: Map<string, string>
}

/** Environments that are there in one place and missing in another. */
export function* environments(repository: Repository): Generator<Hit> {
  const places = keptIn(repository).filter((one) => one.names.size > 0)
  for (const one of places) {
    for (const other of places) {
      if (one === other || ![...one.names.keys()].some((name) => other.names.has(name))) continue
      for (const [name, file] of one.names) {
        if (other.names.has(name)) continue
        const message = `The environment "${name}" has ${one.what} and no ${other.what.replace(/^an? /, '')}.`
        yield { rule: CONSISTENCY.environment, at: { file, line: 1, column: 1 }, message, severity: 'warning' }
      }
    }
  }
  const known = new Set(places.flatMap((one) => [...one.names.keys()]))
  if (known.size === 0) return
  yield* matrices(repository, known)
  if (repository.isOwn) yield* commands(repository, known)
}

function keptIn({ files }: Repository): Kept[] {
  const values: Kept = { what: 'a file of values', names: new Map() }
  const overlays: Kept = { what: 'an overlay', names: new Map() }
  const inventories: Kept = { what: 'an inventory', names: new Map() }
  for (const { path } of files) {
    const tfvars = /(?:^|\/)(?:environments|envs|env|vars|tfvars)\/([\w-]+)\.tfvars$/.exec(path)
    if (tfvars !== null) values.names.set(tfvars[1] ?? '', path)
    const overlay = /(?:^|\/)overlays\/([\w-]+)\/kustomization\.ya?ml$/.exec(path)
    if (overlay !== null) overlays.names.set(overlay[1] ?? '', path)
    const inventory =
      /(?:^|\/)inventor(?:y|ies)\/([\w-]+)\/(?:hosts(?:\.ya?ml|\.ini)?|inventory(?:\.ya?ml|\.ini)?)$/.exec(path)
    if (inventory !== null) inventories.names.set(inventory[1] ?? '', path)
  }
  return [values, overlays, inventories]
}

const MATRIX = /^[ \t]*(?:environment|env|stage):[ \t]*\[([^\]\n]+)\]/gm

/** The members of a matrix of environments. */
function* matrices({ files }: Repository, known: ReadonlySet<string>): Generator<Hit> {
  for (const { path, text } of files) {
    if (!isWorkflow(path)) continue
    const place = placingIn(path, text)
    for (const found of text.matchAll(MATRIX)) {
      const members = [...(found[1] ?? '').matchAll(/["']?([\w-]+)["']?/g)]
      if (!members.some((one) => known.has(one[1] ?? ''))) continue
      const start = found.index + found[0].indexOf('[') + 1
      for (const one of members) {
        const name = one[1] ?? ''
        if (known.has(name)) continue
        yield { rule: CONSISTENCY.environment, at: place(start + one.index), message: unknown(name, known) }
      }
    }
  }
}

function unknown(name: string, known: ReadonlySet<string>): string {
  return `There is no environment "${name}"; there are ${[...known].sort().join(', ')}.`
}

/** `scripts/deploy.sh prod`: the first argument of a script that takes an environment. */
function* commands({ pieces, context }: Repository, known: ReadonlySet<string>): Generator<Hit> {
  const takes = new Map<string, boolean>()
  for (const piece of pieces) {
    if (piece.voice === 'comment' || !piece.text.includes('.sh ')) continue
    for (const found of piece.text.matchAll(
      /(?<![\w./-])((?:[\w.-]+\/)*[\w.-]+\.sh)[ \t]+([a-z][a-z0-9]+)(?![\w./=-])/g,
    )) {
      const [path, name] = [found[1] ?? '', found[2] ?? '']
      const text = context.tree.text(path)
      if (text === undefined) continue
      const isAsked =
        takes.get(path) ??
        new RegExp(`[Uu]sage:[ \\t]*\\S*${baseName(path).replace(/\./g, '\\.')}[ \\t]+ENVIRONMENT\\b`).test(text)
      takes.set(path, isAsked)
      if (!isAsked || known.has(name)) continue
      const at = piece.at(found.index + found[0].length - name.length)
      yield { rule: CONSISTENCY.environment, at, message: unknown(name, known) }
    }
  }
}
