import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { GOAL, lines, shell, skillchain, start, tree } from '../helpers/cli.ts'

describe('--json', () => {
  test('first line names the schema, last line is the result, every line between is an event', () => {
    const at = shell()
    const done = skillchain(at, [GOAL, '--skip-all', '--json'])
    const all = lines(done.out)
    expect(all[0]).toMatchObject({ type: 'schema', schema: 'skillchain.run', version: 1 })
    expect(all.at(-1)).toMatchObject({ type: 'result', outcome: 'done', exitCode: 0, completeness: 100 })
    expect(all.slice(1, -1).every((line) => typeof line.type === 'string')).toBe(true)
    expect(done.code).toBe(0)
  })

  test('a request that nobody answers ends the run with exit 3; answer and resume go on, to the same files', () => {
    const at = shell()
    let done = skillchain(at, [GOAL, '--json', '--set', 'maturity=starter'])
    const asked: string[] = []
    for (let turn = 0; done.code === 3 && turn < 60; turn++) {
      const all = lines(done.out)
      const result = all.at(-1) ?? {}
      const request = all.filter((line) => line.type === 'request.opened').at(-1)?.request as {
        id: string
        kind: string
      }
      expect(result).toMatchObject({ type: 'result', outcome: 'unanswered', exitCode: 3 })
      asked.push(request.id)
      const choice = request.kind === 'chain' ? 'confirm' : request.id === 'save-preferences' ? 'no' : 'skip'
      const answered = skillchain(at, ['answer', String(result.run), request.id, choice])
      expect(answered.code, answered.err).toBe(0)
      done = skillchain(at, ['resume', '--json'])
    }
    expect(asked[0]).toBe('chain')
    expect(asked.length).toBeGreaterThan(5)
    expect(done.code).toBe(0)
    const other = shell()
    skillchain(other, [GOAL, '--skip-all', '--set', 'maturity=starter'])
    expect(tree(join(at.cwd, 'infrastructure'))).toEqual(tree(join(other.cwd, 'infrastructure')))
  })

  test('a wrong answer is refused and changes nothing', () => {
    const at = shell()
    const done = skillchain(at, [GOAL, '--json', '--answers', answersFile(at.cwd)])
    const run = String(lines(done.out).at(-1)?.run)
    expect(skillchain(at, ['answer', run, 'chain', 'perhaps']).code).toBe(2)
    expect(skillchain(at, ['answer', run, 'question:nothing', 'skip']).err).toMatch(/waits for 'chain'/)
    expect(skillchain(at, ['answer', run, 'chain', 'confirm']).code).toBe(0)
  })
})

function answersFile(cwd: string): string {
  writeFileSync(join(cwd, 'a.yaml'), 'maturity: starter\n')
  return 'a.yaml'
}

describe('lines', () => {
  test('answers come from a pipe, one a line', () => {
    const at = shell()
    const done = skillchain(
      at,
      ['vpc network', '--set', 'maturity=starter'],
      'confirm\n\n10.77.0.0/16\ndone\nno\n'.replace('\n\n', '\nskip\n'),
    )
    expect(done.out).toContain('SKILL CHAIN DETECTED FOR: "vpc network"')
    expect(done.code, done.out + done.err).not.toBe(1)
  })

  test('an input that ends stops the run with exit 3 and says how to go on', () => {
    const at = shell()
    const done = skillchain(at, [GOAL], 'confirm\n')
    expect(done.code).toBe(3)
    expect(done.out).toMatch(/skillchain answer \S+ 'question:\S+' CHOICE/)
    expect(existsSync(join(at.cwd, 'infrastructure'))).toBe(false)
  })

  test('control codes in a goal never reach the terminal', () => {
    const at = shell()
    const done = skillchain(at, ['kubernetes \u001b[2J\u001b]0;owned\u0007 \u202edns', '--skip-all', '--dry-run'])
    expect(done.out).not.toMatch(/[\u001b\u0007\u202e]/)
    expect(done.out).toContain('kubernetes')
  })

  test('a reader that goes away does not stop the work', async () => {
    const at = shell()
    const running = start(at, [GOAL, '--skip-all'])
    running.child.stdout?.destroy()
    const { code } = await running.ended
    expect(code).toBe(0)
    expect(existsSync(join(at.cwd, 'infrastructure', '.skillchain', 'manifest.json'))).toBe(true)
  })
})

describe('signals', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    '%s at a question stops cleanly, and resume goes on with the answers',
    async (signal) => {
      const at = shell()
      const running = start(at, [GOAL])
      await running.says('confirm, skip, customize or help')
      running.child.stdin?.write('confirm\n')
      await running.says('STEP 1/')
      running.child.stdin?.write('advanced\n')
      await running.says('project.name (slug)')
      running.child.kill(signal)
      const { code, out } = await running.ended
      expect(code).toBe(130)
      expect(out).toMatch(/interrupted; go on with: skillchain resume \d{8}-\d{6}-\w+/)
      expect(existsSync(join(at.cwd, 'infrastructure'))).toBe(false)
      const resumed = skillchain(at, ['resume'], 'done\nno\n')
      expect(resumed.out).not.toContain('How much of it do you want?')
      expect(resumed.out).toContain('Maturity: advanced')
    },
  )
})

describe('two runs on one folder', () => {
  test('the second says who is at work and touches nothing', async () => {
    const at = shell()
    expect(skillchain(at, [GOAL, '--skip-all']).code).toBe(0)
    const lock = join(at.cwd, 'infrastructure', '.skillchain', 'lock')
    const before = tree(join(at.cwd, 'infrastructure'))
    const { lockFile, realDisk } = await import('../../src/engine/workspace/index.ts')
    const held = lockFile(lock, { run: 'other', pid: process.pid, isAlive: () => true }, realDisk)
    const done = skillchain(at, [GOAL, '--skip-all', '--set', 'project.owner=others'])
    expect(done.code).toBe(1)
    expect(done.out + done.err).toMatch(new RegExp(`${process.pid}`))
    expect(tree(join(at.cwd, 'infrastructure'))).toEqual(before)
    held.release()
    expect(skillchain(at, [GOAL, '--skip-all']).code).toBe(0)
  })
})

describe('a journal', () => {
  test('that was edited is refused with its line; one cut in the middle goes on', () => {
    const at = shell()
    const done = skillchain(at, [GOAL, '--json'])
    const run = String(lines(done.out).at(-1)?.run)
    const file = join(at.env.XDG_STATE_HOME ?? '', 'skillchain', 'runs', run, 'journal.ndjson')
    const whole = readFileSync(file, 'utf8')
    writeFileSync(file, whole.replace('"ask":"everything"', '"ask":"nothing"'))
    const refused = skillchain(at, ['resume', run])
    expect(refused.code).toBe(1)
    expect(refused.err).toMatch(/journal\.ndjson:2: the journal was changed here/)
    writeFileSync(file, whole.slice(0, whole.lastIndexOf('{') + 20))
    expect(skillchain(at, ['resume', run, '--skip-all']).code).toBe(0)
  })
})
