import { pathFault } from '../../skills/paths.ts'
import type { Diagnostic } from '../protocol/diagnostic.ts'
import { formatFile } from './format/index.ts'
import type { Composition, OutFile, RenderedFile } from './types.ts'

/** Brings what all skills wrote together: sections become files, files are formatted, and clashes are refused. */
export function composeFiles(all: readonly RenderedFile[]): Composition {
  const problems: Diagnostic[] = []
  const byPath = new Map<string, RenderedFile[]>()
  for (const file of all) {
    const fault = pathFault(file.path)
    if (fault) problems.push(refusal(file.path, `${origin(file)} writes to ${fault}`))
    else byPath.set(file.path, [...(byPath.get(file.path) ?? []), file])
  }
  problems.push(...pathClashes([...byPath.keys()]))

  const files: OutFile[] = []
  for (const [path, parts] of byPath) {
    const clash = ownerClash(path, parts)
    if (clash) problems.push(clash)
    else files.push(composeFile(path, parts, problems))
  }
  files.sort((a, b) => (a.path < b.path ? -1 : 1))
  return { files, problems }
}

function composeFile(path: string, parts: readonly RenderedFile[], problems: Diagnostic[]): OutFile {
  // The sort is stable, and the parts come in the order of the chain.
  const ordered = [...parts].sort((a, b) => a.order - b.order)
  const raw = ordered.length === 1 ? (ordered[0]?.content ?? '') : joinSections(path, ordered)
  const { text, problems: found } = formatFile(path, raw)
  const owner = unique(ordered.map((part) => part.owner)).join('+')
  const template = unique(ordered.map((part) => part.template)).join('+')
  for (const { line, column, message, hint } of found) {
    const more = [hint, `rendered from ${unique(ordered.map(origin)).join(', ')}`].filter(Boolean).join('; ')
    problems.push({ check: 'render', severity: 'error', file: path, line, column, message, hint: more })
  }
  return {
    path,
    content: text,
    mode: text.startsWith('#!') ? 0o755 : 0o644,
    owner,
    template,
    was: unique(ordered.flatMap((part) => part.was)),
  }
}

function joinSections(path: string, parts: readonly RenderedFile[]): string {
  let result = ''
  for (const part of parts) {
    const text = withoutBlankEnds(part.content)
    if (result !== '') result += isOneTable(path, result, text) ? '\n' : '\n\n'
    result += text
  }
  return `${result}\n`
}

/** Rows that several skills add to one Markdown table: a blank line would end the table. */
function isOneTable(path: string, before: string, after: string): boolean {
  const lastLine = before.slice(before.lastIndexOf('\n') + 1)
  return path.endsWith('.md') && lastLine.startsWith('|') && after.startsWith('|') && !/^\|.*\n\|[\s:|-]+\|/.test(after)
}

function withoutBlankEnds(text: string): string {
  const lines = text.replaceAll('\r\n', '\n').split('\n')
  const isBlank = (line: string): boolean => line.trim() === ''
  const first = lines.findIndex((line) => !isBlank(line))
  const last = lines.findLastIndex((line) => !isBlank(line))
  return lines.slice(first, last + 1).join('\n')
}

/** Several templates may write one file only when each of them says which section it writes. */
function ownerClash(path: string, parts: readonly RenderedFile[]): Diagnostic | null {
  if (parts.length < 2 || parts.every((part) => part.section !== undefined)) return null
  return refusal(
    path,
    `${unique(parts.map(origin)).join(' and ')} both write this file`,
    'give each of the templates a section, or let one of them write another file',
  )
}

/** Paths that are two on this disk and one on another, and files that stand where a folder is needed. */
function pathClashes(paths: readonly string[]): Diagnostic[] {
  const problems: Diagnostic[] = []
  const seen = new Map<string, string>()
  for (const path of paths) {
    const same = seen.get(folded(path))
    if (same) problems.push(refusal(path, `is the same file as ${same} on a disk that does not tell case apart`))
    seen.set(folded(path), path)
  }
  for (const path of paths) {
    const steps = path.split('/')
    for (let length = 1; length < steps.length; length++) {
      const folder = seen.get(folded(steps.slice(0, length).join('/')))
      if (folder) problems.push(refusal(path, `${folder} is a file, and cannot be a folder as well`))
    }
  }
  problems.push(...folderClashes(paths))
  return problems
}

/** `Terraform/a.tf` and `terraform/b.tf` are one folder on a disk that does not tell case apart, and two in git. */
function folderClashes(paths: readonly string[]): Diagnostic[] {
  const problems: Diagnostic[] = []
  const seen = new Map<string, string>()
  for (const path of paths) {
    const steps = path.split('/')
    for (let length = 1; length < steps.length; length++) {
      const folder = steps.slice(0, length).join('/')
      const same = seen.get(folded(folder))
      if (same !== undefined && same !== folder) {
        problems.push(
          refusal(path, `the folder ${folder}/ is the same as ${same}/ on a disk that does not tell case apart`),
        )
      } else seen.set(folded(folder), folder)
    }
  }
  return problems
}

function folded(path: string): string {
  return path.normalize('NFC').toLowerCase()
}

function refusal(file: string, message: string, hint?: string): Diagnostic {
  return { check: 'render', severity: 'error', file, line: 0, column: 0, message, ...(hint ? { hint } : {}) }
}

function origin(file: RenderedFile): string {
  return `${file.owner}/files/${file.template}`
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)]
}
