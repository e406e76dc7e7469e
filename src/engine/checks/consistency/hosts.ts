import { withoutComments } from '../comments.ts'
import { fileKind } from '../file-kind.ts'
import { placingIn } from '../resources/json.ts'
import type { Hit } from '../rule.ts'
import { baseName, type FileRef } from '../tree.ts'
import type { Repository } from './repository.ts'
import { CONSISTENCY } from './rules.ts'

/** A zone of the tree with the names in it. */
interface Zone {
  domain: string
  file: string
  /** Relative to the domain. */
  names: Set<string>
  /** Everything below these is somewhere else. */
  delegated: Set<string>
}

/** Names that configurations use and no zone, inventory or composition has. */
export function* missingHosts(repository: Repository): Generator<Hit> {
  const { files } = repository
  const zones = files.flatMap((file) => zoneIn(file, files) ?? [])
  const judged = isNamedElsewhere(repository) ? [] : [...Map.groupBy(zones, (zone) => zone.domain).values()]
  for (const { path, text } of files) {
    if (!/\.(?:conf|cfg|ini|ya?ml|sh|env)(?:\.j2)?$/.test(path)) continue
    for (const views of judged) if (text.includes(views[0]?.domain ?? '')) yield* judgeNames(path, text, views)
  }
  yield* upstreams(repository, zones)
}

/** Names of routes are made in the running cluster, and hosts that Terraform makes have their addresses when they run. */
function isNamedElsewhere({ files, terraform }: Repository): boolean {
  return (
    files.some(({ path }) => /external-dns[\w.-]*\.ya?ml$/.test(path)) ||
    terraform.some(({ resources }) => [...resources].some((name) => /^aws_(?:instance|launch_template)\./.test(name)))
  )
}

function zoneIn({ path, text }: FileRef, files: readonly FileRef[]): Zone | null {
  if (fileKind(path, text) !== 'zone' || !/\bSOA\b/.test(text)) return null
  const domain = originOf(text) ?? configuredFor(path, files) ?? /^db\.([\w-]+(?:\.[\w-]+)+)$/.exec(baseName(path))?.[1]
  if (domain === undefined || /\.arpa$/.test(domain)) return null
  const names = new Set<string>()
  const delegated = new Set<string>()
  let name = '@'
  let origin = ''
  for (const line of withoutComments(path, text).split('\n')) {
    const moved = /^\$ORIGIN\s+(\S+)/.exec(line)?.[1]
    if (moved !== undefined) origin = relative(moved, domain)
    const written = /^([^\s$;]\S*)\s/.exec(line)?.[1]
    if (written !== undefined) name = written.endsWith('.') ? relative(written, domain) : below(written, origin)
    if (!/\s(?:A|AAAA|CNAME|NS|MX|TXT|SRV|CAA|DNAME|HTTPS)\s/.test(line)) continue
    names.add(name)
    if (/\sNS\s/.test(line) && name !== '@') delegated.add(name)
  }
  return { domain, file: path, names, delegated }
}

function originOf(text: string): string | undefined {
  return /^\$ORIGIN\s+([\w.-]+)\.\s*$/m.exec(text)?.[1]
}

/** The zone of a named.conf that names the file. */
function configuredFor(path: string, files: readonly FileRef[]): string | undefined {
  const name = baseName(path).replace(/[.+]/g, '\\$&')
  const pattern = new RegExp(`zone\\s+"([\\w.-]+)"[^}]{0,400}?file\\s+"[^"]{0,200}?${name}"`)
  return files.filter((file) => /named\.conf/.test(file.path)).flatMap((file) => pattern.exec(file.text)?.[1] ?? [])[0]
}

function relative(name: string, domain: string): string {
  const plain = name.replace(/\.$/, '')
  return plain === domain ? '@' : plain.endsWith(`.${domain}`) ? plain.slice(0, -domain.length - 1) : plain
}

function below(name: string, origin: string): string {
  if (origin === '' || origin === '@') return name
  return name === '@' ? origin : `${name}.${origin}`
}

