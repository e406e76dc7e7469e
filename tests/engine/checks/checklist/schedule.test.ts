import { describe, expect, test } from 'vitest'
import { longestGap, minutesOf } from '../../../../src/engine/checks/checklist/schedule.ts'

describe('how long a schedule may wait', () => {
  test.each([
    ['0 * * * *', 60],
    ['*/15 * * * *', 15],
    ['0 2 * * *', 1440],
    ['0 2,14 * * *', 720],
    ['0 3 * * SUN', 10_080],
    ['0 3 * * 1-5', 4320],
    ['0 0 1 * *', 44_640],
    ['0 */6 * * *', 360],
    ['cron(0 5 ? * * *)', 1440],
    ['cron(0/30 * ? * * *)', 30],
    ['rate(1 hour)', 60],
    ['rate(5 minutes)', 5],
    ['@hourly', 60],
    ['@every 4h', 240],
    ['daily', 1440],
    ['whenever', null],
    ['0 2 * *', null],
    ['99 2 * * *', null],
    ['*/0 * * * *', null],
  ])('%s: %s minutes', (schedule, minutes) => {
    expect(longestGap(schedule)).toBe(minutes)
  })

  test.each([
    ['15m', 15],
    ['4h', 240],
    ['1 hour', 60],
    ['PT30M', 30],
    ['2d', 2880],
    ['90s', 1.5],
    ['soon', null],
  ])('%s is %s minutes', (duration, minutes) => {
    expect(minutesOf(duration)).toBe(minutes)
  })
})
