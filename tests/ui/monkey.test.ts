import { describe, expect, test, vi } from 'vitest'
import { BINDINGS } from '../../src/ui/keys.ts'
import { monkeyBoard } from './monkey/board.ts'
import { bytesOf, type Chance, chance, KEYS } from './monkey/hands.ts'
import { monkeyRequests } from './monkey/requests.ts'
import { monkeyRuns } from './monkey/run.ts'
import { monkeyReport, monkeyStart } from './monkey/sheets.ts'

// Somebody who presses anything, in windows that never stay the same. `npm run monkey` takes other seeds and more keys.
// A failure names its seed: SKILLCHAIN_MONKEY_SEEDS=7 SKILLCHAIN_MONKEY=runs npx vitest run tests/ui/monkey.test.ts
const KEYS_PRESSED = Number(process.env.SKILLCHAIN_MONKEY_KEYS ?? 20_000)
const SEEDS = (process.env.SKILLCHAIN_MONKEY_SEEDS ?? '1,2').split(',').map(Number)

// Ctrl-Z would stop the tests.
vi.mock('../../src/cli/hosts/stop-job.ts', () => ({ stopJob: () => {} }))

const WORLDS: Readonly<Record<string, { share: number; play: (by: Chance, keys: number) => Promise<void> }>> = {
  runs: { share: 0.35, play: monkeyRuns },
  requests: { share: 0.3, play: monkeyRequests },
  start: { share: 0.1, play: monkeyStart },
  report: { share: 0.1, play: monkeyReport },
  board: { share: 0.15, play: monkeyBoard },
}

describe.each(Object.entries(WORLDS).filter(([name]) => name === (process.env.SKILLCHAIN_MONKEY ?? name)))(
  'a monkey at %s',
  (_, { share, play }) => {
    test.each(SEEDS)(
      'with seed %i breaks nothing',
      (seed) => play(chance(seed), Math.ceil((KEYS_PRESSED * share) / SEEDS.length)),
      600_000,
    )
  },
)

test('the monkey presses every key of the table', () => {
  for (const key of BINDINGS.flatMap((one) => one.keys)) if (key !== 'ctrl+c') expect(KEYS).toContain(bytesOf(key))
})
