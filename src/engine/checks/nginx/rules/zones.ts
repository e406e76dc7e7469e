import { didYouMean } from '../../../../skills/nearest.ts'
import { readAddress } from '../../read/address.ts'
import type { Word } from '../lexer.ts'
import { refuse, type Visit } from '../scope.ts'
import { isNumber, isOffset, isSize, isTime } from '../values.ts'

type Setting = (value: string) => boolean

/** Judges `key=value` words and bare ones; what is neither is refused. */
function settings(
  visit: Visit,
  words: readonly Word[],
  known: Readonly<Record<string, Setting>>,
  bare: readonly string[] = [],
): void {
  for (const word of words) {
    if (bare.includes(word.text)) continue
    const [, key = '', value = ''] = /^([^=]*)=(.*)$/s.exec(word.text) ?? []
    const setting = Object.hasOwn(known, key) ? known[key] : undefined
    if (setting?.(value) === true) continue
    const hint = setting === undefined ? didYouMean(key || word.text, [...Object.keys(known), ...bare]) : undefined
    refuse(
      visit,
      word,
      setting === undefined ? `invalid parameter "${word.text}"` : `invalid ${key} value "${word.text}"`,
      hint,
    )
  }
}

/** `name:10m`; a zone has at least eight pages of memory. */
function zone(visit: Visit, key: string, smallest: number): Setting {
  return (value) => {
    const [, name = '', size = ''] = /^([^:]+):(.+)$/.exec(value) ?? []
    if (name === '' || !isSize(size)) return false
    const word = visit.statement.args.find((one) => one.text === `${key}=${value}`) ?? visit.statement.name
    if (bytes(size) < smallest)
      refuse(visit, word, `zone "${name}" is too small`, `it needs at least ${smallest / 1024}k`)
    const first = visit.names.zones.get(name)
    if (first !== undefined) {
      const where = `${first.source.path}:${first.source.at(first.word.start).line}`
      refuse(visit, word, `zone "${name}" is made a second time`, `it is made in ${where} already`)
    } else visit.names.zones.set(name, { statement: visit.statement, source: visit.source, word })
    return true
  }
}

function bytes(size: string): number {
  const unit = size.at(-1)?.toLowerCase()
  return Number.parseInt(size, 10) * (unit === 'k' ? 1024 : unit === 'm' ? 1024 * 1024 : 1)
}

const SMALLEST = 8 * 4096

export function limitReqZone(visit: Visit): void {
  const [, ...rest] = visit.statement.args
  settings(
    visit,
    rest,
    { zone: zone(visit, 'zone', SMALLEST), rate: (value) => /^[1-9]\d*(?:r\/[sm])?$/.test(value) },
    ['sync'],
  )
  needs(visit, 'zone')
}

export function limitConnZone(visit: Visit): void {
  const [, ...rest] = visit.statement.args
  settings(visit, rest, { zone: zone(visit, 'zone', SMALLEST) })
  needs(visit, 'zone')
}

function needs(visit: Visit, key: string): void {
  const { name, args } = visit.statement
  if (!args.some((word) => word.text.startsWith(`${key}=`)))
    refuse(visit, name, `"${name.text}" must have "${key}" parameter`)
}

const positive: Setting = (value) => isNumber(value) && value !== '0'

export function limitReq(visit: Visit): void {
  const { args } = visit.statement
  settings(visit, args, { zone: (value) => value !== '', burst: positive, delay: positive }, ['nodelay'])
  needs(visit, 'zone')
  const word = args.find((one) => one.text.startsWith('zone='))
  if (word !== undefined) use(visit, word, word.text.slice('zone='.length))
}

export function limitConn(visit: Visit): void {
  const [name, count] = visit.statement.args
  if (name !== undefined) use(visit, name, name.text)
  if (count !== undefined && (!positive(count.text) || Number(count.text) > 65_535))
    refuse(visit, count, `invalid number of connections "${count.text}"`)
}

function use(visit: Visit, word: Word, name: string): void {
  if (name.includes('$')) return
  visit.names.used.push({ kind: 'zone', name, at: { statement: visit.statement, source: visit.source, word } })
}

export function cache(visit: Visit): void {
  const [name] = visit.statement.args
  if (name !== undefined && name.text !== 'off') use(visit, name, name.text)
}

const time: Setting = (value) => isTime(value, { milliseconds: true })
const onOff: Setting = (value) => value === 'on' || value === 'off'

