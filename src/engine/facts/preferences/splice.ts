import { dump } from 'js-yaml'
import { parseYaml } from '../../../skills/yaml.ts'
import type { FactValue } from '../../protocol/facts.ts'

const HEAD = '# Defaults that skillchain offers as [from preferences].\nversion: "1.0"\n'
const FILE = 'preferences'

/** Writes facts below the `facts:` key of a YAML text, one on a line, and leaves all other lines as they are. */
export function spliceFacts(text: string, changes: Readonly<Record<string, FactValue>>): string {
  const newline = text.includes('\r\n') ? '\r\n' : '\n'
  let lines = (text.trim() === '' ? HEAD : text).replace(/\s*$/, '').split(/\r?\n/)
  for (const [name, value] of Object.entries(changes)) lines = spliceOne(lines, name, value)
  return `${lines.join(newline)}${newline}`
}

function spliceOne(lines: string[], name: string, value: FactValue): string[] {
  const block = ownBlock(lines)
  const before = find(block, name)
  if (before === undefined) {
    if (value === null) return block
    const { start, end, indent } = section(block)
    const written = `${indent}${name}: ${inline(value)}`
    return start < 0 ? [...block, 'facts:', written] : [...block.slice(0, end), written, ...block.slice(end)]
  }
  const { line, end, indent, key } = before
  const old = block[line] ?? ''
  const hash = stripQuoted(old).search(/\s+#/)
  const comment = hash < 0 ? '' : old.slice(hash)
  const written = value === null ? [] : [`${indent}${key}: ${inline(value)}${comment}`]
  return dropEmptyParents([...block.slice(0, line), ...written, ...block.slice(end)])
}

/** A `facts:` in flow style, or without any value, is rewritten as a block so that lines can be edited. */
function ownBlock(lines: string[]): string[] {
  const { start, end } = section(lines)
  if (start < 0 || /^facts:\s*(#.*)?$/.test(lines[start] ?? '')) return lines
  const root = parseYaml(lines.join('\n'), FILE).value
  const facts = (root as { facts?: unknown }).facts
  const entries = facts !== null && typeof facts === 'object' ? Object.entries(facts) : []
  const written = entries.map(([name, value]) => `  ${name}: ${inline(value)}`)
  return [...lines.slice(0, start), 'facts:', ...written, ...lines.slice(end)]
}

interface Found {
  line: number
  /** First line that belongs to something else. */
  end: number
  indent: string
  key: string
}

/** Finds a fact by its dotted name or as nested keys. */
function find(lines: readonly string[], name: string): Found | undefined {
  const document = parseYaml(lines.join('\n'), FILE)
  for (const path of pathsOf(name)) {
    if (!isThere(document.value, ['facts', ...path])) continue
    const { line, column } = document.keyAt(['facts', ...path])
    const start = line - 1
    const indent = ' '.repeat(column - 1)
    return { line: start, end: endOf(lines, start, column - 1), indent, key: path.at(-1) ?? name }
  }
  return undefined
}

/** `a.b.c` may stand as `a.b.c`, `a: {b.c}`, `a.b: {c}` or `a: {b: {c}}`. */
function pathsOf(name: string): string[][] {
  const dot = [...name].flatMap((char, index) => (char === '.' ? [index] : []))
  const nested = dot.flatMap((index) => pathsOf(name.slice(index + 1)).map((rest) => [name.slice(0, index), ...rest]))
  return [[name], ...nested]
}

function isThere(value: unknown, path: readonly string[]): boolean {
  let at: unknown = value
  for (const step of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return false
    at = (at as Record<string, unknown>)[step]
  }
  return true
}

/** A value ends where a line stands that is not indented deeper; comments and blank lines before that line stay out. */
function endOf(lines: readonly string[], start: number, indent: number): number {
  let end = start + 1
  for (let i = start + 1; i < lines.length; i++) {
    const line = lines[i] ?? ''
    if (/^\s*(#.*)?$/.test(line)) continue
    const depth = line.length - line.trimStart().length
    if (depth < indent || (depth === indent && !line.trimStart().startsWith('- '))) break
    end = i + 1
  }
  return end
}

function section(lines: readonly string[]): { start: number; end: number; indent: string } {
  const start = lines.findIndex((line) => /^facts:(\s|$)/.test(line))
  if (start < 0) return { start, end: lines.length, indent: '  ' }
  const end = endOf(lines, start, 0)
  const first = lines.slice(start + 1, end).find((line) => !/^\s*(#.*)?$/.test(line))
  return { start, end, indent: first === undefined ? '  ' : (/^\s*/.exec(first)?.[0] ?? '  ') }
}

/** A nested key whose last fact was taken out has no value any more. */
function dropEmptyParents(lines: string[]): string[] {
  const { start, end } = section(lines)
  return lines.filter((line, index) => {
    if (index <= start || index >= end || !/^\s+[\w.-]+:\s*$/.test(line)) return true
    const depth = line.length - line.trimStart().length
    return endOf(lines, index, depth) > index + 1
  })
}

const inline = (value: unknown): string => dump(value, { flowLevel: 0, lineWidth: -1 }).trim()

/** Blanks out what stands in quotes, so that a # in it is no comment. */
const stripQuoted = (line: string): string =>
  line.replace(/"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'/g, (text) => '_'.repeat(text.length))
