import { describe, expect, test } from 'vitest'
import { matchGoal } from '../../../src/engine/chain/match/index.ts'
import { emptyTallies, judgeGoal, loadGoals, loadSkills, precision, recall } from './goal-table.ts'

const skills = loadSkills()
const goals = loadGoals()
const options = { knownFacts: new Set(goals.flatMap((line) => Object.keys(line.facts))) }

describe('the table of goals', () => {
  test('has at least 170 different goals and covers all twelve skills', () => {
    expect(new Set(goals.map((line) => line.goal)).size).toBe(goals.length)
    expect(goals.length).toBeGreaterThanOrEqual(170)
    expect(new Set(goals.flatMap((line) => line.skills)).size).toBe(12)
  })

  test.each(goals.filter((line) => line.knownMiss === null))('$goal', (line) => {
    expect(judgeGoal(line, matchGoal(line.goal, skills, [], options), emptyTallies())).toEqual([])
  })

  test.each(goals.filter((line) => line.knownMiss !== null))('known miss ($knownMiss): $goal', (line) => {
    // A goal that comes right has to lose its mark.
    expect(judgeGoal(line, matchGoal(line.goal, skills, [], options), emptyTallies())).not.toEqual([])
  })

  test('precision and recall stay where they are', () => {
    const tallies = emptyTallies()
    for (const line of goals) judgeGoal(line, matchGoal(line.goal, skills, [], options), tallies)
    expect(precision(tallies.skills)).toBeGreaterThanOrEqual(0.99)
    expect(recall(tallies.skills)).toBeGreaterThanOrEqual(0.99)
    expect(precision(tallies.facts)).toBeGreaterThanOrEqual(0.99)
    expect(recall(tallies.facts)).toBeGreaterThanOrEqual(0.99)
    expect(precision(tallies.leftOut)).toBeGreaterThanOrEqual(0.97)
    expect(recall(tallies.leftOut)).toBeGreaterThanOrEqual(0.97)
  })
})
