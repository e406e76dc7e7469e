import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Direction, LOWEST, layoutOf, NARROWEST, neighbour } from '../../../src/ui/board/layout.ts'

const columnsOf = (count: number, columns: number, rows: number) => {
  const layout = layoutOf(count, { columns, rows: rows + 4 }, rows)
  return layout.is === 'grid' ? layout.widths.map((row) => row.length) : layout.is
}

describe('panes pack to the width', () => {
  test.each([
    [1, 120, [1]],
    [2, 120, [2]],
    [3, 120, [3]],
    [4, 120, [2, 2]],
    [5, 120, [3, 2]],
    [6, 120, [3, 3]],
    [4, 80, [2, 2]],
    [3, 80, [2, 1]],
    [2, 79, [1, 1]],
    [1, 60, [1]],
  ])('%i panes in %i columns: %j', (count, columns, widths) => {
    expect(columnsOf(count, columns, 36)).toEqual(widths)
  })

  test('where boxes would be too low, the one in focus is a box and the others are lines', () => {
    expect(columnsOf(5, 60, 17)).toBe('one')
    expect(columnsOf(20, 80, 20)).toBe('list')
  })

  test('under 60 columns or 20 rows there are only lines', () => {
    expect(layoutOf(3, { columns: 59, rows: 40 }, 36)).toEqual({ is: 'list' })
    expect(layoutOf(3, { columns: 120, rows: 19 }, 15)).toEqual({ is: 'list' })
  })

  test('fills the rows to the last column and line, and no box is too small to read', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 60, max: 300 }),
        fc.integer({ min: 16, max: 100 }),
        (count, columns, rows) => {
          const layout = layoutOf(count, { columns, rows: rows + 4 }, rows)
          if (layout.is === 'one') expect(layout.height + count - 1).toBe(rows)
          if (layout.is !== 'grid') return
          expect(layout.heights.reduce((sum, one) => sum + one, 0)).toBe(rows)
          expect(layout.widths.flat()).toHaveLength(count)
          for (const row of layout.widths) {
            expect(row.reduce((sum, one) => sum + one, 0)).toBe(columns)
            for (const width of row) expect(width).toBeGreaterThanOrEqual(Math.min(NARROWEST, columns))
          }
          if (count > 1) for (const height of layout.heights) expect(height).toBeGreaterThanOrEqual(LOWEST)
        },
      ),
    )
  })
})

describe('the focus', () => {
  test.each([
    ['right', 0, 1],
    ['right', 2, 2],
    ['left', 0, 0],
    ['down', 0, 3],
    ['down', 2, 4],
    ['down', 4, 4],
    ['up', 4, 1],
    ['up', 1, 1],
  ] as const)('%s from pane %i of 3 + 2 is pane %i', (way, from, to) => {
    expect(neighbour(layoutOf(5, { columns: 120, rows: 40 }, 36), 5, from, way)).toBe(to)
  })

  test('goes through a list line by line, and stays in it', () => {
    const ways: Direction[] = ['up', 'down', 'down', 'left', 'right', 'down']
    let at = 0
    for (const way of ways) at = neighbour({ is: 'list' }, 3, at, way)
    expect(at).toBe(2)
  })
})