export function cachePath(visit: Visit): void {
  const [, ...rest] = visit.statement.args
  settings(visit, rest, {
    levels: (value) => /^[12](?::[12]){0,2}$/.test(value),
    use_temp_path: onOff,
    keys_zone: zone(visit, 'keys_zone', 2 * 4096),
    inactive: (value) => isTime(value, { milliseconds: false }),
    max_size: isOffset,
    min_free: isOffset,
    loader_files: isNumber,
    loader_sleep: time,
    loader_threshold: time,
    manager_files: isNumber,
    manager_sleep: time,
    manager_threshold: time,
    purger: onOff,
    purger_files: isNumber,
    purger_sleep: time,
    purger_threshold: time,
  })
  needs(visit, 'keys_zone')
}

export function sharedZone(visit: Visit): void {
  const [, size] = visit.statement.args
  if (size === undefined) return
  if (!isSize(size.text)) refuse(visit, size, `invalid zone size "${size.text}"`)
  else if (bytes(size.text) < SMALLEST)
    refuse(visit, size, `zone "${visit.statement.args[0]?.text ?? ''}" is too small`)
}

export function sessionCache(visit: Visit): void {
  for (const word of visit.statement.args) {
    if (/^(?:off|none|builtin(?::\d+)?)$/.test(word.text)) continue
    const size = /^shared:[^:]+:(.+)$/.exec(word.text)?.[1]
    if (size === undefined || !isSize(size))
      refuse(visit, word, `invalid session cache "${word.text}"`, 'such as shared:SSL:10m')
    else if (bytes(size) < SMALLEST) refuse(visit, word, `session cache "${word.text}" is too small`)
  }
}

export function logFormat(visit: Visit): void {
  const [name] = visit.statement.args
  if (name === undefined) return
  const first = visit.names.formats.get(name.text)
  if (first !== undefined) {
    const { line } = first.source.at(first.word.start)
    refuse(visit, name, `duplicate "log_format" name "${name.text}"`, `the other is in ${first.source.path}:${line}`)
  } else visit.names.formats.set(name.text, { statement: visit.statement, source: visit.source, word: name })
}

export function openFileCache(visit: Visit): void {
  const { args } = visit.statement
  settings(visit, args, { max: positive, inactive: (value) => isTime(value, { milliseconds: false }) }, ['off'])
  const [first] = args
  if (first?.text !== 'off' && !args.some((word) => word.text.startsWith('max=')))
    refuse(visit, visit.statement.name, `"${visit.statement.name.text}" must have the "max" parameter`)
}

export function resolver(visit: Visit): void {
  const { name, args } = visit.statement
  const isSetting = (word: Word): boolean => /^(?:valid|ipv[46]|status_zone)=/.test(word.text)
  settings(visit, args.filter(isSetting), {
    valid: (value) => isTime(value, { milliseconds: false }),
    ipv4: onOff,
    ipv6: onOff,
    status_zone: () => true,
  })
  const servers = args.filter((word) => !isSetting(word))
  if (servers.length === 0) refuse(visit, name, 'no name servers defined')
  for (const server of servers) {
    const read = readAddress(server.text)
    if (typeof read === 'string') refuse(visit, server, `${read} in resolver "${server.text}"`)
  }
}

export function accessLog(visit: Visit): void {
  const [path, format, ...rest] = visit.statement.args
  if (path === undefined) return
  if (path.text === 'off') {
    if (format !== undefined) refuse(visit, format, `invalid parameter "${format.text}"`, 'nothing stands behind off')
    return
  }
  if (format === undefined) return
  // nginx takes the second word for the format, whatever it looks like.
  if (format.text !== 'combined')
    visit.names.used.push({ kind: 'format', name: format.text, at: { ...visit, word: format } })
  const known = {
    if: () => true,
    buffer: (value: string) => isSize(value) && value !== '0',
    flush: time,
    gzip: (value: string) => /^[1-9]$/.test(value),
  }
  settings(visit, rest, known, ['gzip'])
}

export function errorLog(visit: Visit): void {
  for (const word of visit.statement.args.slice(1))
    if (!/^(?:debug(?:_\w+)?|info|notice|warn|error|crit|alert|emerg)$/.test(word.text))
      refuse(
        visit,
        word,
        `invalid log level "${word.text}"`,
        didYouMean(word.text, ['debug', 'info', 'notice', 'warn', 'error', 'crit', 'alert', 'emerg']),
      )
}
