import { line, span } from '../lines.ts'
import type { Level, Row } from './browse.ts'
import { codeLines } from './code.ts'
import type { ReportSources } from './report.ts'

/** The generated files as a tree, folders first; Enter opens a folder or shows a file. */
export const filesLevel = (sources: ReportSources, folder = ''): Level => ({
  is: 'list',
  title: folder === '' ? 'files' : folder.slice(folder.lastIndexOf('/') + 1),
  rows: rowsIn(sources, folder),
  at: 0,
})

function rowsIn(sources: ReportSources, folder: string): Row[] {
  const prefix = folder === '' ? '' : `${folder}/`
  const inside = sources.report.files.filter((file) => file.path.startsWith(prefix))
  const folders = new Map<string, number>()
  const files: Row[] = []
  for (const file of inside) {
    const rest = file.path.slice(prefix.length)
    const slash = rest.indexOf('/')
    if (slash >= 0) folders.set(rest.slice(0, slash), (folders.get(rest.slice(0, slash)) ?? 0) + 1)
    else
      files.push({
        sign: ' ',
        role: 'plain',
        label: rest,
        note: `${size(file.bytes)}  ${file.owner}`,
        open: () => fileLevel(sources, file.path),
      })
  }
  const rows = [...folders].map(
    ([name, count]): Row => ({
      sign: ' ',
      role: 'plain',
      label: `${name}/`,
      note: String(count),
      open: () => filesLevel(sources, prefix + name),
    }),
  )
  return [...rows, ...files]
}

const size = (bytes: number): string => (bytes < 1024 ? `${bytes} B` : `${(bytes / 1024).toFixed(1)} KiB`)

function fileLevel(sources: ReportSources, path: string): Level {
  const content = sources.read(path)
  return {
    is: 'text',
    title: path.slice(path.lastIndexOf('/') + 1),
    scrolled: 0,
    draw: (width) =>
      content === null ? [line(span('the file is not there any more', 'warn'))] : codeLines(content, path, width),
  }
}
