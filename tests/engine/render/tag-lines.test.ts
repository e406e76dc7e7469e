import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { swallowTagLines } from '../../../src/engine/render/tag-lines.ts'

describe('lines that hold only tags', () => {
  test.each([
    ['<% if a %>\nx\n', '<% if a \n%>x\n'],
    ['  <% if a %>  \nx', '<%   if a   \n%>x'],
    ['<% if a %> <% assign b = 1 %>\nx', '<% if a %><%  assign b = 1 \n%>x'],
    ['x\n\t<% endif %>', 'x\n<%\t endif %>'],
    ['<% comment %> why <% endcomment %>\nx', '<% comment %> why <% endcomment \n%>x'],
    ['<% comment %>\n why\n<% endcomment %>\nx', '<% comment %>\n why\n<% endcomment \n%>x'],
    ['<% assign a =\n  1 %>\nx', '<% assign a =\n  1 \n%>x'],
    ['  <%- if a -%>  \nx', '  <%- if a -%>  \nx'],
  ])('%j', (text, expected) => expect(swallowTagLines(text)).toBe(expected))

  test.each(['a <% if b %>\nc', '<% if b %>a<% endif %>\n', '<: a :>\n', '<% if a', 'a\n<% comment %>\nb', '\n\n'])(
    '%j stays',
    (text) => expect(swallowTagLines(text)).toBe(text),
  )

  test('every character keeps its line, and every one outside of tags its place', () => {
    const part = fc.constantFrom(
      '<% if a %>',
      '<%- b -%>',
      '<% comment %>',
      '<% endcomment %>',
      '<% c\nd %>',
      '<%',
      '%>',
      ' ',
      '\t',
      '\n',
      '\r\n',
      'text',
      '<: x :>',
    )
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const text = parts.join('')
        const swallowed = swallowTagLines(text)
        expect(swallowed.length).toBe(text.length)
        expect(swallowed.split('\n').length).toBe(text.split('\n').length)
        const words = (of: string): number[] => [...of.matchAll(/text|<:/g)].map((found) => found.index)
        expect(words(swallowed)).toEqual(words(text))
      }),
      { numRuns: 1000 },
    )
  })
})
