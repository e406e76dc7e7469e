import { count, type Report } from '../../engine/protocol/index.ts'
import { widthOf } from '../../text/index.ts'
import type { Command } from '../keys.ts'
import { cutLine, type Line, line, padLine, sides, span } from '../lines.ts'
import { codeLines } from './code.ts'

/** The generated files as a tree, with the file under the cursor beside it where the window is wide enough. */
export interface FilesLevel {
  is: 'files'
  title: string
  files: Report['files']
  read(path: string): string | null
  /** Folders that are open. */
  open: ReadonlySet<string>
  /** Path under the cursor. */
  at: string
  /** First line of the preview. */
  scrolled: number
}

interface Node {
  path: string
  name: string
  depth: number
  /** Files in a folder; null for a file. */
  holds: number | null
  bytes: number
  owner: string
}

/** A tree of few folders is open from the start. */
const OPEN = 12

export function filesLevel(files: Report['files'], read: FilesLevel['read']): FilesLevel {
  const folders = new Set(files.flatMap(({ path }) => (path.includes('/') ? [path.slice(0, path.indexOf('/'))] : [])))
  const level = { is: 'files' as const, title: 'files', files, read, scrolled: 0 }
  const open = files.length <= OPEN ? folders : new Set<string>()
  return { ...level, open, at: nodesOf(files, open)[0]?.path ?? '' }
}

/** What is seen of the tree, folders first. */
function nodesOf(files: Report['files'], open: ReadonlySet<string>, folder = '', depth = 0): Node[] {
  const prefix = folder === '' ? '' : `${folder}/`
  const folders = new Map<string, number>()
  const here: Node[] = []
  for (const file of files) {
    if (!file.path.startsWith(prefix)) continue
    const name = file.path.slice(prefix.length)
    const slash = name.indexOf('/')
    if (slash < 0) here.push({ ...file, name, depth, holds: null })
    else folders.set(name.slice(0, slash), (folders.get(name.slice(0, slash)) ?? 0) + 1)
  }
  const below = [...folders].sort(([a], [b]) => (a < b ? -1 : 1))
  return [
    ...below.flatMap(([name, holds]) => {
      const path = prefix + name
      const node: Node = { path, name, depth, holds, bytes: 0, owner: '' }
      return open.has(path) ? [node, ...nodesOf(files, open, path, depth + 1)] : [node]
    }),
    ...here.sort((a, b) => (a.name < b.name ? -1 : 1)),
  ]
}

/** A key in the tree. A path: this file is to be read whole. */
export function pressFiles(level: FilesLevel, command: Command | null, room: number): FilesLevel | string {
  const nodes = nodesOf(level.files, level.open)
  const index = Math.max(
    0,
    nodes.findIndex((node) => node.path === level.at),
  )
  const node = nodes[index]
  const to = (at: number): FilesLevel => {
    const path = nodes[Math.max(0, Math.min(at, nodes.length - 1))]?.path ?? level.at
    return path === level.at ? level : { ...level, at: path, scrolled: 0 }
  }
  switch (command) {
    case 'up':
      return to(index - 1)
    case 'down':
      return to(index + 1)
    case 'first':
      return to(0)
    case 'last':
      return to(nodes.length - 1)
    case 'page-up':
    case 'page-down': {
      const last = Math.max(0, lengthOf(level, node) - shownOf(room))
      const by = command === 'page-up' ? -(room - 1) : room - 1
      return { ...level, scrolled: Math.max(0, Math.min(last, level.scrolled + by)) }
    }
    case 'accept':
      if (node === undefined) return level
      return node.holds === null ? node.path : { ...level, open: toggled(level.open, node.path) }
    case 'right':
      if (node === undefined || node.holds === null) return level
      return level.open.has(node.path) ? to(index + 1) : { ...level, open: toggled(level.open, node.path) }
    case 'left':
      if (node !== undefined && level.open.has(node.path)) return { ...level, open: toggled(level.open, node.path) }
      return to(nodes.findLastIndex((one, at) => at < index && one.depth < (node?.depth ?? 0)))
    default:
      return level
  }
}

/** Whether ← has somewhere to go inside of the tree: from the outermost level it leaves the tree. */
export const isOutermost = ({ at, open }: FilesLevel): boolean => !at.includes('/') && !open.has(at)

