import { baseName, type Tree } from '../checks/index.ts'
import type { Report } from '../protocol/report.ts'
import { escapeHtml } from './escape.ts'

/** Where in the page each file is, so that evidence can point at its line. */
export interface FileIndex {
  anchor(path: string, line?: number): string | null
}

const MOST_LINE = 600
const MOST_LINES = 1200
/** Characters of previews in the whole page; larger repositories show the beginnings of their longest files. */
const BUDGET = 1_000_000

export function fileIndex(report: Report): FileIndex & { ids: ReadonlyMap<string, string> } {
  const ids = new Map(report.files.map((file, index) => [file.path, `f${index}`]))
  return {
    ids,
    anchor: (path, line) => {
      const id = ids.get(path)
      return id === undefined ? null : line === undefined ? `#${id}` : `#${id}l${line}`
    },
  }
}

interface Folder {
  folders: Map<string, Folder>
  files: string[]
}

/** The tree as nested, collapsed folders; every file opens to its text. */
export function renderTree(report: Report, tree: Tree): string {
  const { ids } = fileIndex(report)
  const marked = markedLines(report)
  const allowance = allowancePerFile(report, tree)
  const owners = new Map(report.files.map((file) => [file.path, file]))
  const root: Folder = { folders: new Map(), files: [] }
  for (const { path } of report.files) {
    const parts = path.split('/')
    let folder = root
    for (const part of parts.slice(0, -1)) {
      const next = folder.folders.get(part) ?? { folders: new Map(), files: [] }
      folder.folders.set(part, next)
      folder = next
    }
    folder.files.push(path)
  }

  const showFile = (path: string): string => {
    const file = owners.get(path)
    const text = tree.text(path)
    const head = `<details class="file" id="${ids.get(path) ?? ''}"><summary>${escapeHtml(baseName(path))} <small>${escapeHtml(file?.owner ?? '')} · ${bytes(file?.bytes ?? 0)}</small></summary>`
    const body =
      text === undefined || text.includes('\0')
        ? '<p class="why">Not a text file.</p>'
        : preview(text, ids.get(path) ?? '', marked.get(path) ?? new Set(), allowance)
    return `${head}${body}</details>`
  }
  const showFolder = (name: string, folder: Folder, depth: number): string =>
    `<details class="dir"${depth === 0 ? ' open' : ''}><summary>${escapeHtml(name)}/</summary><div>${inside(folder, depth + 1)}</div></details>`
  const inside = (folder: Folder, depth: number): string =>
    [...[...folder.folders].map(([name, one]) => showFolder(name, one, depth)), ...folder.files.map(showFile)].join(
      '\n',
    )
  return inside(root, 1)
}

function markedLines(report: Report): Map<string, Set<number>> {
  const lines = new Map<string, Set<number>>()
  for (const { evidence } of [...report.deliverables, ...report.checklist])
    for (const { file, line } of evidence) lines.set(file, (lines.get(file) ?? new Set()).add(line))
  return lines
}

/** The largest allowance with which all previews together stay within the budget. */
function allowancePerFile(report: Report, tree: Tree): number {
  const sizes = report.files.map((file) => tree.text(file.path)?.length ?? 0).sort((a, b) => a - b)
  let left = BUDGET
  for (const [index, size] of sizes.entries()) {
    const share = Math.floor(left / (sizes.length - index))
    if (size > share) return share
    left -= size
  }
  return BUDGET
}

function preview(text: string, id: string, marked: ReadonlySet<number>, allowance: number): string {
  const all = text.replace(/\r\n?/g, '\n').replace(/\n$/, '').split('\n')
  const shown: string[] = []
  let used = 0
  for (const line of all) {
    const part = line.length > MOST_LINE ? `${line.slice(0, MOST_LINE)}…` : line
    // Escaping makes text longer: the allowance counts what will be written.
    const html = escapeHtml(part)
    used += html.length + 1
    if (shown.length >= MOST_LINES || (used > allowance && shown.length > 0)) break
    const number = shown.length + 1
    shown.push(marked.has(number) ? `<mark id="${id}l${number}">${html || ' '}</mark>` : html)
  }
  const numbers = shown.map((_, index) => index + 1).join('\n')
  const rest = all.length - shown.length
  const more = rest > 0 ? `<p class="why">${rest} more ${rest === 1 ? 'line' : 'lines'} in the file.</p>` : ''
  return `<div class="view"><pre class="ln" aria-hidden="true">${numbers}</pre><pre tabindex="0">${shown.join('\n')}</pre></div>${more}`
}

function bytes(count: number): string {
  return count < 1024 ? `${count} B` : `${(count / 1024).toFixed(1)} KB`
}
