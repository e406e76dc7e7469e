// Builds schemas/haproxy/keywords.txt.br from a checkout of HAProxy:
//   node scripts/schemas/haproxy.mjs path/to/haproxy [keywords of an older build]
// The second argument is the output of `haproxy -dKcfg,smp,cnv,acl -q -c -f /dev/null` of an older version, whose keywords count too.
// One line a keyword: its kind, its name, and where it may stand or how many words follow; schemas/README.md explains them.
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { writeText } from './text.mjs'

const [root, older] = process.argv.slice(2)
if (root === undefined) {
  console.error('usage: node scripts/schemas/haproxy.mjs path/to/haproxy [keywords of an older build]')
  process.exit(2)
}
const manual = readFileSync(join(root, 'doc/configuration.txt'), 'utf8')
const version = readFileSync(join(root, 'VERSION'), 'utf8').trim()
const lines = new Set()

/** The text of a chapter by its number; the table of contents comes first and is no chapter. */
function chapter(number) {
  const heading = new RegExp(`^${number.replaceAll('.', '\\.')}\\.? [^\\n]+\\n-+\\n`, 'm')
  const start = heading.exec(manual)
  if (start === null) throw new Error(`there is no chapter ${number}`)
  const rest = manual.slice(start.index + start[0].length)
  const next = /^\d+(?:\.\d+)*\. [^\n]+\n-+\n/m.exec(rest)
  return rest.slice(0, next?.index ?? rest.length)
}

const [head] = manual.split(/^3\.1\. Process management[^\n]*\n-+\n/m).slice(-2)
for (const [, name] of head.slice(head.lastIndexOf('3. Global section')).matchAll(/^ {3}- ([\w.-]+)/gm))
  lines.add(`global ${name}`)

const SECTIONS = ['defaults', 'frontend', 'listen', 'backend']
for (const [, name, ...marks] of chapter('4.1').matchAll(
  /^([a-z][\w -]*?)\s*(?:\(\*\))?\s+(X(?: \(!\))?|-)\s+(X|-)\s+(X|-)\s+(X|-)\s*$/gm,
))
  lines.add(
    `proxy ${name.replaceAll(' ', '+')} ${SECTIONS.filter((_, index) => marks[index].startsWith('X'))
      .map((section, index) => (marks[index].includes('!') ? `${section}!` : section))
      .join(',')}`,
  )

// Some that are not recommended stand in the reference alone.
let heads = []
let isMarked = false
for (const line of chapter('4.2').split('\n')) {
  if (/^(?:no )?[a-z][\w-]*/.test(line)) heads.push(line.replace(/^no /, ''))
  else if (/May be used in sections/.test(line)) isMarked = true
  else if (isMarked && /^\s+(?:yes|no)/.test(line)) {
    const marks = line.match(/yes|no/g) ?? []
    for (const head of heads) {
      const [, first, second = ''] = /^([a-z][\w-]*)(?: ([a-z][\w-]*))?/.exec(head)
      const pair = second === '' ? first : `${first}+${second}`
      const known = [...lines].some((one) => one.startsWith(`proxy ${first} `) || one.startsWith(`proxy ${pair} `))
      if (!known) lines.add(`proxy ${pair} ${SECTIONS.filter((_, index) => marks[index] === 'yes').join(',')}`)
    }
    heads = []
    isMarked = false
  }
}

const RULES = [
  'quic',
  'tcp-request-connection',
  'tcp-request-session',
  'tcp-request-content',
  'tcp-response-content',
  'http-request',
  'http-response',
  'http-after-response',
]
for (const [, name, rest] of chapter('4.3').matchAll(/^([a-z][\w.-]*)(?: layer4)? {2,}((?:[X-]\s+){7}[X-])\s*$/gm)) {
  const marks = rest.trim().split(/\s+/)
  lines.add(`action ${name} ${RULES.filter((_, index) => marks[index] === 'X').join(',')}`)
}

for (const [kind, number] of [
  ['bind', '5.1'],
  ['server', '5.2'],
]) {
  for (const [, name, rest] of chapter(number).matchAll(/^([a-z][\w-]*)((?: [<[{(|"a-z0-9][^\n]*)?)\n {2}\S/gm))
    lines.add(`${kind} ${name} ${rest.replace(/\[ EXPERIMENTAL \]/, '').trim() === '' ? 0 : 1}`)
}

for (const [, name] of chapter('7.3.1').matchAll(/^([a-z\d][\w.-]*)(?:\([^\n]*?\))? {2,}[a-z][\w, |]*? {2,}\S+\s*$/gm))
  lines.add(`converter ${name}`)
for (const number of ['7.3.2', '7.3.3', '7.3.4', '7.3.5', '7.3.6', '7.3.7'])
  for (const [, name] of chapter(number).matchAll(
    /^([a-z\d][\w.-]*)(?:\([^\n]*\))? {2,}(?:boolean|integer|signed|string|str|bin|binary|ip|ipv4|ipv6|method|meth|addr|any|mixed|mult)[\w/ ]*$/gm,
  ))
    lines.add(`fetch ${name}`)

if (older !== undefined) {
  let block = ''
  for (const line of readFileSync(older, 'utf8').split('\n')) {
    if (/^[\w-]+$/.test(line)) block = line
    const word = line.trim().split(/\s+/)
    if (line.startsWith('\t') && block === 'global' && word.length === 1) lines.add(`global ${word[0]}`)
    const option = /^\t(bind|server) <.*> (?:ssl )?([a-z][\w-]*)( \+1)?$/.exec(line)
    if (option && ![...lines].some((one) => one.startsWith(`${option[1]} ${option[2]} `)))
      lines.add(`${option[1]} ${option[2]} ${option[3] ? 1 : 0}`)
    const sample = /^\[.*\] ([a-z\d][\w.-]*)(?:\(.*\))?: \w+/.exec(line)
    if (sample) lines.add(`fetch ${sample[1]}`)
    const acl = /^([a-z\d][\w.-]*) = [\w.-]+ -m/.exec(line)
    if (acl) lines.add(`fetch ${acl[1]}`)
    const converter = /^([a-z\d][\w.-]*)(?:\(.*\))?: \w+ => \w+$/.exec(line)
    if (converter) lines.add(`converter ${converter[1]}`)
  }
}

const out = fileURLToPath(new URL('../../schemas/haproxy/', import.meta.url))
mkdirSync(out, { recursive: true })
writeText(join(out, 'keywords.txt'), `haproxy ${version}\n${[...lines].sort().join('\n')}\n`)
const count = (kind) => [...lines].filter((line) => line.startsWith(`${kind} `)).length
console.log(
  ['global', 'proxy', 'action', 'bind', 'server', 'fetch', 'converter']
    .map((kind) => `${kind} ${count(kind)}`)
    .join(', '),
)
