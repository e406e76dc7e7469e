import { appendFileSync, existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Finished, GOAL, lines, skillchain, tree } from '../helpers/cli.ts'
import { platform, plumbing, type Result, SKILLS } from './result.ts'

describe('report', () => {
  test('judges what stands on disk: as text, as JSON, as a page', () => {
    const at = platform()
    const text = skillchain(at, ['report'])
    expect(text.code).toBe(0)
    expect(text.out).toMatch(/Blueprint: platform[\s\S]*Completeness: 100 ?%/)
    const json = skillchain(at, ['report', 'infrastructure', '--json'])
    expect(JSON.parse(json.out)).toMatchObject({ goal: GOAL, maturity: 'starter', completeness: 100 })
    const page = skillchain(at, ['report', '--html', '--output', 'page.html'])
    expect(page).toMatchObject({ code: 0, out: `${join(at.cwd, 'page.html')}\n` })
    const html = readFileSync(join(at.cwd, 'page.html'), 'utf8')
    expect(html).toMatch(/^<!doctype html>/i)
    expect(html).toContain('<svg')
    expect(html).not.toMatch(/<(?:script|link|img)[^>]+(?:src|href)="https?:/)
    const stored = skillchain(at, ['report', '--html'])
    expect(existsSync(stored.out.trim())).toBe(true)
  })

  test('a required file that is gone makes it exit 6 and is named', () => {
    const at = platform()
    rmSync(at.file('terraform/network.tf'))
    const text = skillchain(at, ['report'])
    expect(text.code).toBe(6)
    expect(text.out).toContain('terraform/network.tf')
    const json = skillchain(at, ['report', '--json'])
    expect(json.code).toBe(6)
    const { completeness, deliverables } = JSON.parse(json.out)
    expect(completeness).toBeLessThan(100)
    expect(JSON.stringify(deliverables.filter((d: { status: string }) => d.status === 'missing'))).toContain(
      'terraform/network.tf',
    )
    expect(skillchain(at, ['report', '--html', '--output', 'page.html']).code).toBe(6)
  })

  test('of a result with skills of your own needs them: without them it says so', () => {
    const at = plumbing()
    const without = skillchain(at, ['report'])
    expect(without.code).toBe(2)
    expect(without.err).toMatch(/skill '(laying-pipes|fitting-taps)'.*--skills/s)
    const judged = skillchain(at, ['report', '--json', ...SKILLS])
    expect(judged.code).toBe(0)
    expect(JSON.parse(judged.out)).toMatchObject({ required: 2, fulfilled: 2 })
  })
})

describe('many files are gone', () => {
  const GONE = [
    'terraform/network.tf',
    'terraform/dns.tf',
    'terraform/kubernetes.tf',
    'terraform/main.tf',
    'README.md',
    'scripts/deploy.sh',
    'k8s/base/gateway/gateway.yaml',
  ]
  function holed(): { at: Result; whole: Record<string, string> } {
    const at = platform()
    appendFileSync(at.file('terraform/kms.tf'), '\n# Mine.\n')
    const whole = tree(at.dir)
    for (const path of GONE) rmSync(at.file(path))
    rmSync(at.file('docs'), { recursive: true })
    return { at, whole }
  }
  const rerun = (at: Result, typed: string): Finished =>
    skillchain(at, [GOAL, '--maturity', 'starter'], `confirm\ndone\n${typed}`)

  test('a run opens the dialog below 80 %: A generates exactly what is required and missing', () => {
    const { at, whole } = holed()
    const done = rerun(at, 'A\n')
    expect(done.out).toMatch(/components weren't fully generated:[\s\S]*Missing:\n- /)
    expect(done.out).toContain('A) Generate the missing components')
    const now = tree(at.dir)
    for (const path of GONE) expect(now[path], path).toBe(whole[path])
    for (const [path, text] of Object.entries(now)) expect(text, path).toBe(whole[path])
    expect(now['terraform/kms.tf']).toContain('# Mine.')
    expect(done.out).toContain('Completeness: 100%')
    expect(done.code).toBe(0)
  })

  test('B leaves them gone and exits 6; C shows the details and asks again', () => {
    const { at } = holed()
    const before = tree(at.dir)
    const done = rerun(at, 'C\nB\n')
    expect(done.out).toMatch(/✗ Network with private nodes .*\n +terraform\/network\.tf does not exist/)
    expect(done.out.match(/Your choice \(A\/B\/C\):/g)).toHaveLength(2)
    expect(done.code).toBe(6)
    expect(tree(at.dir)).toEqual(before)
  })

  test('--json ends with 3 and the request; answer A and resume restore them', () => {
    const { at, whole } = holed()
    const first = skillchain(at, [GOAL, '--maturity', 'starter', '--json'])
    const run = String(lines(first.out).at(-1)?.run)
    expect(skillchain(at, ['answer', run, 'chain', 'confirm']).code).toBe(0)
    let done = skillchain(at, ['resume', run, '--json'])
    const asked: string[] = []
    for (let turn = 0; done.code === 3 && turn < 9; turn++) {
      const open = lines(done.out)
        .filter((line) => line.type === 'request.opened')
        .at(-1)?.request as { id: string } // of our own schema
      asked.push(open.id)
      expect(skillchain(at, ['answer', run, open.id, open.id === 'incomplete' ? 'A' : 'done']).err).toBe('')
      done = skillchain(at, ['resume', run, '--json'])
    }
    expect(asked).toContain('incomplete')
    expect(done.code).toBe(0)
    for (const path of GONE) expect(at.read(path)).toBe(whole[path])
  })
})