/** The zones of one domain: a name is there when one of the views has it. */
function* judgeNames(path: string, text: string, views: readonly Zone[]): Generator<Hit> {
  const [zone] = views
  if (zone === undefined) return
  const place = placingIn(path, text)
  const domain = zone.domain.replaceAll('.', '\\.')
  const code = withoutComments(path, text)
  // Behind an @ it is an address of mail, behind a bracket something that is filled in; a domain needs no record of its own.
  for (const found of code.matchAll(
    new RegExp(
      `(?<!domain[ \\t]{0,9}[:=][ \\t]{0,9}["']?)(?<![\\w.@/>}*-])(?!-)((?:[a-z0-9_-]{1,63}\\.){1,4})${domain}(?![\\w.-]*\\w)`,
      'g',
    ),
  )) {
    const name = (found[1] ?? '').replace(/\.$/, '')
    if (views.some((view) => isKnown(name, view))) continue
    const message = `${zone.file} has no record for ${name}.${zone.domain}.`
    yield { rule: CONSISTENCY.host, at: place(found.index), message }
  }
}

function isKnown(name: string, { names, delegated }: Zone): boolean {
  if (names.has(name)) return true
  const parts = name.split('.')
  return parts.some((_, index) => {
    const rest = parts.slice(index).join('.')
    return (
      delegated.has(rest) || names.has(`*.${parts.slice(index + 1).join('.')}`.replace(/\.$/, '')) || names.has('*')
    )
  })
}

const NGINX = /(?:^|\/)nginx\/.*\.conf$|(?:^|\/)nginx[\w.-]*\.conf$/

/** Short names behind which a proxy expects a server. */
function* upstreams({ files, objects }: Repository, zones: readonly Zone[]): Generator<Hit> {
  const known = new Set<string>()
  for (const { path, text } of files) {
    if (/(?:^|\/)inventor(?:y|ies)\/|(?:^|\/)hosts\.(?:ini|ya?ml)$/.test(path)) {
      for (const found of text.matchAll(/^[ \t]*["']?([a-z][\w-]*)(?:\.[\w.-]+)?["']?(?::|[ \t]+ansible_|[ \t]*$)/gm))
        known.add(found[1] ?? '')
    }
    if (/(?:^|\/)(?:docker-)?compose[\w.-]*\.ya?ml$/.test(path)) {
      for (const found of text.matchAll(/^ {2}["']?([a-z][\w-]*)["']?:/gm)) known.add(found[1] ?? '')
    }
  }
  if (known.size === 0) return
  for (const { kind, name } of objects.objects) if (kind === 'Service') known.add(name)
  for (const zone of zones) for (const name of zone.names) known.add(name)
  // Files of one configuration include each other.
  for (const { text } of files.filter(({ path }) => NGINX.test(path)))
    for (const found of text.matchAll(/^\s*upstream\s+([\w-]+)/gm)) known.add(found[1] ?? '')
  for (const { path, text } of files) {
    const isProxy = /haproxy[\w.-]*\.cfg$/.test(path)
    if (!isProxy && !NGINX.test(path)) continue
    const place = placingIn(path, text)
    const code = withoutComments(path, text)
    const pattern = isProxy
      ? /^[ \t]*server[ \t]+[\w.-]+[ \t]+([a-z][\w-]*)(?::\d+)?(?=\s)/gm
      : /^[ \t]*(?:server[ \t]+|proxy_pass[ \t]+https?:\/\/)([a-z][\w-]*)(?::\d+)?(?=[\s;/])/gm
    for (const found of code.matchAll(pattern)) {
      const name = found[1] ?? ''
      if (name === 'localhost' || name === 'unix' || known.has(name)) continue
      const at = place(found.index + found[0].lastIndexOf(name))
      yield { rule: CONSISTENCY.host, at, message: `No inventory, zone, service or composition has the host ${name}.` }
    }
  }
}
