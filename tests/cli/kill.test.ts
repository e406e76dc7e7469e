import { expect, test } from 'vitest'
import { killAnswered, killUnattended } from '../helpers/kill/kill.ts'

// `npm run bench kills` does the same 200 times.

test('killed at any moment, a run goes on to the very files it would have written', { timeout: 240_000 }, async () => {
  const { runs, same, wrong } = await killUnattended(7, 20261120)
  expect(wrong).toEqual([])
  expect(same).toBe(runs)
})

test('killed at any question, a run goes on with the answers it was given', { timeout: 240_000 }, async () => {
  const { runs, same, wrong } = await killAnswered(5, 20261121)
  expect(wrong).toEqual([])
  expect(same).toBe(runs)
})
