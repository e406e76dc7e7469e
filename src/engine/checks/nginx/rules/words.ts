import type { Word } from '../lexer.ts'
import { groupNames } from '../regex.ts'
import { refuse, type Visit } from '../scope.ts'

/** Directives whose words nginx fills in with variables, by the first word that is filled in. */
const FILLED: ReadonlyMap<string, number> = new Map(
  Object.entries({
    1: `access_log add_header add_trailer alias auth_basic auth_basic_user_file charset expires fastcgi_cache_bypass fastcgi_cache_key
      fastcgi_no_cache fastcgi_param fastcgi_pass fastcgi_limit_rate geo grpc_pass grpc_set_header hash if limit_conn_zone limit_rate
      limit_rate_after limit_req_zone map mp4_limit_rate pass proxy_cache_bypass proxy_cache_key proxy_method proxy_no_cache proxy_pass
      proxy_set_body proxy_set_header proxy_ssl_name return root scgi_cache_key scgi_param secure_link secure_link_md5
      split_clients ssl_certificate ssl_certificate_key sub_filter try_files uwsgi_cache_bypass uwsgi_cache_key uwsgi_no_cache
      uwsgi_param uwsgi_pass userid_name`,
    2: 'auth_request_set error_page log_format rewrite set',
  }).flatMap(([first, names]) => names.split(/\s+/).map((name) => [name, Number(first)] as const)),
)

/** Notes the variables that a statement asks for, and says which `$` stand for nothing. */
export function judgeWords(visit: Visit): void {
  const { statement } = visit
  const name = statement.name.text
  for (const word of statement.args)
    if (word.text.includes('(?') && (word.text.startsWith('~') || /^(?:rewrite|location|if)$/.test(name)))
      defineGroups(visit, word.text)
  const first = FILLED.get(name)
  if (first === undefined) return
  const last = lastFilled(name, statement.args.length)
  const pattern = name === 'if' ? statement.args.findIndex((word) => /^!?~\*?$/.test(word.text)) + 1 : 0
  for (const [index, word] of statement.args.entries())
    if (index >= first - 1 && index < last && (pattern === 0 || index < pattern)) noteVariables(visit, word)
}

function lastFilled(name: string, count: number): number {
  if (name === 'map' || name === 'limit_req_zone' || name === 'limit_conn_zone' || name === 'split_clients') return 1
  return name === 'geo' ? count - 1 : count
}

export function noteVariables(visit: Visit, word: Word): void {
  for (const { index, name } of variables(word.text)) {
    if (name === null) {
      const message = `invalid variable name in "${word.text}" parameter`
      refuse(
        visit,
        word,
        message,
        index >= 0 ? 'a $ begins a variable, and nginx has no way to write a bare one' : undefined,
      )
      return
    }
    if (/^\d/.test(name)) continue
    const at = { statement: visit.statement, source: visit.source, word }
    visit.names.used.push({ kind: 'variable', name: name.toLowerCase(), at })
  }
}

/** null for a `$` that begins no name. */
function variables(text: string): { index: number; name: string | null }[] {
  const found: { index: number; name: string | null }[] = []
  for (const match of text.matchAll(/\$(?:\{(\w+)\}|(\w+))?/g))
    found.push({ index: match.index, name: match[1] ?? match[2] ?? null })
  return found
}

/** Makes a variable known, written with its `$` or without. */
export function define({ names }: Visit, word: Word): void {
  names.variables.add(word.text.replace(/^\$/, '').toLowerCase())
}

/** Groups with a name become variables. */
export function defineGroups({ names }: Visit, pattern: string): void {
  for (const name of groupNames(pattern)) names.variables.add(name.toLowerCase())
}
