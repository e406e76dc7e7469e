// `npm run monkey [WORLD] [FROM] [TO] [KEYS]`: other seeds for tests/ui/monkey.test.ts, and more keys than a test has time for.
// WORLD is runs, requests, start, report, board or all; without numbers, twenty seeds that nobody has tried.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const [world = 'all', from = String(Math.floor(Date.now() / 1000) % 1_000_000), to, keys = '100000'] =
  process.argv.slice(2)
const first = Number(from)
const last = to === undefined ? first + 19 : Number(to)
const seeds = Array.from({ length: last - first + 1 }, (_, index) => first + index)
const { status } = spawnSync('npx', ['vitest', 'run', 'tests/ui/monkey.test.ts'], {
  cwd: fileURLToPath(new URL('..', import.meta.url)),
  stdio: 'inherit',
  env: {
    ...process.env,
    SKILLCHAIN_MONKEY_SEEDS: seeds.join(','),
    SKILLCHAIN_MONKEY_KEYS: keys,
    ...(world === 'all' ? {} : { SKILLCHAIN_MONKEY: world }),
  },
})
process.exit(status ?? 1)
