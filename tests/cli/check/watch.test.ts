import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { shell, skillchain } from '../../helpers/cli.ts'

const BIN = new URL('../../../bin/skillchain.cjs', import.meta.url).pathname
const running: ChildProcess[] = []

afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL')
})

test('each save is judged, until Ctrl-C', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'skillchain-watch-'))
  writeFileSync(join(dir, 'a.yaml'), 'a: 1\n')
  const env = { ...process.env, XDG_CACHE_HOME: mkdtempSync(join(tmpdir(), 'skillchain-cache-')) }
  const child = spawn(process.execPath, [BIN, 'check', '--watch', dir], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  running.push(child)
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString('utf8')
  })
  await expect.poll(() => said, { timeout: 20_000 }).toContain('0 errors, 0 warnings')
  writeFileSync(join(dir, 'a.yaml'), 'a: [1\n')
  await expect.poll(() => said, { timeout: 20_000 }).toMatch(/a\.yaml changed[\s\S]*1 error/)
  writeFileSync(join(dir, 'a.yaml'), 'a: [1]\n')
  await expect.poll(() => said.split('a.yaml changed').at(-1), { timeout: 20_000 }).toContain('0 errors, 0 warnings')
  child.kill('SIGINT')
  const [code] = await once(child, 'exit')
  expect(code).toBe(130)
})

test('what is watched is shown, and neither fixed nor filed', () => {
  const at = shell()
  expect(skillchain(at, ['check', '--watch', '--fix']).code).toBe(2)
  expect(skillchain(at, ['check', '--watch', '--sarif']).code).toBe(2)
})
