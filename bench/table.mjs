// One table for all benchmarks.
const HEAD = { what: 'what', ours: 'ours', other: 'against', ratio: 'ratio', target: 'target', verdict: '' }
const COLUMNS = Object.keys(HEAD)

export function table(rows) {
  const cells = [HEAD, ...rows.map((row) => ({ ...row, ...verdictOf(row) }))]
  const widths = Object.fromEntries(
    COLUMNS.map((name) => [name, Math.max(...cells.map((row) => (row[name] ?? '').length))]),
  )
  const lines = cells.map((row) =>
    COLUMNS.map((name) => (row[name] ?? '').padEnd(widths[name]))
      .join('  ')
      .trimEnd(),
  )
  const notes = rows.flatMap((row) => [
    ...(row.note ? [`${row.what}: ${row.note}`] : []),
    ...(row.details ?? []).map((line) => `  ${line}`),
  ])
  const rule = '-'.repeat(Math.max(...lines.map((line) => line.length)))
  return [lines[0], rule, ...lines.slice(1), ...(notes.length > 0 ? ['', ...notes] : [])]
}

function verdictOf({ met, notRun, broke }) {
  if (broke !== undefined) return { verdict: 'BROKE', ours: broke }
  if (notRun !== undefined) return { verdict: 'not run', ours: notRun }
  return { verdict: met === true ? 'met' : met === false ? 'MISSED' : '' }
}
