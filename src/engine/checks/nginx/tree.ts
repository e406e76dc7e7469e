import { globMatcher, isGlob } from '../glob.ts'
import { type Source, sourceOf } from '../read/source.ts'
import type { Surroundings } from '../surroundings.ts'
import { baseName, dirName, type FileRef } from '../tree.ts'
import { type Fault, readNginx, type Statement } from './lexer.ts'
import { mayBeNginx } from './paths.ts'

export interface NginxFile {
  source: Source
  statements: Statement[]
  fault: Fault | null
}

/** What nginx and its packages put beside a configuration themselves. They define nothing that others name. */
const SHIPPED =
  /^(?:mime\.types|fastcgi_params|fastcgi\.conf|scgi_params|uwsgi_params|proxy_params|koi-utf|koi-win|win-utf)$/

const SHIPPED_SNIPPETS =
  /(?:^|\/)(?:snippets\/(?:fastcgi-php|snakeoil)\.conf|modules-enabled\/|modules\/|share\/nginx\/modules\/)/

const STRONG =
  /(?:^|[{;])[ \t]*(?:(?:listen|server_name|proxy_pass|fastcgi_pass|uwsgi_pass|grpc_pass|worker_connections|worker_processes|add_header|ssl_certificate(?:_key)?|ssl_protocols|ssl_ciphers|try_files|proxy_set_header|fastcgi_param|uwsgi_param|gzip_types|access_log|error_page|limit_req_zone|keepalive_timeout|resolver|log_format|proxy_cache_path|client_max_body_size|set_real_ip_from|root|alias|rewrite|return|include|allow|deny)[ \t][^;{}=]*;|(?:location|upstream)[ \t][^;]*\{|(?:http|events|types|map[ \t]+\S+[ \t]+\$\S+|geo[ \t]+\$\S+)[ \t]*\{)/m

/** Whether a file is a configuration of nginx: by where it stands and by what it says. */
export function isNginx({ path, text }: FileRef): boolean {
  if (!mayBeNginx(path) || /\{\{[^{}\n]*\}\}|\{%|<%|^\s*[[<]/.test(text.slice(0, 20_000))) return false
  if (!STRONG.test(text)) return false
  if (/(?:^|\/)nginx[^/]*\/|nginx[^/]*$|(?:^|\/)sites-(?:available|enabled)\//i.test(path)) return true
  // Others write blocks in braces as well; few end their lines with `;`, and none listens for a server name.
  return /^\s*(?:server_name|proxy_pass|fastcgi_pass|worker_connections|try_files|add_header)\s[^;{}=]*;/m.test(text)
}

/** The files of a tree by path: those that look like nginx, and whatever they include. */
export class NginxFiles {
  private readonly read = new Map<string, NginxFile>()
  private readonly surroundings: Surroundings

  constructor(files: readonly FileRef[], surroundings: Surroundings) {
    this.surroundings = surroundings
    for (const file of files) this.read.set(file.path, readFile(file))
  }

  get(path: string): NginxFile | undefined {
    const known = this.read.get(path)
    if (known !== undefined) return known
    const text = this.surroundings.text(path)
    if (text === undefined) return undefined
    const file = readFile({ path, text })
    this.read.set(path, file)
    return file
  }

  all(): NginxFile[] {
    return [...this.read.values()]
  }
}

function readFile(file: FileRef): NginxFile {
  return { source: sourceOf(file), ...readNginx(file.text) }
}

export type Included = { files: readonly string[] } | 'shipped' | 'missing' | 'unknown'

/** What an include brings in, seen from the configuration's first file. */
export function resolveInclude(
  pattern: string,
  { root, from, isMain }: { root: string; from: string; isMain: boolean },
  surroundings: Surroundings,
): Included {
  const bases = basesOf(root, from, isMain)
  for (const path of candidates(pattern, root, bases)) {
    const found = expand(path, surroundings)
    if (found.length > 0) return { files: found }
  }
  if (SHIPPED.test(baseName(pattern)) || SHIPPED_SNIPPETS.test(pattern)) return 'shipped'
  if (pattern.startsWith('/') || pattern.includes('$') || !isMain) return 'unknown'
  const [base = ''] = bases
  const path = join(base, pattern)
  // A folder that is here and has no such file is an error; one that is not here is filled in somewhere else.
  if (isGlob(pattern)) return surroundings.list(dirName(path)) === null ? 'unknown' : { files: [] }
  return surroundings.list(dirName(path)) !== null && dirName(path) !== base ? 'missing' : 'unknown'
}

/** nginx takes a relative path from the folder of its first file. */
function basesOf(root: string, from: string, isMain: boolean): string[] {
  if (isMain) return [dirName(root)]
  const own = dirName(from)
  const outer = /(?:^|\/)(?:conf\.d|sites-available|sites-enabled|snippets|vhosts?(?:\.d)?|servers|includes?)$/.test(
    own,
  )
  return outer ? [dirName(own), own] : [own, dirName(own)]
}

function candidates(pattern: string, root: string, bases: readonly string[]): string[] {
  if (!pattern.startsWith('/')) return bases.map((base) => join(base, pattern))
  const paths: string[] = []
  const below =
    /^\/(?:etc\/nginx|usr\/local\/nginx\/conf|usr\/local\/etc\/nginx|opt\/nginx\/conf|usr\/local\/openresty\/nginx\/conf|etc\/openresty)\/(.*)$/.exec(
      pattern,
    )?.[1]
  if (below !== undefined) for (const base of bases) paths.push(join(base, below))
  const image = /^(.*?)(?:^|\/)(?:etc|usr)\//.exec(`${root}`)?.[1]
  if (image !== undefined) paths.push(join(image, pattern.slice(1)))
  return paths
}

function expand(path: string, surroundings: Surroundings): string[] {
  if (path.startsWith('../') || !surroundings.sees(path)) return []
  if (!isGlob(path)) return surroundings.text(path) === undefined ? [] : [path]
  const dir = dirName(path)
  if (isGlob(dir)) {
    const parents = (surroundings.list(dirName(dir)) ?? []).map((name) => join(dirName(dir), name))
    return parents.filter(globMatcher(dir)).flatMap((parent) => expand(join(parent, baseName(path)), surroundings))
  }
  const names = [...(surroundings.list(dir) ?? [])].sort()
  const paths = names.filter((name) => !name.startsWith('.')).map((name) => join(dir, name))
  return paths.filter(globMatcher(path)).filter((one) => surroundings.text(one) !== undefined)
}

function join(dir: string, path: string): string {
  const out: string[] = []
  for (const part of `${dir}/${path}`.split('/')) {
    if (part === '..' && out.length > 0 && out.at(-1) !== '..') out.pop()
    else if (part !== '.' && part !== '') out.push(part)
  }
  return out.join('/')
}
