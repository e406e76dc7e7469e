import { describe, expect, test } from 'vitest'
import type { CheckSummary, Diagnostic, Report } from '../../src/engine/protocol/index.ts'
import { widthOf } from '../../src/text/index.ts'
import type { Size } from '../../src/ui/frame.ts'
import { lineText } from '../../src/ui/lines.ts'
import { type BrowseScreen, openBrowse, pressBrowse, viewBrowse } from '../../src/ui/screens/browse.ts'
import { type ReportSources, reportLevel } from '../../src/ui/screens/report.ts'
import { REPORT } from '../engine/protocol/samples.ts'
import { ask, burst, key, sample } from './asked.ts'

const SIZE: Size = { columns: 100, rows: 32 }
const FILES: Record<string, string> = {
  'README.md': '# House\n\nTurn the `water` on.\n',
  'pipes/main.conf': `${Array.from({ length: 80 }, (_, index) => `pipe ${index + 1}`).join('\n')}\n`,
  'pipes/joints/solder.conf': 'solder = true\n',
  'taps.conf': 'tap "kitchen" {\n  hot = \n}\n',
}
const found = (line: number, message: string): Diagnostic => ({
  check: 'syntax',
  severity: 'error',
  file: 'taps.conf',
  line,
  column: 9,
  message,
})
const CHECKS: CheckSummary[] = [
  ...Array.from(
    { length: 22 },
    (_, index): CheckSummary => ({ check: `check ${index}`, status: 'passed', findings: 0, note: '9 files' }),
  ),
  {
    check: 'pressure',
    status: 'not-run',
    findings: 0,
    note: 'no gauge is installed, and none was found anywhere on this machine',
    outside: true,
  },
  { check: 'syntax', status: 'failed', findings: 1, note: '4 files' },
]
const WHOLE: Report = {
  ...REPORT,
  files: Object.entries(FILES).map(([path, text]) => ({ path, owner: 'fitting-taps', bytes: text.length })),
  deliverables: [
    {
      name: 'Taps',
      status: 'fulfilled',
      skill: 'fitting-taps',
      files: ['taps.conf'],
      why: [],
      evidence: [{ file: 'taps.conf', line: 1, text: 'tap "kitchen" {' }],
    },
    {
      name: 'Drain',
      status: 'missing',
      skill: 'laying-pipes',
      files: [],
      why: ['drain.conf does not exist'],
      evidence: [],
    },
  ],
  checks: CHECKS,
}
const SOURCES: ReportSources = {
  report: WHOLE,
  diagnostics: [found(2, 'no value')],
  read: (path) => FILES[path] ?? null,
}
const TOOLS = { openHtml: () => 'written: report.html' }

const first = (sources = SOURCES): BrowseScreen => openBrowse(reportLevel(sources))

function press(screen: BrowseScreen, keys: string, size = SIZE): BrowseScreen {
  return keys.split(' ').reduce((now, name) => {
    const next = pressBrowse(now, { name, text: name.length === 1 ? name : '' }, size, TOOLS)
    if (next === 'left') throw new Error('left')
    return next
  }, screen)
}

function shown(screen: BrowseScreen, size = SIZE): string {
  const { top, body, bottom } = viewBrowse(screen, size)
  const lines = [...top, ...body, ...bottom].map(lineText)
  expect(lines.length).toBeLessThanOrEqual(size.rows - 2)
  for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(size.columns)
  return lines.join('\n')
}

describe('the first list', () => {
  test('is the verdict and its parts', () => {
    const screen = shown(first())
    expect(screen).toContain('✗ INFRASTRUCTURE CONFIGURATION: 1 OF 2 REQUIRED PARTS MISSING')
    expect(screen).toMatch(/✗ checks +1 failed, 22 passed, 1 not run/)
    expect(screen).toMatch(/files +4 files/)
  })

  test('Esc says how to leave, q and Enter on the last row do', () => {
    expect(shown(press(first(), 'escape'))).toContain('q leaves')
    expect(pressBrowse(first(), { name: 'q', text: 'q' }, SIZE, TOOLS)).toBe('left')
    expect(pressBrowse(press(first(), 'end'), { name: 'enter', text: '' }, SIZE, TOOLS)).toBe('left')
  })

  test('o opens the page and says where it is', () => {
    expect(shown(press(first(), 'o'))).toContain('written: report.html')
  })
})

