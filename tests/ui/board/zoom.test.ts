import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { widthOf } from '../../../src/text/index.ts'
import { createRing, type Ring } from '../../../src/ui/board/ring.ts'
import { openZoom, pasteZoom, pressZoom, type Zoom, zoomRows, zoomStatus } from '../../../src/ui/board/zoom.ts'
import { lineText } from '../../../src/ui/lines.ts'

const ROOM = { columns: 40, rows: 10 }
const ringOf = (count: number, text = (number: number) => `line ${number}`): Ring => {
  const ring = createRing({ lines: 1000, bytes: 1e6 })
  for (let number = 0; number < count; number++) ring.push(text(number))
  return ring
}
const shown = (zoom: Zoom, ring: Ring): string[] => zoomRows(zoom, ring, ROOM).map(lineText)
const status = (zoom: Zoom, ring: Ring): string => lineText(zoomStatus(zoom, ring, { ...ROOM, columns: 100 }))

function pressed(zoom: Zoom, ring: Ring, ...keys: string[]): Zoom {
  return keys.reduce((now, name) => {
    const next = pressZoom(now, { name, text: [...name].length === 1 ? name : '' }, ring, ROOM)
    if (next === null) throw new Error('closed')
    return next
  }, zoom)
}

describe('a whole log', () => {
  test('begins at its end and follows it', () => {
    const ring = ringOf(50)
    const zoom = openZoom('1')
    expect(shown(zoom, ring).at(-1)).toBe('line 49')
    ring.push('new')
    expect(shown(zoom, ring).at(-1)).toBe('new')
  })

  test('stays where it was scrolled to, and says what is below', () => {
    const ring = ringOf(50)
    const zoom = pressed(openZoom('1'), ring, 'home')
    for (let more = 0; more < 30; more++) ring.push('new')
    expect(shown(zoom, ring)[0]).toBe('line 0')
    expect(status(zoom, ring)).toContain('lines 1–10 of 80 · 70 below')
  })

  test('pages down through every line, and follows from the end on', () => {
    const ring = ringOf(55)
    let zoom = pressed(openZoom('1'), ring, 'home')
    const seen = new Set(shown(zoom, ring))
    for (let page = 0; page < 6; page++) {
      zoom = pressed(zoom, ring, 'pagedown')
      for (const line of shown(zoom, ring)) seen.add(line)
    }
    expect(seen.size).toBe(55)
    expect(zoom.top).toBe(null)
    expect(shown(pressed(zoom, ring, 'pageup'), ring).at(-1)).toBe('line 44')
  })

  test('long lines are broken at the edge, none is lost while paging', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 130 }), { minLength: 1, maxLength: 60 }), (lengths) => {
        const ring = ringOf(lengths.length, (number) => `${number} ${'x日'.repeat((lengths[number] ?? 0) / 3)}`)
        let zoom = pressed(openZoom('1'), ring, 'home')
        const seen: string[] = []
        for (let page = 0; page < lengths.length + 2; page++) {
          const rows = shown(zoom, ring)
          expect(rows).toHaveLength(ROOM.rows)
          for (const row of rows) expect(widthOf(row)).toBeLessThanOrEqual(ROOM.columns)
          seen.push(...rows)
          zoom = pressed(zoom, ring, 'pagedown')
        }
        for (const number of lengths.keys()) expect(seen.some((row) => row.startsWith(`${number} `))).toBe(true)
      }),
      { numRuns: 40 },
    )
  })

  test('says that older lines are gone, and stays readable when they go', () => {
    const ring = createRing({ lines: 100, bytes: 1e6 })
    for (let number = 0; number < 50; number++) ring.push(`line ${number}`)
    const zoom = pressed(openZoom('1'), ring, 'home')
    for (let number = 50; number < 500; number++) ring.push(`line ${number}`)
    expect(shown(zoom, ring)[0]).toBe(`line ${ring.first()}`)
    expect(status(zoom, ring)).toContain(`${ring.first()} older ones are gone`)
  })

  test('an empty log says so', () => {
    expect(shown(openZoom('1'), createRing())[0]).toContain('nothing yet')
  })
})

describe('searching', () => {
  const ring = ringOf(60, (number) => (number % 10 === 3 ? `Error in ${number}` : `line ${number}`))
  const search = (zoom: Zoom, text: string): Zoom => pressed(zoom, ring, '/', ...text)

  test('counts while it is typed, jumps on Enter, and goes on with n and N around the end', () => {
    const typing = search(openZoom('1'), 'error')
    expect(status(typing, ring)).toContain('6 matches')
    const found = pressed(typing, ring, 'enter')
    expect(found.found).toBe(53)
    expect(status(found, ring)).toContain('/error  6 of 6 matches')
    expect(pressed(found, ring, 'n').found).toBe(3)
    expect(pressed(found, ring, 'N').found).toBe(43)
    expect(pressed(found, ring, 'n', 'N').found).toBe(53)
    expect(shown(pressed(found, ring, 'n', 'n'), ring)).toContain('Error in 13')
  })

  test('a capital letter means itself', () => {
    expect(status(search(openZoom('1'), 'Line'), ring)).toContain('no match')
    expect(status(search(openZoom('1'), 'line'), ring)).toContain('54 matches')
  })

  test.each(['[', '(a', '*', '\\', '$', '.*', 'a|b', '{1}'])('%s is text, not a pattern', (text) => {
    const odd = ringOf(3, (number) => `${number}: ${text} here`)
    const zoom = { ...openZoom('1'), query: text }
    expect(status(zoom, odd)).toContain('3 matches')
    expect(shown(zoom, odd)[0]).toBe(`0: ${text} here`)
  })

  test('what was found is marked in place', () => {
    const zoom = pressed(search(openZoom('1'), 'error'), ring, 'enter')
    const marked = zoomRows(zoom, ring, ROOM).flatMap((row) => row.filter(({ role }) => role === 'caret'))
    expect(marked.map(({ text }) => text)).toEqual(['Error'])
  })

  test('Esc leaves the typing, then the search, then the log', () => {
    const typing = search(openZoom('1'), 'error')
    const left = pressed(typing, ring, 'escape')
    expect(left).toMatchObject({ typing: null, query: '' })
    const found = pressed(typing, ring, 'enter')
    expect(pressed(found, ring, 'escape').query).toBe('')
    expect(pressZoom(openZoom('1'), { name: 'escape', text: '' }, ring, ROOM)).toBe(null)
  })

  test('n, q and / are letters while a text is typed', () => {
    expect(search(openZoom('1'), 'n/q').typing?.text).toBe('n/q')
  })

  test('a paste is searched for on one line; where nothing is typed it means nothing', () => {
    expect(pasteZoom(search(openZoom('1'), ''), ' in\n53 ').typing?.text).toBe('in 53')
    expect(pasteZoom(openZoom('1'), 'q')).toEqual(openZoom('1'))
  })
})
