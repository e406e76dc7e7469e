// Builds schemas/ansible/builtin.txt.br from what the ansible-doc of an ansible-core says of itself:
//   node scripts/schemas/ansible.mjs
// One line a keyword with the objects that take it; a filter, a test, a lookup; a module with its arguments: `name|alias!:choice,choice`, where `!` is
// required and `=` before the choices says that it is a list. `*` behind the name of a module: it takes a text of its own.
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { load } from 'js-yaml'
import { writeText } from './text.mjs'

const ask = (...args) => execFileSync('ansible-doc', args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
const listed = (type) => Object.keys(JSON.parse(ask('-t', type, '-l', '-j')))
const documented = (type, names) => JSON.parse(ask('-t', type, '-j', ...names))
const version = /core (\d+(?:\.\d+)+)/.exec(ask('--version'))?.[1]
const short = (name) => name.replace('ansible.builtin.', '')

const lines = []
// Names that lead to another module of ansible-core itself.
const home = /python module location = (.+)/.exec(ask('--version'))?.[1] ?? ''
const routing = load(readFileSync(join(home, 'config/ansible_builtin_runtime.yml'), 'utf8')).plugin_routing
for (const [name, { redirect }] of Object.entries({ ...routing.action, ...routing.modules }))
  if (redirect?.startsWith('ansible.builtin.') && !name.startsWith('uses_'))
    lines.push(`alias ${name} ${short(redirect)}`)
const keywords = documented(
  'keyword',
  listed('keyword').filter((name) => !name.endsWith('_')),
)
for (const [name, { applies_to: objects }] of Object.entries(keywords))
  if (Array.isArray(objects) && objects.length > 0)
    lines.push(`keyword ${name} ${objects.map((one) => one.toLowerCase()).join(',')}`)
for (const type of ['filter', 'test', 'lookup']) for (const name of listed(type)) lines.push(`${type} ${short(name)}`)

/** Choices are words, as they stand in files; some are lists that a yes or no belongs to. */
function argument([name, { aliases = [], required, choices, elements, type }]) {
  const names = [name, ...aliases].join('|')
  const words = Array.isArray(choices) ? choices : Object.keys(choices ?? {})
  const plain = words.length > 0 && words.every((word) => typeof word === 'string' && /^[\w.-]+$/.test(word))
  const listMark = type === 'list' || elements ? '=' : ''
  return `${names}${required ? '!' : ''}${plain ? `:${listMark}${words.join(',')}` : ''}`
}
for (const [name, { doc }] of Object.entries(documented('module', listed('module')))) {
  const options = Object.entries(doc.options ?? {})
  const free = options.some(([option]) => /^free.?form$/.test(option))
  const args = options.filter(([option]) => !/^free.?form$/.test(option)).map(argument)
  lines.push(`module ${short(name)}${free ? '*' : ''} ${args.join(' ')}`.trim())
}

const out = fileURLToPath(new URL('../../schemas/ansible/', import.meta.url))
mkdirSync(out, { recursive: true })
writeText(join(out, 'builtin.txt'), `ansible-core ${version}\n${lines.sort().join('\n')}\n`)
console.log(`ansible-core ${version}: ${lines.length} lines`)
