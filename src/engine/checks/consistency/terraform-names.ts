import { nearest } from '../../../skills/nearest.ts'
import { satisfies } from '../../terraform/module/version.ts'
import { parseHcl } from '../../terraform/syntax/parser.ts'
import { placingIn } from '../resources/json.ts'
import type { Hit } from '../rule.ts'
import { baseName, dirName } from '../tree.ts'
import type { NamedModule } from './modules.ts'
import type { Piece } from './pieces.ts'
import type { Repository } from './repository.ts'
import { CONSISTENCY } from './rules.ts'
import { pathVariables } from './shell.ts'

const OUTPUT =
  /\b(?:terraform|tofu|tf)((?:[ \t]+-chdir=\S+)?)[ \t]+output((?:[ \t]+-(?:raw|json|no-color))*)[ \t]+"?([A-Za-z_][\w-]*)\b(?![\w/.=])/g

/** `tf_output() { … output -raw "$1" … }` reads the output it is given. */
const WRAPPER =
  /^[ \t]*(?:function[ \t]+)?([A-Za-z_][\w-]*)(?:[ \t]*\(\))?[ \t]*\{[^}]{0,200}?\b(?:terraform|tofu|tf)\b[^}\n]{0,80}?\boutput\b[^}\n]{0,80}?"?\$\{?1\b/gm

/** Outputs that are read and that no root has. */
export function* missingOutputs({ pieces, terraform, context }: Repository): Generator<Hit> {
  const roots = terraform.filter((one) => !one.isCalled)
  if (roots.length === 0) return
  const all = new Set(roots.flatMap((one) => [...one.outputs]))
  const wrappers = new Set(
    pieces
      .filter((piece) => piece.voice === 'script')
      .flatMap((piece) => [...piece.text.matchAll(WRAPPER)].map((one) => one[1] ?? '')),
  )
  const call =
    wrappers.size === 0
      ? null
      : new RegExp(`(?<![\\w-])(?:${[...wrappers].join('|')})[ \\t]+"?([A-Za-z_]\\w*)\\b(?![\\w/.=-])`, 'g')
  for (const piece of pieces) {
    if (piece.voice === 'comment' || !piece.text.includes('output')) continue
    for (const found of piece.text.matchAll(OUTPUT)) {
      const known = outputsOf(found[1] ?? '', piece, roots, context.tree) ?? all
      yield* judge(found[3] ?? '', found.index + found[0].length - (found[3] ?? '').length, piece, known)
    }
    for (const found of call === null ? [] : piece.text.matchAll(call)) {
      yield* judge(found[1] ?? '', found.index + found[0].length - (found[1] ?? '').length, piece, all)
    }
  }
}

/** The outputs of the folder that `-chdir` names; null when it cannot be told which it is. */
function outputsOf(
  option: string,
  piece: Piece,
  roots: readonly NamedModule[],
  tree: Repository['context']['tree'],
): Set<string> | null {
  const given = /-chdir="?([^"\s]+)/.exec(option)?.[1]
  if (given === undefined) return null
  const variable = /^\$\{?(\w+)\}?$/.exec(given)?.[1]
  const dir =
    variable === undefined
      ? given.replace(/^\.\//, '').replace(/\/$/, '')
      : pathVariables(piece.file, tree.text(piece.file) ?? '', tree).get(variable)
  const root = roots.find((one) => one.dir === dir)
  return root === undefined ? null : new Set(root.outputs)
}

function* judge(name: string, offset: number, piece: Piece, known: ReadonlySet<string>): Generator<Hit> {
  if (known.has(name) || /^[A-Z_]+$|^(?:for|in|to|is|as|of|the|and|or|from|values?|files?)$/.test(name)) return
  const near = nearest(name, known)
  const meant = near === null ? '' : ` Did you mean "${near}"?`
  const severity = piece.voice === 'script' ? 'error' : 'warning'
  yield {
    rule: CONSISTENCY.output,
    at: piece.at(offset),
    message: `No root module has the output "${name}".${meant}`,
    severity,
  }
}

