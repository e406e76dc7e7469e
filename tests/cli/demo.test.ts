import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type BatchEvent, batchLines } from '../../src/engine/protocol/index.ts'
import { batchLine } from '../../src/engine/protocol/schema.ts'
import { lines, ROOT, shell, skillchain, start } from '../helpers/cli.ts'

const RECORDING = readFileSync(join(ROOT, 'skillchain', 'recordings', 'board.ndjson'), 'utf8')
const demo = (...flags: string[]) => skillchain(shell(), ['demo', 'board', ...flags])

describe('the recorded batch without a screen', () => {
  test('--json: a line that names the schema, then the recording, event by event', () => {
    const { code, out, err } = demo('--json')
    expect([code, err]).toEqual([0, ''])
    const [first, ...events] = lines(out)
    expect(first).toEqual({ type: 'schema', schema: 'skillchain.batch', version: 1, skillchain: expect.any(String) })
    expect(events).toEqual(lines(RECORDING))
    for (const line of lines(out)) expect(batchLine.safeParse(line).error).toBe(undefined)
  })

  test('a pipe gets every event as lines, and no escape code', () => {
    const { code, out, err } = demo()
    expect([code, err]).toEqual([0, ''])
    expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/)
    expect(out.split('\n')).toHaveLength(
      lines(RECORDING).flatMap((event) => batchLines(event as unknown as BatchEvent)).length + 1, // proved by the schema above
    )
    expect(out).toContain('3841 | aws_vpc.main: Creating...\n')
    expect(out).toContain('[3850] GATE: Open a pull request for IAC-TAP-3850\n')
    expect(out).toContain('[3850] gate answered: approve (person)\n')
    expect(demo('--plain').out).toBe(out)
  })

  test('at a pace it tells the same story in the same order', () => {
    const story = (out: string): unknown[] =>
      lines(out)
        .slice(1)
        .map(({ at: _at, ...event }) => event)
    expect(story(demo('--json', '--speed', '100000').out)).toEqual(story(demo('--json').out))
  })

  test('--lines-per-second repeats the lines of every running task', async () => {
    const running = start(shell(), ['demo', 'board', '--json', '--speed', '1', '--lines-per-second', '500'])
    await running.says('"task":"3847","text":"namespace/payments serverside-applied"')
    running.child.kill('SIGINT')
    const { out, code } = await running.ended
    expect(code).toBe(130)
    const recorded = new Set(lines(RECORDING).map(({ task, text }) => `${task} ${text}`))
    const written = lines(out.slice(0, out.lastIndexOf('\n'))).filter(({ type }) => type === 'task.log')
    for (const { task, text } of written) expect(recorded).toContain(`${task} ${text}`)
  })

  test.each([
    ['--speed', '0'],
    ['--speed', '-1'],
    ['--speed', 'fast'],
    ['--lines-per-second', ''],
    ['--lines-per-second', 'Infinity'],
  ])('%s %j is refused, with an example', (flag, value) => {
    const { code, err } = demo(flag, value)
    expect(code).toBe(2)
    expect(err).toContain(flag)
    expect(err).toContain('for example')
  })

  test('a reader that goes away is no failure', async () => {
    const running = start(shell(), ['demo', 'board', '--speed', '200'])
    await running.says('[3841] started')
    running.child.stdout?.destroy()
    expect((await running.ended).err).toBe('')
  })
})