function toggled(open: ReadonlySet<string>, path: string): Set<string> {
  const next = new Set(open)
  if (!next.delete(path)) next.add(path)
  return next
}

const lengthOf = (level: FilesLevel, node: Node | undefined): number =>
  node === undefined || node.holds !== null ? 0 : (level.read(node.path)?.replace(/\n$/, '').split('\n').length ?? 0)

/** Lines of a file in a preview, between its name and where one is in it. */
const shownOf = (room: number): number => Math.max(1, room - 2)

/** With less there is no room for a preview. */
const BOTH = 70

/** `room` lines: the tree, and beside it the beginning of what the cursor is on. */
export function viewFiles(level: FilesLevel, width: number, room: number): Line[] {
  const nodes = nodesOf(level.files, level.open)
  const index = Math.max(
    0,
    nodes.findIndex((node) => node.path === level.at),
  )
  const both = width >= BOTH
  const left = both ? Math.max(26, Math.min(40, Math.floor(width * 0.36))) : width
  const first = Math.max(0, Math.min(index - Math.floor(room / 2), nodes.length - room))
  const tree = nodes
    .slice(first, first + room)
    .map((node) => nodeLine(node, node.path === level.at, level.open, left, !both))
  if (!both) return tree
  const preview = previewLines(level, nodes[index], width - left - 3, room)
  return Array.from({ length: Math.max(tree.length, preview.length) }, (_, row) => [
    ...padLine(tree[row] ?? [], left),
    span(' │ ', 'quiet'),
    ...(preview[row] ?? []),
  ])
}

function nodeLine(node: Node, here: boolean, open: ReadonlySet<string>, width: number, alone: boolean): Line {
  const fold = node.holds === null ? '  ' : open.has(node.path) ? '▾ ' : '▸ '
  const name = `${'  '.repeat(node.depth)}${fold}${node.name}${node.holds === null ? '' : '/'}`
  const note =
    node.holds !== null ? String(node.holds) : alone && width >= 50 ? `${sizeOf(node.bytes)}  ${node.owner}` : ''
  const mark = span(here ? '› ' : '  ', 'chosen')
  return sides(
    [mark, span(name, here ? 'chosen' : node.holds === null ? 'plain' : 'strong')],
    [span(` ${note}`, 'quiet')],
    width,
  )
}

function previewLines(level: FilesLevel, node: Node | undefined, width: number, room: number): Line[] {
  if (node === undefined) return []
  if (node.holds !== null) return folderLines(level, node, width, room)
  const content = level.read(node.path)
  if (content === null) return [line(span('the file is not there any more', 'warn'))]
  const head = sides(line(span(node.path, 'accent')), line(span(` ${sizeOf(node.bytes)}`, 'quiet')), width)
  const lines = codeLines(content, node.path, width)
  const shown = lines.slice(level.scrolled, level.scrolled + shownOf(room))
  const rest = lines.length - level.scrolled - shown.length
  const foot = `${level.scrolled + 1}–${level.scrolled + shown.length} of ${lines.length}${rest > 0 ? '  ↓ PgDn' : ''}`
  return [
    head,
    ...shown,
    sides(
      line(span(foot, 'quiet')),
      line(span(widthOf(foot) + widthOf(node.owner) + 2 > width ? '' : node.owner, 'quiet')),
      width,
    ),
  ]
}

/** What a folder holds, and who wrote it. */
function folderLines({ files }: FilesLevel, node: Node, width: number, room: number): Line[] {
  const inside = files.filter((file) => file.path.startsWith(`${node.path}/`))
  const owners = new Map<string, number>()
  for (const { owner } of inside) owners.set(owner, (owners.get(owner) ?? 0) + 1)
  const bytes = inside.reduce((sum, file) => sum + file.bytes, 0)
  return [
    sides(line(span(`${node.path}/`, 'accent')), line(span(` ${sizeOf(bytes)}`, 'quiet')), width),
    ...[...owners]
      .sort(([, a], [, b]) => b - a)
      .map(([owner, n]) => cutLine([span(count(n, 'file').padStart(10), 'quiet'), span(`  ${owner}`)], width)),
  ].slice(0, room)
}

export const sizeOf = (bytes: number): string => (bytes < 1024 ? `${bytes} B` : `${(bytes / 1024).toFixed(1)} KiB`)