describe('evidence', () => {
  test('of a deliverable is the file and the line, in its source', () => {
    const screen = shown(press(first(), 'enter enter'))
    expect(screen).toContain('REPORT › deliverables › Taps')
    expect(screen).toContain('taps.conf:1')
    expect(screen).toMatch(/›1 tap "kitchen" \{\s/)
  })

  test('of a missing one says what was looked for', () => {
    expect(shown(press(first(), 'enter down enter'))).toContain('drain.conf does not exist')
  })

  test('goes back one level at a time', () => {
    const deep = press(first(), 'enter enter')
    expect(shown(press(deep, 'escape'))).toMatch(/REPORT › deliverables ─/)
    expect(shown(press(deep, 'escape escape'))).toMatch(/REPORT ─/)
  })
})

describe('checks', () => {
  const checks = press(first(), 'down down enter')

  test('stand there failed first, then what did not run and why, then the others', () => {
    const lines = shown(checks).split('\n')
    expect(lines[2]).toMatch(/› ✗ syntax +1 finding/)
    expect(lines[3]).toMatch(/– pressure +not run: no gauge is installed/)
    expect(lines[4]).toMatch(/✓ check 0 +9 files/)
  })

  test('open to each finding in its source, marked', () => {
    const screen = shown(press(checks, 'enter'))
    expect(screen).toContain('taps.conf:2:9: error: no value')
    expect(screen).toMatch(/›2 {3}hot =/)
    expect(screen).toMatch(/ 1 tap "kitchen" \{/)
  })

  test('open to the whole reason why one did not run', () => {
    const screen = shown(press(checks, 'down enter'), { columns: 60, rows: 20 })
    expect(screen.replace(/[│\s]+/g, ' ')).toContain(
      'not run no gauge is installed, and none was found anywhere on this machine',
    )
  })

  test('of an older report show what it kept, and that there is more', () => {
    const older = {
      ...WHOLE,
      checks: [{ check: 'syntax', status: 'failed' as const, findings: 7, diagnostics: [found(2, 'no value')] }],
    }
    const screen = shown(press(first({ ...SOURCES, report: older, diagnostics: [] }), 'down down enter enter'))
    expect(screen).toContain('taps.conf:2:9: error: no value')
    expect(screen).toContain('and 6 more: skillchain check')
  })
})

describe('files', () => {
  const files = press(first(), 'down down down down enter')

  test('are a tree, folders first, with the beginning of a file beside it', () => {
    const screen = shown(files)
    expect(screen).toMatch(/› ▾ pipes\/ +2/)
    expect(screen).toMatch(/ {4}▸ joints\/ +1/)
    expect(screen.indexOf('main.conf')).toBeLessThan(screen.indexOf('README.md'))
    const readme = shown(press(files, 'down down down'))
    expect(readme).toMatch(/› +README\.md[\s\S]*│ 1 # House|│ 1 # House[\s\S]*› +README\.md/)
  })

  test('→ opens and goes in, ← closes and goes up', () => {
    const inside = press(files, 'right right right')
    expect(shown(inside)).toMatch(/› +solder\.conf/)
    expect(shown(press(inside, 'left'))).toMatch(/› +▾ joints\//)
    expect(shown(press(inside, 'left left'))).toMatch(/› +▸ joints\//)
    expect(shown(press(inside, 'left left left left'))).toMatch(/› ▸ pipes\//)
    expect(shown(press(inside, 'left left left left left'))).toMatch(/REPORT ─/)
  })

  test('the preview scrolls to its end and not further', () => {
    const main = press(files, 'down down')
    expect(shown(main)).toMatch(/pipe 1\b/)
    const end = press(main, 'pagedown pagedown pagedown pagedown pagedown')
    expect(shown(end)).toMatch(/pipe 80\b/)
    expect(shown(press(end, 'pageup pageup pageup pageup pageup'))).toMatch(/pipe 1\b/)
  })

  test('Enter reads a file on the whole screen, with its keys', () => {
    const file = press(files, 'down down enter')
    expect(shown(file)).toContain('REPORT › files › pipes/main.conf')
    expect(shown(press(file, 'end'))).toMatch(/80 pipe 80/)
    expect(shown(press(file, 'end home j j k space'))).not.toMatch(/ 1 pipe 1\b/)
    expect(shown(press(file, 'escape'))).toMatch(/REPORT › files ─/)
  })

  test('one that was deleted meanwhile says so', () => {
    const gone = openBrowse(reportLevel({ ...SOURCES, read: () => null }))
    expect(shown(press(gone, 'down down down down enter down down'))).toContain('not there any more')
  })

  test.each([
    [60, 20],
    [44, 12],
    [30, 8],
  ])('in a window of %i × %i the tree stands alone', (columns, rows) => {
    const screen = shown(press(files, 'down down', { columns, rows }), { columns, rows })
    expect(screen).toContain('main.conf')
    expect(screen).not.toContain('pipe 1')
  })
})

test('the detailed report of the dialog of missing parts opens over it and leaves it open', async () => {
  const { ui, answer, shown: screen } = ask(sample('dialog', (one) => one.dialog === 'incomplete'))
  ui.notify({ type: 'report.ready', report: WHOLE })
  ui.press(burst('C\r'))
  await Promise.resolve()
  expect(answer()).toBe(null)
  expect(screen()).toContain('1 OF 2 REQUIRED PARTS MISSING')
  ui.press([...key('enter'), ...key('down'), ...key('enter')])
  expect(screen()).toContain('drain.conf does not exist')
  ui.press([...key('escape'), ...key('escape'), ...key('escape')])
  expect(screen()).toContain('Title of incomplete')
  ui.press(burst('A\r'))
  await Promise.resolve()
  expect(answer()).toBe('A')
})
