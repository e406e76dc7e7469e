import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { withoutComments } from '../../../src/engine/checks/index.ts'

const left = (path: string, text: string): string => withoutComments(path, text).replace(/[^\S\n]+$/gm, '')

describe('comments are blanked by the rules of their file', () => {
  test('Terraform: # and // and /* */, but not inside strings and here-documents', () => {
    expect(left('a.tf', 'a = "x # y // z" # gone\n// gone\nb = 1 /* gone\ngone */ c = 2\n')).toBe(
      'a = "x # y // z"\n\nb = 1\n        c = 2\n',
    )
    expect(left('a.tf', 'p = <<-EOT\n  # stays\n  EOT\n# gone\n')).toBe('p = <<-EOT\n  # stays\n  EOT\n\n')
  })

  test('YAML: # after a blank, not inside quotes, words or block scalars', () => {
    expect(left('a.yaml', 'a: b # gone\nc: "d # e"\nf: g#h\n# gone\n')).toBe('a: b\nc: "d # e"\nf: g#h\n\n')
    expect(left('a.yaml', 'run: |\n  # stays\n  echo\nb: 1 # gone\n')).toBe('run: |\n  # stays\n  echo\nb: 1\n')
    expect(left('a.yaml', "it: don't # gone\n")).toBe("it: don't\n")
  })

  test('shell: the interpreter line and here-documents stay, $# is no comment', () => {
    expect(left('a.sh', '#!/bin/bash\n# gone\necho $# "${#x}" # gone\ncat <<EOF\n# stays\nEOF\n')).toBe(
      '#!/bin/bash\n\necho $# "${#x}"\ncat <<EOF\n# stays\nEOF\n',
    )
  })

  test.each([
    ['nginx/nginx.conf', 'listen 443; # gone', 'listen 443;'],
    ['Dockerfile', '# gone\nFROM alpine', '\nFROM alpine'],
    ['Dockerfile', 'RUN echo "#stays" # stays', 'RUN echo "#stays" # stays'],
    ['a.service', '; gone\n# gone\nUser=app', '\n\nUser=app'],
    ['dns/db.acme.io', '@ IN SOA a b ( 1 ) ; gone', '@ IN SOA a b ( 1 )'],
    ['named.conf', 'a; // gone\n/* gone */ b;', 'a;\n           b;'],
    ['haproxy.cfg', '  # gone\n  mode http', '\n  mode http'],
    ['README.md', 'a <!-- gone --> b # stays', 'a               b # stays'],
    ['nginx.conf.j2', 'a {# gone #} b; # gone', 'a            b;'],
    ['a.ts', 'const a = "// stays" // gone', 'const a = "// stays"'],
    ['q.sql', "select '--stays' -- gone", "select '--stays'"],
    ['constructor', 'a # gone', 'a'],
    ['a.json', '{"a": "# stays // stays"}', '{"a": "# stays // stays"}'],
    ['bin/run', '#!/usr/bin/env bash\ntrue # gone', '#!/usr/bin/env bash\ntrue'],
  ])('%s', (path, text, rest) => {
    expect(left(path, text)).toBe(rest)
  })

  test('line numbers and columns never move', () => {
    const piece = fc.constantFrom(
      '#',
      '//',
      '/*',
      '*/',
      '"',
      "'",
      '\n',
      ' ',
      'a',
      '${',
      '}',
      '<<EOT\n',
      'EOT\n',
      '|',
      ':',
      '-',
      '\\',
      ';',
    )
    const paths = fc.constantFrom(
      'a.tf',
      'a.yaml',
      'a.sh',
      'a.conf',
      'db.a',
      'named.conf',
      'a.ts',
      'a.md',
      'Dockerfile',
      'a.ini',
      'a.j2',
    )
    fc.assert(
      fc.property(paths, fc.array(piece, { maxLength: 60 }), (path, pieces) => {
        const text = pieces.join('')
        const result = withoutComments(path, text)
        expect(result.length).toBe(text.length)
        for (let at = 0; at < text.length; at++) if (result[at] !== text[at]) expect(result[at]).toBe(' ')
        expect(result.split('\n').length).toBe(text.split('\n').length)
      }),
      { numRuns: 400 },
    )
  })
})
