import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Request } from '../../../src/engine/protocol/index.ts'
import { drive } from '../../helpers/run.ts'
import { houses } from './houses.ts'

const BROKEN = 'litres = <: boiler.gallons :>\n'
const breakBoiler = () => BROKEN
const dialogs = (requests: Request[]): string[] => requests.flatMap((r) => (r.kind === 'dialog' ? [r.dialog] : []))
const read = (out: string, file: string): string => readFileSync(join(out, file), 'utf8')

describe('a skill that fails', () => {
  test('is asked about in the words of spec 1', async () => {
    const at = houses()
    at.edit('heating-water/files/boiler.conf', breakBoiler)
    const { requests } = await drive({
      goal: 'pipes and a boiler',
      catalog: at.catalog(),
      script: { chain: 'confirm', 'skill-failed:heating-water': '3', '*': 'skip' },
    })
    expect(requests.find((r) => r.kind === 'dialog' && r.dialog === 'skill-failed')).toMatchObject({
      title: "ERROR: Skill 'heating-water' failed to load",
      lines: [
        'Invocation: infrastructure-skills:heating-water',
        expect.stringMatching(/^Reason: .*boiler\.conf:1:\d+: /),
        '',
        'Options:',
      ],
      choices: [
        { key: '1', label: 'Continue with remaining skills (skip this one)' },
        { key: '2', label: 'Retry this skill' },
        { key: '3', label: 'Stop workflow and show partial progress' },
      ],
      prompt: 'Your choice (1/2/3):',
    })
  })

  test('2 reads the folder again: a corrected skill goes on as if nothing had been', async () => {
    const at = houses()
    at.edit('heating-water/files/boiler.conf', breakBoiler)
    const catalog = at.catalog()
    const { reload } = catalog
    const { result, out, requests } = await drive({
      goal: 'pipes and a boiler',
      catalog: {
        ...catalog,
        reload(skill) {
          at.edit('heating-water/files/boiler.conf', () => 'litres = <: boiler.litres :>, corrected\n')
          return reload?.(skill) ?? Promise.resolve(skill)
        },
      },
      script: { chain: 'confirm', 'skill-failed:heating-water': '2', '*': 'skip' },
    })
    expect(dialogs(requests)).toEqual(['skill-failed'])
    expect(result).toMatchObject({ complete: true, stopped: null })
    expect(read(out, 'boiler.conf')).toBe('litres = 120, corrected\n')
  })

  test('2 with a folder that is still broken asks again, with the reason of now', async () => {
    const at = houses()
    at.edit('heating-water/files/boiler.conf', breakBoiler)
    const catalog = at.catalog()
    at.edit('heating-water/SKILL.md', (text) => text.replace('priority: 20', 'priority: many'))
    const { requests } = await drive({
      goal: 'pipes and a boiler',
      catalog,
      script: { chain: 'confirm', 'skill-failed:heating-water': ['2', '3'], '*': 'skip' },
    })
    const reasons = requests.flatMap((r) => (r.kind === 'dialog' && r.dialog === 'skill-failed' ? [r.lines[1]] : []))
    expect(reasons).toHaveLength(2)
    expect(reasons[1]).toMatch(/priority/)
  })

  test('1 goes on with the others, and the result is not called complete', async () => {
    const at = houses()
    at.edit('heating-water/files/boiler.conf', breakBoiler)
    const { result, out } = await drive({
      goal: 'pipes and a boiler',
      catalog: at.catalog(),
      script: { chain: 'confirm', 'skill-failed:heating-water': '1', incomplete: 'B', '*': 'skip' },
    })
    expect(existsSync(join(out, 'pipes.conf'))).toBe(true)
    expect(result.complete).toBe(false)
    expect([...result.failed.keys()]).toEqual(['heating-water'])
    expect(result.report.deliverables.filter((one) => one.status === 'missing').map((one) => one.name)).toEqual([
      'boiler.conf',
    ])
  })

  test('3 writes what the skills before it made, asks nothing more, and says where it stopped', async () => {
    const at = houses()
    at.edit('fitting-taps/files/taps.conf', () => '<: taps.shape :>\n')
    const { result, out, requests } = await drive({
      goal: 'taps and a boiler',
      catalog: at.catalog(),
      script: { chain: 'confirm', 'skill-failed:fitting-taps': '3', '*': 'skip' },
    })
    expect(dialogs(requests)).toEqual(['skill-failed'])
    expect(result.stopped).toMatch(/^stopped at fitting-taps: /)
    expect(result.complete).toBe(false)
    expect(existsSync(join(out, 'pipes.conf'))).toBe(true)
    expect(existsSync(join(out, 'boiler.conf'))).toBe(false)
    expect(existsSync(join(out, '.skillchain', 'manifest.json'))).toBe(true)
  })

  test('is asked about although the questions were skipped: somebody is there', async () => {
    const at = houses()
    at.edit('heating-water/files/boiler.conf', breakBoiler)
    const { requests } = await drive({
      goal: 'pipes and a boiler',
      catalog: at.catalog(),
      script: { chain: 'skip', 'skill-failed:heating-water': '3' },
    })
    expect(requests.map((r) => r.kind)).toEqual(['chain', 'dialog'])
  })

  test('stops a run that asks nothing, with what there is', async () => {
    const at = houses()
    at.edit('heating-water/files/boiler.conf', breakBoiler)
    const { result, asked } = await drive({
      goal: 'pipes and a boiler',
      catalog: at.catalog(),
      options: { ask: 'nothing' },
    })
    expect(asked).toEqual([])
    expect(result.stopped).toMatch(/heating-water/)
  })
})