const ADDRESS =
  /(?:-target[= ]|-replace[= ]|\bstate (?:show|rm|mv|pull) |\b(?:un)?taint |\bimport )["']?((?:module\.[\w-]+(?:\[[^\]\s]*\])?\.)*)(data\.)?([a-z][a-z0-9]*_[a-z0-9_]+)\.([A-Za-z_][\w-]*)/g

/** Addresses in commands that match nothing. */
export function* missingResources({ pieces, terraform, isOwn }: Repository): Generator<Hit> {
  if (terraform.length === 0) return
  const known = new Set(terraform.flatMap((one) => [...one.resources]))
  for (const piece of pieces) {
    // A stranger's document may be about the configuration of its reader.
    if (piece.voice !== 'script' && !(isOwn && piece.voice === 'doc')) continue
    if (!/-target|-replace|\bstate |taint |import /.test(piece.text)) continue
    for (const found of piece.text.matchAll(ADDRESS)) {
      // A module that is not here has resources that are not here.
      if (found[1] !== '' && !isOwn) continue
      const address = `${found[2] ?? ''}${found[3]}.${found[4]}`
      if (known.has(address) || /^(?:NAME|TYPE|name|example)$/.test(found[4] ?? '')) continue
      const same = [...known].filter((one) => one.startsWith(`${found[2] ?? ''}${found[3]}.`))
      const meant = same.length === 0 ? '' : ` There is ${same.slice(0, 3).join(', ')}.`
      const at = piece.at(found.index + found[0].length - address.length)
      yield { rule: CONSISTENCY.resource, at, message: `No module has ${address}.${meant}` }
    }
  }
}

interface ValuesFile {
  path: string
  /** The names it sets, with their places. */
  names: Map<string, { line: number; column: number }>
  /** Terraform takes it unasked. */
  always: boolean
}

/** Files of values against the variables of their module, both ways. */
export function* values(repository: Repository): Generator<Hit> {
  const { files, terraform } = repository
  const groups = new Map<NamedModule, ValuesFile[]>()
  for (const { path, text } of files) {
    if (!path.endsWith('.tfvars')) continue
    const root = nearestModule(path, terraform)
    const { body, problems } = parseHcl(text)
    if (root === undefined || root.partial || problems.length > 0) continue
    const names = new Map([...body.attributes.values()].map(({ name, at }) => [name, at]))
    const always = dirName(path) === root.dir && /^terraform\.tfvars$|\.auto\.tfvars$/.test(baseName(path))
    groups.set(root, [...(groups.get(root) ?? []), { path, names, always }])
  }
  for (const [module, all] of groups) {
    for (const { path, names } of all) {
      for (const [name, at] of names) {
        if (module.variables.has(name)) continue
        const near = nearest(name, module.variables.keys())
        const meant = near === null ? '' : ` Did you mean "${near}"?`
        const where = module.dir === '' ? 'The root module' : `The module in ${module.dir}`
        yield {
          rule: CONSISTENCY.undeclared,
          at: { file: path, ...at },
          message: `${where} declares no variable "${name}".${meant}`,
        }
      }
    }
    yield* unset(module, all)
  }
}

/** Values of tests belong to the tests, which may give the rest themselves. */
function* unset(module: NamedModule, all: readonly ValuesFile[]): Generator<Hit> {
  const always = all.filter((one) => one.always)
  const byDir = Map.groupBy(
    all.filter((one) => !one.always && !/(?:^|\/)tests?\//.test(one.path)),
    (one) => dirName(one.path),
  )
  for (const variants of byDir.values()) {
    for (const [name, hasDefault] of module.variables) {
      if (hasDefault || always.some((one) => one.names.has(name))) continue
      const setting = variants.filter((one) => one.names.has(name))
      if (setting.length === 0) continue
      for (const { path } of variants.filter((one) => !one.names.has(name))) {
        const at = { file: path, line: 1, column: 1 }
        yield {
          rule: CONSISTENCY.unset,
          at,
          message: `"${name}" has no default and is not set here; ${setting[0]?.path} sets it.`,
        }
      }
    }
  }
}

function nearestModule(path: string, terraform: readonly NamedModule[]): NamedModule | undefined {
  for (let dir = dirName(path); ; dir = dirName(dir)) {
    const found = terraform.find((one) => one.dir === dir)
    if (found !== undefined || dir === '') return found
  }
}

/** Backend files without a backend. */
export function* backends({ files, terraform }: Repository): Generator<Hit> {
  for (const { path } of files) {
    if (!/\.tfbackend$/.test(path)) continue
    const root = nearestModule(path, terraform)
    if (root === undefined || root.partial) continue
    const kinds = root.backends
    const wanted = /\.(\w+)\.tfbackend$/.exec(path)?.[1]
    if (kinds.length > 0 && (wanted === undefined || kinds.includes(wanted) || !KINDS.has(wanted))) continue
    const where = root.dir === '' ? 'The root module' : `The module in ${root.dir}`
    const has = kinds.length === 0 ? 'no backend' : `the backend ${kinds.join(', ')}`
    yield {
      rule: CONSISTENCY.backend,
      at: { file: path, line: 1, column: 1 },
      message: `${where} has ${has}, and this file configures one${wanted === undefined || kinds.length === 0 ? '' : ` of kind ${wanted}`}.`,
    }
  }
}

const KINDS = new Set(['s3', 'azurerm', 'gcs', 'http', 'consul', 'kubernetes', 'pg', 'oss', 'cos', 'remote', 'local'])

/** Versions of Terraform that pipelines and version files name. */
const NAMED = [
  { file: /(?:^|\/)\.github\/.*\.ya?ml$/, pattern: /\bterraform_version:[ \t]*["']?v?(\d+\.\d+\.\d+)\b/g },
  { file: /(?:^|\/)\.terraform-version$/, pattern: /^v?(\d+\.\d+\.\d+)\s*$/g },
  { file: /(?:^|\/)\.tool-versions$/, pattern: /^(?:terraform|opentofu)[ \t]+v?(\d+\.\d+\.\d+)\b/gm },
] as const

export function* versions({ files, terraform }: Repository): Generator<Hit> {
  const constraints = terraform
    .filter((one) => !one.isCalled)
    .flatMap(({ dir, versions: asked }) => asked.map((text) => ({ text, where: dir })))
  if (constraints.length === 0) return
  for (const { path, text } of files) {
    for (const { file, pattern } of NAMED) {
      if (!file.test(path)) continue
      for (const found of text.matchAll(pattern)) {
        const version = found[1] ?? ''
        // In a file of its own folder it is about the modules below it; a pipeline is about any of them.
        const meant = constraints.filter((one) => path.startsWith('.github/') || one.where.startsWith(dirName(path)))
        if (meant.length === 0 || meant.some((one) => satisfies(version, one.text))) continue
        const at = placingIn(path, text)(found.index + found[0].indexOf(version))
        const [first] = meant
        yield {
          rule: CONSISTENCY.version,
          at,
          message: `Terraform ${version} is refused by required_version = "${first?.text}"${first?.where ? ` of ${first.where}` : ''}.`,
        }
      }
    }
  }
}
