// Builds schemas/nginx/directives.txt.br from a checkout of nginx's sources:
//   node scripts/schemas/nginx.mjs path/to/nginx
// One line a directive: name, contexts, arguments, kind of value, values; and one a variable. schemas/README.md explains them.
import { globSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { writeText } from './text.mjs'

const root = process.argv[2]
if (root === undefined) {
  console.error('usage: node scripts/schemas/nginx.mjs path/to/nginx')
  process.exit(2)
}
const sources = globSync('src/**/*.{c,h}', { cwd: root })
  .sort()
  .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
const version = /NGINX_VERSION\s+"([^"]+)"/.exec(
  sources.find((one) => one.path.endsWith('core/nginx.h'))?.text ?? '',
)?.[1]

const CONTEXTS = {
  NGX_MAIN_CONF: 'main',
  NGX_EVENT_CONF: 'events',
  NGX_HTTP_MAIN_CONF: 'http',
  NGX_HTTP_SRV_CONF: 'server',
  NGX_HTTP_LOC_CONF: 'location',
  NGX_HTTP_UPS_CONF: 'upstream',
  NGX_HTTP_SIF_CONF: 'server-if',
  NGX_HTTP_LIF_CONF: 'location-if',
  NGX_HTTP_LMT_CONF: 'limit_except',
  NGX_STREAM_MAIN_CONF: 'stream',
  NGX_STREAM_SRV_CONF: 'stream-server',
  NGX_STREAM_UPS_CONF: 'stream-upstream',
  NGX_MAIL_MAIN_CONF: 'mail',
  NGX_MAIL_SRV_CONF: 'mail-server',
  NGX_ANY_CONF: 'any',
}

/** The word of a setter of nginx's own for what it takes. */
const KINDS = {
  ngx_conf_set_flag_slot: 'flag',
  ngx_conf_set_num_slot: 'number',
  ngx_conf_set_size_slot: 'size',
  ngx_conf_set_off_slot: 'offset',
  ngx_conf_set_msec_slot: 'time',
  ngx_conf_set_sec_slot: 'seconds',
  ngx_conf_set_enum_slot: 'enum',
  ngx_conf_set_bitmask_slot: 'set',
  ngx_conf_set_bufs_slot: 'buffers',
  ngx_conf_set_access_slot: 'access',
}

/** Setters that say "is duplicate" only of some values. */
const SOMETIMES =
  /limit_conn|limit_req|mirror|proxy_redirect|proxy_cookie|image_filter|core_directio|core_set_aio|charset_slot|log_open_file_cache/

/** Arrays of enums, masks and bounds by name; of the one in the same file where names repeat. */
function valuesOf(path, name) {
  const shape = new RegExp(`ngx_conf_(?:enum|bitmask)_t\\s+${name}\\[\\]\\s*=\\s*\\{([\\s\\S]*?)\\n\\};`)
  const own =
    sources.find((one) => one.path === path && shape.test(one.text)) ?? sources.find((one) => shape.test(one.text))
  const body = shape.exec(own?.text ?? '')?.[1]
  if (body !== undefined) return [...body.matchAll(/ngx_string\("([^"]+)"\)/g)].map((found) => found[1])
  const bounds = new RegExp(
    `ngx_conf_num_bounds_t\\s+${name}\\s*=\\s*\\{\\s*ngx_conf_check_num_bounds,\\s*(-?\\d+),\\s*(-?\\d+)`,
  )
  const found = bounds.exec(sources.find((one) => one.path === path)?.text ?? '')
  return found === null ? null : [`${found[1]}..${found[2]}`]
}

function argumentsOf(flags) {
  if (flags.includes('NGX_CONF_ANY')) return '0+'
  if (flags.includes('NGX_CONF_FLAG')) return '1'
  if (flags.includes('NGX_CONF_1MORE')) return '1+'
  if (flags.includes('NGX_CONF_2MORE')) return '2+'
  const counts = new Set()
  for (const flag of flags) {
    if (flag === 'NGX_CONF_NOARGS') counts.add(0)
    const take = /^NGX_CONF_TAKE(\d+)$/.exec(flag)?.[1]
    for (const digit of take ?? '') counts.add(Number(digit))
  }
  return [...counts].sort().join(',')
}

function saysDuplicate(path, setter) {
  if (KINDS[setter] !== undefined) return KINDS[setter] !== 'set'
  if (SOMETIMES.test(setter)) return false
  const shape = new RegExp(`\\n${setter}\\(ngx_conf_t \\*cf[^{]*\\{([\\s\\S]*?)\\n\\}`)
  const own = sources.filter(
    (one) => one.path === path || !new RegExp(`static char \\*\\n?\\s*${setter}\\(`).test(one.text),
  )
  return own.some((one) => /"is duplicate"/.test(shape.exec(one.text)?.[1] ?? ''))
}

const lines = []
for (const { path, text } of sources) {
  for (const [, body] of text.matchAll(/static\s+ngx_command_t\s+\w+\[\]\s*=\s*\{([\s\S]*?)\n\};/g)) {
    const entry =
      /\{\s*ngx_string\("([^"]+)"\),\s*([A-Z0-9_|\s]+?),\s*(\w+),\s*[^,]+,\s*[^{}]+?,\s*&?([^,{}]+?)\s*\}\s*,/g
    for (const [, name, typed, setter, post] of body.matchAll(entry)) {
      const flags = typed.split('|').map((flag) => flag.trim())
      const contexts = flags.flatMap((flag) => CONTEXTS[flag] ?? [])
      const values = valuesOf(path, post) ?? []
      const marks = [flags.includes('NGX_CONF_BLOCK') ? 'block' : '', saysDuplicate(path, setter) ? 'once' : '']
      const kind = KINDS[setter] ?? '-'
      // A set of values whose names were not found is no set.
      const known = (kind === 'enum' || kind === 'set') && values.length === 0 ? '-' : kind
      lines.push(
        [
          name,
          contexts.join(','),
          argumentsOf(flags),
          marks.filter(Boolean).join(',') || '-',
          known,
          values.join(',') || '-',
        ].join(' '),
      )
    }
  }
}

const variables = new Set()
for (const { text } of sources) {
  for (const [, room, body] of text.matchAll(/ngx_(http|stream)_variable_t\s+\w+\[\]\s*=\s*\{([\s\S]*?)\n\};/g)) {
    for (const [, name] of body.matchAll(/ngx_string\("([^"]+)"\)/g)) variables.add(`$${name} ${room}`)
  }
}
// Variables that a directive brings along, and those that are made with a module's own name.
for (const { text } of sources) {
  for (const [, room, name] of text.matchAll(/ngx_str_t\s+ngx_(http|stream)_\w+\s*=\s*ngx_string\("([a-z_]+)"\);/g))
    if (new RegExp(`ngx_${room}_add_variable\\(cf, &`).test(text)) variables.add(`$${name} ${room}`)
}

const out = fileURLToPath(new URL('../../schemas/nginx/', import.meta.url))
mkdirSync(out, { recursive: true })
writeText(join(out, 'directives.txt'), `nginx ${version}\n${[...lines.sort(), ...[...variables].sort()].join('\n')}\n`)
console.log(`nginx ${version}: ${lines.length} directives, ${variables.size} variables`)
