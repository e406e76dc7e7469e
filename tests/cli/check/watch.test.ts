import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { shell, skillchain } from '../../helpers/cli.ts'

const BIN = new URL('../../../bin/skillchain.cjs', import.meta.url).pathname
const running: ChildProcess[] = []

afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL')
})

/** The program at its watch over a folder with these files; `save` resolves with what it says of a save. */
function watching(files: Record<string, string>) {
  const dir = mkdtempSync(join(tmpdir(), 'skillchain-watch-'))
  for (const [path, text] of Object.entries(files)) writeFileSync(join(dir, path), text)
  const env = { ...process.env, XDG_CACHE_HOME: mkdtempSync(join(tmpdir(), 'skillchain-cache-')) }
  const child = spawn(process.execPath, [BIN, 'check', '--watch', dir], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  running.push(child)
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString('utf8')
  })
  const first = expect.poll(() => said, { timeout: 20_000 }).toMatch(/\d+ errors?, \d+ warnings?/)
  return {
    child,
    first,
    async says(path: string, text: string, verdict: RegExp): Promise<void> {
      said = ''
      mkdirSync(dirname(join(dir, path)), { recursive: true })
      writeFileSync(join(dir, path), text)
      await expect.poll(() => said, { timeout: 20_000 }).toMatch(verdict)
    },
  }
}

test('each save is judged, until Ctrl-C', async () => {
  const watch = watching({ 'a.yaml': 'a: 1\n' })
  await watch.first
  await watch.says('a.yaml', 'a: [1\n', /a\.yaml changed[\s\S]*1 error/)
  await watch.says('a.yaml', 'a: [1]\n', /a\.yaml changed[\s\S]*0 errors, 0 warnings/)
  watch.child.kill('SIGINT')
  const [code] = await once(watch.child, 'exit')
  expect(code).toBe(130)
})

test('a save counts for what other files say, and a file in a new folder for itself', async () => {
  const watch = watching({
    'a.tf': 'output "name" {\n  value = var.name\n}\n',
    'b.tf': 'variable "name" {\n  type = string\n}\n',
  })
  await watch.first
  // As long as before, and within the same moment.
  await watch.says(
    'b.tf',
    'variable "mane" {\n  type = string\n}\n',
    /b\.tf changed[\s\S]*a\.tf:2[\s\S]*undeclared input variable/,
  )
  await watch.says('b.tf', 'variable "name" {\n  type = string\n}\n', /b\.tf changed[\s\S]*0 errors/)
  await watch.says('new/c.yaml', 'c: [1\n', /new\/c\.yaml[\s\S]*1 error/)
  await watch.says('new/c.yaml', 'c: [1]\n', /changed[\s\S]*0 errors/)
})

test('what is watched is shown, and neither fixed nor filed', () => {
  const at = shell()
  expect(skillchain(at, ['check', '--watch', '--fix']).code).toBe(2)
  expect(skillchain(at, ['check', '--watch', '--sarif']).code).toBe(2)
})
