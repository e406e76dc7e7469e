// Builds schemas/bind/named.txt.br from a git checkout of BIND, which has the grammar of named.conf for each of its branches:
//   node scripts/schemas/bind.mjs path/to/bind9
// One line a statement and a way to write it; schemas/README.md explains them.
import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { writeText } from './text.mjs'

const root = process.argv[2]
if (root === undefined) {
  console.error('usage: node scripts/schemas/bind.mjs path/to/bind9')
  process.exit(2)
}
/** Newest first. */
const BRANCHES = { main: '9.21', 'bind-9.20': '9.20', 'bind-9.18': '9.18', 'bind-9.16': '9.16', 'bind-9.11': '9.11' }
const git = (...args) => execFileSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 })
const SAME = { master: 'primary', slave: 'secondary' }

/** path → { multi, last, patterns } */
const statements = new Map()
for (const [branch, version] of Object.entries(BRANCHES)) {
  const ref = branchRef(branch)
  const files = git('ls-tree', '-r', '--name-only', ref, 'doc/misc/').split('\n')
  note(parse(git('show', `${ref}:doc/misc/options`)), '', version)
  for (const file of files.filter((one) => one.endsWith('.zoneopt'))) {
    const type = /([\w-]+)\.zoneopt$/.exec(file)[1]
    const [zone] = parse(git('show', `${ref}:${file}`))
    note(zone.children, `zone:${SAME[type] ?? type}/`, version)
  }
}

function branchRef(branch) {
  for (const ref of [branch, `origin/${branch}`])
    try {
      return git('rev-parse', '--verify', '-q', ref).trim()
    } catch {
      // The next way to name it.
    }
  throw new Error(`there is no branch ${branch}`)
}

function note(children, above, version) {
  for (const { name, pattern, multi, children: inner } of children) {
    const path = above + name
    const known = statements.get(path) ?? { multi: false, last: version, patterns: [] }
    statements.set(path, known)
    known.multi ||= multi
    if (!known.patterns.includes(pattern)) known.patterns.push(pattern)
    if (inner !== null) note(inner, `${path}/`, version)
  }
}

/** Reads the notation: `name pattern;` and `name pattern { name pattern; … };`, with remarks behind `//`. */
function parse(text) {
  const tokens = []
  for (const line of text
    .replace(/^\s*This is a summary[\s\S]*?\n\n/, '')
    .replaceAll('"', '')
    .split('\n')) {
    const [code, remark = ''] = line.split('//')
    tokens.push(...(code.match(/<[^>]+>|\.\.\.|[{}[\]()|;]|[^\s{}[\]()|;]+/g) ?? []))
    if (/may occur multiple times/.test(remark) || /multiple times/.test(remark)) tokens.push('//multi')
  }
  let at = 0
  const block = () => {
    const found = []
    while (at < tokens.length && tokens[at] !== '}') {
      const name = tokens[at++]
      if (name.startsWith('//')) continue
      const pattern = []
      let children = null
      while (at < tokens.length && tokens[at] !== ';') {
        if (tokens[at] === '{' && isStruct(at)) {
          at++
          children = block()
          pattern.push('{*}')
          at++
        } else if (tokens[at] === '{') {
          let depth = 0
          do {
            if (tokens[at] === '{') depth++
            if (tokens[at] === '}') depth--
            pattern.push(tokens[at++])
          } while (depth > 0)
        } else if (!tokens[at].startsWith('//')) pattern.push(tokens[at++])
        else at++
      }
      at++
      const multi = tokens[at] === '//multi'
      if (multi) at++
      found.push({ name, pattern: pattern.join(' '), multi, children })
    }
    return found
  }
  /** A block of named statements, unlike a list (`{ X; ... }`) or free text. */
  const isStruct = (from) => {
    let depth = 0
    for (let to = from; to < tokens.length; to++) {
      if (tokens[to] === '{') depth++
      if (tokens[to] === '}' && --depth === 0) break
      if (depth === 1 && (tokens[to] === '...' || tokens[to] === '<unspecified-text>')) return false
    }
    return true
  }
  return block()
}

const newest = Object.values(BRANCHES)[0]
// Older names that every branch still takes, though its grammar no longer lists them.
for (const [path, statement] of statements)
  if (/(?:^|\/)(?:masters|primaries|parental-agents)$/.test(path)) statement.last = newest
const lines = [...statements].flatMap(([path, { multi, last, patterns }]) =>
  patterns.map((pattern) =>
    [path, multi ? 'many' : 'once', last === newest ? '-' : last, pattern].join('\t').trimEnd(),
  ),
)
const out = fileURLToPath(new URL('../../schemas/bind/', import.meta.url))
mkdirSync(out, { recursive: true })
writeText(join(out, 'named.txt'), `${lines.sort().join('\n')}\n`)
console.log(`${statements.size} statements, ${lines.length} ways to write them`)