describe('skills that build on one that failed', () => {
  const broken = (): ReturnType<typeof houses> => {
    const at = houses()
    at.edit('laying-pipes/files/pipes.conf', () => '<: pipes.colour :>\n')
    at.edit('fitting-taps/files/taps.conf', () => 'kind = <: taps.kind :>\n')
    return at
  }

  test('are asked about in the words of spec 1; yes notes it in what is generated', async () => {
    const { requests, out, events } = await drive({
      goal: 'taps',
      catalog: broken().catalog(),
      script: {
        chain: 'confirm',
        'skill-failed:laying-pipes': '1',
        'dependency-skipped:fitting-taps:laying-pipes': 'yes',
        incomplete: 'B',
        '*': 'skip',
      },
    })
    expect(requests.find((r) => r.kind === 'dialog' && r.dialog === 'dependency-skipped')).toMatchObject({
      title: "WARNING: 'fitting-taps' depends on 'laying-pipes' which was skipped.",
      lines: ["We'll note this dependency in the generated configuration."],
      prompt: 'Continue? (yes/no)',
    })
    expect(read(out, 'docs/open-dependencies.md')).toContain('**fitting-taps** builds on **laying-pipes**')
    expect(events.find((e) => e.type === 'note' && /without laying-pipes/.test(e.text))).toBeDefined()
  })

  test('no goes back to the chain, and no answer is asked for twice', async () => {
    const { requests, out } = await drive({
      goal: 'taps and a boiler',
      catalog: broken().catalog(),
      script: {
        chain: ['confirm', 'remove laying-pipes fitting-taps', 'confirm'],
        'skill-failed:laying-pipes': '1',
        'dependency-skipped:fitting-taps:laying-pipes': 'no',
        'question:boiler.litres': '200',
        '*': 'skip',
        'save-preferences': 'no',
      },
    })
    expect(requests.filter((r) => r.kind === 'question' && r.fact === 'boiler.litres')).toHaveLength(1)
    expect(read(out, 'boiler.conf')).toBe('litres = 200\n')
    expect(existsSync(join(out, 'taps.conf'))).toBe(false)
  })
})

