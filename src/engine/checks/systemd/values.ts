import { didYouMean } from '../../../skills/nearest.ts'
import { calendarFault, isTimeSpan } from './time.ts'

export interface ValueFault {
  message: string
  hint?: string
}

type Judge = (value: string, key: string) => ValueFault | null

const ACTIONS =
  'none reboot reboot-force reboot-immediate poweroff poweroff-force poweroff-immediate exit exit-force soft-reboot soft-reboot-force kexec kexec-force halt halt-force halt-immediate'

/** Words of directives that have a closed list, and may have new ones in newer versions. */
const WORDS: Readonly<Record<string, string>> = {
  'Service.Type': 'simple exec forking oneshot dbus notify notify-reload idle',
  Restart: 'no on-success on-failure on-abnormal on-watchdog on-abort always',
  KillMode: 'control-group process mixed none',
  NotifyAccess: 'none main exec all',
  ProtectHome: 'yes no true false on off 1 0 read-only tmpfs',
  ProtectSystem: 'yes no true false on off 1 0 full strict',
  ProtectProc: 'noaccess invisible ptraceable default',
  ProcSubset: 'all pid',
  DevicePolicy: 'auto closed strict',
  OOMPolicy: 'continue stop kill',
  CollectMode: 'inactive inactive-or-failed',
  KeyringMode: 'inherit private shared',
  IOSchedulingClass: 'none realtime best-effort idle 0 1 2 3',
  CPUSchedulingPolicy: 'other batch idle fifo rr',
  RuntimeDirectoryPreserve: 'yes no true false on off 1 0 restart',
  ExitType: 'main cgroup',
  BindIPv6Only: 'default both ipv6-only',
}

const BOOLEAN = /^(?:1|yes|y|true|t|on|0|no|n|false|f|off)$/i

const KINDS: Readonly<Record<string, Judge>> = {
  BOOLEAN: (value) =>
    BOOLEAN.test(value)
      ? null
      : { message: `Failed to parse boolean value, ignoring: ${value}`, hint: 'it is yes or no' },
  SECONDS: span,
  TIMER: (value, key) => {
    if (key !== 'OnCalendar') return span(value)
    const fault = calendarFault(value)
    return fault === null
      ? null
      : {
          message: `Failed to parse calendar specification, ignoring: ${value}`,
          hint: `${fault}; such as Mon..Fri *-*-* 02:00, or daily`,
        }
  },
  UNSIGNED: number,
  INTEGER: number,
  PATH: path,
  'PATH[...]': (value, key) => first(value.split(/\s+/), (one) => path(one.replace(/^[-+!]+/, ''), key)),
  FILE: (value, key) => path(value.replace(/^-/, ''), key),
  MODE: (value, key) =>
    /JobMode$/.test(key) || /^[0-7]{1,5}$/.test(value)
      ? null
      : { message: `Failed to parse mode value, ignoring: ${value}`, hint: 'it is octal, such as 0755' },
  SIGNAL: (value) =>
    /^(?:SIG)?[A-Z][A-Z\d]+(?:[+-]\d+)?$|^\d{1,2}$/.test(value) && (SIGNALS.test(value) || /^\d/.test(value))
      ? null
      : { message: `Failed to parse signal name, ignoring: ${value}`, hint: 'such as SIGTERM' },
  LIMIT: limit,
  ACTION: (value) => word(value, ACTIONS, 'Failed to parse action, ignoring'),
  'UNIT[...]': (value) => first(value.split(/\s+/), unitFault),
  UNIT: unitFault,
  LEVEL: (value) =>
    word(
      value,
      'emerg alert crit err error warning warn notice info debug 0 1 2 3 4 5 6 7',
      'Failed to parse log level, ignoring',
    ),
  SERVICETYPE: (value) => word(value, WORDS['Service.Type'] ?? '', 'Failed to parse service type, ignoring'),
  SERVICERESTART: (value) => word(value, WORDS.Restart ?? '', 'Failed to parse service restart specifier, ignoring'),
  KILLMODE: (value) => word(value, WORDS.KillMode ?? '', 'Failed to parse kill mode specification, ignoring'),
  ACCESS: (value) => word(value, WORDS.NotifyAccess ?? '', 'Failed to parse notify access specifier, ignoring'),
  NICE: (value) => range(value, -20, 19, 'Nice priority'),
  OOMSCOREADJUST: (value) => range(value, -1000, 1000, 'OOM score adjust value'),
  OUTPUT: (value) =>
    /^(?:inherit|null|tty|journal|kmsg|syslog|journal\+console|kmsg\+console|syslog\+console|socket|fd(?::.*)?|(?:file|append|truncate):.*)$/.test(
      value,
    )
      ? null
      : {
          message: `Failed to parse output specifier, ignoring: ${value}`,
          hint: 'such as journal, null, file:/path, append:/path',
        },
  INPUT: (value) =>
    /^(?:null|tty|tty-force|tty-fail|data|socket|fd(?::.*)?|file:.*)$/.test(value)
      ? null
      : { message: `Failed to parse input specifier, ignoring: ${value}` },
  URL: (value) =>
    first(value.split(/\s+/), (one) =>
      /^(?:https?:\/\/\S+|(?:file|info|man):\S+)$/.test(one)
        ? null
        : { message: `Invalid URL, ignoring: ${one}`, hint: 'it begins with https://, http://, file:, info: or man:' },
    ),
  ENVIRON: environment,
  CPUWEIGHT: (value) => (value === 'idle' ? null : range(value, 1, 10_000, 'CPU weight')),
  WEIGHT: (value) => range(value, 1, 10_000, 'weight'),
  FAMILIES: (value) =>
    value === 'none'
      ? null
      : first(value.replace(/^~/, '').split(/\s+/), (one) =>
          /^AF_[A-Z\d]+$/.test(one) || one === ''
            ? null
            : { message: `Failed to parse address family, ignoring: ${one}`, hint: 'such as AF_INET AF_INET6 AF_UNIX' },
        ),
  CONDITION: (value, key) => (/Path|Directory|File/.test(key) ? path(value.replace(/^[|!]+\s*/, ''), key) : null),
}

