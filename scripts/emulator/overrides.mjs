import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { IGNORED, IGNORED_BLOCKS, reasonOff } from './table.mjs'

const HEAD = /^(resource|data|output|provider|module|moved|import|check) ?(?:"([^"]+)")?(?: "([^"]+)")? \{$/

/** Top-level blocks of a formatted file: the opening line stands at column 1, and so does the closing brace. */
export function blocksOf(text) {
  const blocks = []
  const lines = text.split('\n')
  let open = null
  lines.forEach((line, index) => {
    if (open === null) {
      const head = HEAD.exec(line)
      if (head) open = { kind: head[1], type: head[2] ?? '', name: head[3] ?? '', first: index }
    } else if (line === '}') {
      blocks.push({ ...open, last: index, body: lines.slice(open.first, index + 1).join('\n') })
      open = null
    }
  })
  return blocks
}

function modulesBelow(root) {
  const dirs = [root]
  for (const entry of readdirSync(root, { withFileTypes: true })) {
    if (entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'tests') {
      dirs.push(...modulesBelow(join(root, entry.name)))
    }
  }
  return dirs
}

/** Makes a copy of a root fit for the emulator. Returns a line for each resource that is not tried. */
export function adapt(root, roots) {
  const notes = []
  for (const dir of modulesBelow(root)) {
    if (dir !== root && roots.includes(dir)) continue
    const files = readdirSync(dir).filter((name) => name.endsWith('.tf'))
    if (files.length > 0) adaptModule(dir, files, relative(root, dir) || '.', notes)
  }
  return notes
}

function adaptModule(dir, files, label, notes) {
  const texts = new Map(files.map((file) => [file, readFileSync(join(dir, file), 'utf8')]))
  dropSingles(texts, label, notes)
  const override = []
  for (const [file, text] of texts) {
    for (const block of blocksOf(text)) {
      if (block.kind === 'provider') override.push(providerOverride(block))
      if (block.kind !== 'resource') continue
      const reason = reasonOff(block.type)
      if (reason !== null) {
        notes.push(`${label}: ${block.type}.${block.name} (${reason})`)
        override.push(`resource "${block.type}" "${block.name}" {\n  ${offArgument(block)}\n}\n`)
      } else override.push(lifecycleOverride(block))
    }
    writeFileSync(join(dir, file), text)
  }
  const text = override.join('\n').trim()
  if (text !== '') writeFileSync(join(dir, 'emu_override.tf'), `${text}\n`)
}

/** The emulator answers what it lacks with status 500, which the provider would repeat for minutes; a broken connection is worth some. */
function providerOverride(block) {
  const alias = /^ {2}alias\s+=\s+"([^"]+)"$/m.exec(block.body)?.[1]
  return `provider "${block.type}" {\n${alias ? `  alias       = "${alias}"\n` : ''}  max_retries = 3\n}\n`
}

const isRepeated = (block) => /^ {2}(for_each|count)\s+=/m.test(block.body)
const offArgument = (block) => (/^ {2}count\s+=/m.test(block.body) ? 'count = 0' : 'for_each = toset([])')

/** An override replaces the list of the base, so the base's entries are repeated. */
function lifecycleOverride(block) {
  const present = (IGNORED_BLOCKS[block.type] ?? []).filter((name) =>
    new RegExp(`^ {2}${name} \\{`, 'm').test(block.body),
  )
  const ignored = [...(IGNORED[block.type] ?? []), ...present]
  const own = /ignore_changes\s+=\s+\[((?:[^[\]]|\[\d+\])*)\]/.exec(block.body)?.[1]?.split(',') ?? []
  const all = [...new Set([...own.map((name) => name.trim()).filter(Boolean), ...ignored])]
  const lines = []
  if (ignored.length > 0) lines.push(`    ignore_changes = [${all.join(', ')}]`)
  if (/prevent_destroy\s+=\s+true/.test(block.body)) lines.push('    prevent_destroy = false')
  return lines.length === 0
    ? ''
    : `resource "${block.type}" "${block.name}" {\n  lifecycle {\n${lines.join('\n')}\n  }\n}\n`
}

/** A single resource cannot be switched off while others name it: it is taken out, and with it what names it. */
function dropSingles(texts, label, notes) {
  const gone = new Set()
  let again = true
  while (again) {
    again = false
    for (const [file, text] of texts) {
      for (const block of blocksOf(text)) {
        const single = block.kind === 'resource' && reasonOff(block.type) !== null && !isRepeated(block)
        const names = [...gone].find((address) =>
          new RegExp(`(?<![\\w.])${address.replaceAll('.', '\\.')}(?![\\w-])`).test(block.body),
        )
        const address = block.kind === 'resource' ? `${block.type}.${block.name}` : `data.${block.type}.${block.name}`
        if ((!single && names === undefined) || block.kind === 'module') continue
        if (block.kind === 'resource' || block.kind === 'data') gone.add(address)
        const what = block.kind === 'output' ? `output ${block.type}` : address
        notes.push(`${label}: ${what} (${single ? reasonOff(block.type) : `needs ${names}`})`)
        const lines = texts.get(file).split('\n')
        lines.splice(block.first, block.last - block.first + 1)
        texts.set(file, lines.join('\n'))
        again = true
        break
      }
      if (again) break
    }
  }
}