describe('over a result that holds files of the skill that fails', () => {
  test('nothing is changed, forgotten or removed', async () => {
    const at = houses()
    const first = await drive({ goal: 'pipes and a boiler', catalog: at.catalog(), options: { ask: 'nothing' } })
    const manifest = read(first.out, '.skillchain/manifest.json')
    at.edit('heating-water/files/boiler.conf', breakBoiler)
    const again = drive({
      goal: 'pipes and a boiler',
      catalog: at.catalog(),
      out: first.out,
      options: { ask: 'nothing', removeOrphans: true, set: { 'pipes.material': 'plastic' } },
    })
    await expect(again).rejects.toThrow(/heating-water: .*\n.*nothing was changed/)
    expect(read(first.out, '.skillchain/manifest.json')).toBe(manifest)
    expect(read(first.out, 'boiler.conf')).toBe('litres = 120\n')
    expect(read(first.out, 'pipes.conf')).toContain('copper')
  })
})

describe('the dialog of missing components', () => {
  const deleted = async (script: Record<string, string | string[]>) => {
    const at = houses()
    const first = await drive({ goal: 'pipes and a boiler', catalog: at.catalog(), options: { ask: 'nothing' } })
    const { rmSync } = await import('node:fs')
    rmSync(join(first.out, 'boiler.conf'))
    writeFileSync(join(first.out, 'pipes.conf'), 'range = mine\n')
    return drive({
      goal: 'pipes and a boiler',
      catalog: at.catalog(),
      out: first.out,
      script: { chain: 'confirm', ...script, '*': 'skip' },
    })
  }

  test('opens below 80 % in the words of spec 1', async () => {
    const { requests, result } = await deleted({ incomplete: 'B' })
    expect(requests.find((r) => r.kind === 'dialog')).toMatchObject({
      title: "⚠️ Some infrastructure components weren't fully generated:",
      lines: ['Missing:', '- boiler.conf', '', 'Would you like me to:'],
      choices: [
        { key: 'A', label: 'Generate the missing components' },
        { key: 'B', label: 'Continue without them' },
        { key: 'C', label: 'See detailed validation report' },
      ],
    })
    expect(result).toMatchObject({ complete: false, report: { completeness: 50 } })
  })

  test('A brings back exactly what is missing and judges again; an edit beside it stays', async () => {
    const { result, out } = await deleted({ incomplete: 'A' })
    expect(result).toMatchObject({ complete: true, report: { completeness: 100 } })
    expect(read(out, 'boiler.conf')).toBe('litres = 120\n')
    expect(read(out, 'pipes.conf')).toBe('range = mine\n')
  })

  test('C shows what was looked for, then asks again', async () => {
    const { events, requests } = await deleted({ incomplete: ['C', 'B'] })
    expect(dialogs(requests)).toEqual(['incomplete', 'incomplete'])
    expect(events.find((e) => e.type === 'note' && /boiler\.conf does not exist/.test(e.text))).toBeDefined()
  })

  test('A after a skill failed reads it again, and its files come', async () => {
    const at = houses()
    at.edit('heating-water/files/boiler.conf', breakBoiler)
    const catalog = at.catalog()
    const { result, out } = await drive({
      goal: 'pipes and a boiler',
      catalog: {
        ...catalog,
        reload(skill) {
          at.edit('heating-water/files/boiler.conf', () => 'litres = <: boiler.litres :>\n')
          return catalog.reload?.(skill) ?? Promise.resolve(skill)
        },
      },
      script: { chain: 'confirm', 'skill-failed:heating-water': '1', incomplete: 'A', '*': 'skip' },
    })
    expect(result.complete).toBe(true)
    expect(result.failed.size).toBe(0)
    expect(read(out, 'boiler.conf')).toBe('litres = 120\n')
  })

  test('A that cannot help asks at most twice', async () => {
    const at = houses()
    at.edit('heating-water/files/boiler.conf', breakBoiler)
    const { requests, result } = await drive({
      goal: 'pipes and a boiler',
      catalog: at.catalog(),
      script: { chain: 'confirm', 'skill-failed:heating-water': '1', incomplete: ['A', 'A', 'A'], '*': 'skip' },
    })
    expect(dialogs(requests).filter((name) => name === 'incomplete')).toHaveLength(2)
    expect(result.complete).toBe(false)
  })
})