const BY_KEY: Readonly<Record<string, Judge>> = {
  CPUQuota: (value) =>
    /^\d+(?:\.\d+)?%$/.test(value)
      ? null
      : { message: `Invalid CPU quota '${value}', ignoring.`, hint: 'it is a percentage, and 200% are two CPUs' },
  TasksMax: (value) =>
    /^(?:\d+|\d+(?:\.\d+)?%|infinity)$/.test(value)
      ? null
      : { message: `Invalid maximum tasks value '${value}', ignoring` },
  TimeoutSec: span,
  TimeoutStopSec: span,
  TimeoutStartSec: span,
  TimeoutAbortSec: (value) => (value === '' ? null : span(value)),
  JobTimeoutSec: span,
  WorkingDirectory: (value, key) => (value === '~' || value === '-~' ? null : path(value.replace(/^-/, ''), key)),
  ...Object.fromEntries(
    ['Runtime', 'State', 'Cache', 'Logs', 'Configuration'].map((name) => [`${name}Directory`, relative]),
  ),
}

/** What systemd would say of a value, which it then ignores; null when it takes it. */
export function valueFault(section: string, key: string, kind: string, value: string): ValueFault | null {
  // An empty value takes back what was said before; % is filled in, and % with what is not known here.
  if (value === '' && kind === 'BOOLEAN') return { message: 'Failed to parse boolean value, ignoring: ' }
  if (value === '' || value.includes('%')) return null
  if (key === 'User' && value === 'nobody')
    return {
      message: `Special user ${value} configured, this is not safe!`,
      hint: 'files of other services may belong to it: DynamicUser=yes gives this one a user of its own',
    }
  const words = WORDS[key] ?? WORDS[`${section}.${key}`]
  const judge = BY_KEY[key] ?? KINDS[kind]
  if (judge !== undefined) return judge(value, key)
  return words === undefined ? null : word(value, words, `Failed to parse ${key}, ignoring`)
}

const SIGNALS =
  /^(?:SIG)?(?:HUP|INT|QUIT|ILL|TRAP|ABRT|BUS|FPE|KILL|USR1|SEGV|USR2|PIPE|ALRM|TERM|STKFLT|CHLD|CONT|STOP|TSTP|TTIN|TTOU|URG|XCPU|XFSZ|VTALRM|PROF|WINCH|IO|PWR|SYS|RTMIN|RTMAX)(?:[+-]\d+)?$/

function first(values: readonly string[], judge: (value: string) => ValueFault | null): ValueFault | null {
  for (const value of values) {
    const fault = value === '' ? null : judge(value)
    if (fault !== null) return fault
  }
  return null
}

function span(value: string): ValueFault | null {
  return isTimeSpan(value)
    ? null
    : { message: `Failed to parse sec value, ignoring: ${value}`, hint: 'such as 30s, 5min or 1h 30min' }
}

function number(value: string): ValueFault | null {
  return /^[+-]?(?:\d+|0x[\da-f]+|0b[01]+|0o[0-7]+)$/i.test(value)
    ? null
    : { message: `Failed to parse number, ignoring: ${value}` }
}

function range(value: string, low: number, high: number, what: string): ValueFault | null {
  if (!/^[+-]?\d+$/.test(value)) return { message: `Failed to parse ${what}, ignoring: ${value}` }
  return Number(value) >= low && Number(value) <= high
    ? null
    : { message: `${what} out of range, ignoring: ${value}`, hint: `it lies between ${low} and ${high}` }
}

function path(value: string, key: string): ValueFault | null {
  if (value === '' || value.startsWith('/') || value.startsWith('"') || value.startsWith("'")) return null
  return { message: `${key}= path is not absolute, ignoring: ${value}` }
}

function relative(value: string, key: string): ValueFault | null {
  return first(value.split(/\s+/), (one) =>
    one.startsWith('/')
      ? {
          message: `${key}= path is absolute, ignoring: ${one}`,
          hint: 'it is a name below /run, /var/lib and the like',
        }
      : null,
  )
}

function limit(value: string, key: string): ValueFault | null {
  if (/^Limit(?:CPU|RTTIME)$/.test(key) && value.split(':').every(isTimeSpan)) return null
  const one = /^Limit/.test(key)
    ? /^(?:infinity|[+-]?\d+(?:\.\d+)?\s*[KMGTPE]?B?)$/
    : /^(?:infinity|\d+(?:\.\d+)?\s*(?:[KMGTPE]B?|B|%)?)$/
  const parts = /^Limit/.test(key) ? value.split(':') : [value]
  return parts.length <= 2 && parts.every((part) => one.test(part))
    ? null
    : {
        message: /^Limit/.test(key)
          ? `Failed to parse resource value, ignoring: ${value}`
          : `Invalid memory limit '${value}', ignoring`,
        hint: 'a number, with K, M, G or T behind it, or infinity',
      }
}

function word(value: string, words: string, message: string): ValueFault | null {
  const known = words.split(' ')
  return known.includes(value)
    ? null
    : { message: `${message}: ${value}`, hint: didYouMean(value, known) ?? `it is one of ${known.join(', ')}` }
}

const TYPES = 'service|socket|device|mount|automount|swap|target|path|timer|slice|scope'

export function unitFault(name: string): ValueFault | null {
  return new RegExp(`^[\\w:.\\\\@-]+\\.(?:${TYPES})$`).test(name) && name.length < 256
    ? null
    : {
        message: `Failed to add dependency on ${name}, ignoring: Invalid argument`,
        hint: `a unit ends with its type: ${name.replace(/\.$/, '')}.service`,
      }
}

function environment(value: string): ValueFault | null {
  const words = shellWords(value)
  if (words === null) return { message: `Invalid syntax, ignoring: ${value}`, hint: 'a quote is never closed' }
  const wrong = words.find((one) => !/^[A-Za-z_]\w*=/.test(one))
  return wrong === undefined
    ? null
    : {
        message: `Invalid environment assignment, ignoring: ${wrong}`,
        hint: 'Environment= takes NAME=value; a value with blanks stands in quotes: "NAME=a b"',
      }
}

/** Splits like systemd: quotes group, a backslash escapes; null when a quote stays open. */
export function shellWords(text: string): string[] | null {
  const words: string[] = []
  let word = ''
  let open = false
  let quote = ''
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at)
    if (char === '\\') {
      word += text.charAt(++at)
      open = true
    } else if (quote !== '') {
      if (char === quote) quote = ''
      else word += char
    } else if ((char === '"' || char === "'") && (word === '' || !open)) {
      quote = char
      open = true
    } else if (char === '"' || char === "'") {
      quote = char
    } else if (/\s/.test(char)) {
      if (open) words.push(word)
      word = ''
      open = false
    } else {
      word += char
      open = true
    }
  }
  if (quote !== '') return null
  if (open) words.push(word)
  return words
}
