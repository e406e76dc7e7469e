import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { slug } from 'github-slugger'
import type { Nodes } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { describe, expect, test } from 'vitest'
import { slugOf } from '../../../../src/engine/checks/markdown/anchors.ts'
import { linksIn } from '../../../../src/engine/checks/markdown/links.ts'
import { proseOf } from '../../../../src/engine/checks/markdown/prose.ts'
import { renderRepository } from '../../../content/render.ts'

const ROOT = new URL('../../../../', import.meta.url).pathname

/** Documents of ours, of what is generated, and some that are hard to read. */
function documents(): [name: string, text: string][] {
  const own = [
    'README.md',
    ...readdirSync(join(ROOT, 'docs'))
      .filter((name) => name.endsWith('.md'))
      .map((name) => `docs/${name}`),
  ]
  const { files } = renderRepository({
    skills: ['operating-kubernetes', 'managing-dns', 'shell-scripting'],
    maturity: 'advanced',
  })
  return [
    ...own.map((path): [string, string] => [path, readFileSync(join(ROOT, path), 'utf8')]),
    ...files.filter((file) => file.path.endsWith('.md')).map((file): [string, string] => [file.path, file.content]),
    ...HARD.map((text): [string, string] => [JSON.stringify(text), text]),
  ]
}

const HARD = [
  '[a](b(c)d) [a](<b c>) [a]( b "t" ) [a](b c) [a]b) [a](b\n"t")\n',
  '[![a](b.png)](c.md) [a [x] c](d) ![a][b]\n\n[b]: e "t"\n[c]:\n  f\n',
  '`[a](b)` ``[a](`)`` \\`[a](c)\\` `[a](d)\n\n[a](e)`\n',
  '- [a](b)\n\n      [a](c)\n\n      [a](d)\n> [a](e)\n> ```\n> [a](f)\n> ```\n',
  '~~~ `x`\n[a](b)\n~~~~\n````\n```\n[a](c)\n````\n[a](d)\n',
  '<!-- [a](b) --> [a](c)\n\n<!--\n\n[a](d)\n-->\n\n[a](e)\n',
  '1. a\n   ```\n   [a](b)\n   ```\n2. [a](c)\n\n\t[a](d)\n',
]

describe('links are those that CommonMark sees', () => {
  test.each(documents())('%s', (_, text) => {
    const prose = proseOf(text)
    // The HTML of a document is one piece to CommonMark.
    const markdown = prose.replace(/<(?:a|img|source|video|embed)\s[^<>]*>/gi, (tag) => tag.replace(/[^\n]/g, ' '))
    expect(
      linksIn(markdown)
        .links.map((one) => one.target)
        .sort(),
    ).toEqual(targets(text).sort())
  })
})

function targets(text: string): string[] {
  const found: string[] = []
  const walk = (node: Nodes): void => {
    if (node.type === 'link' || node.type === 'image' || node.type === 'definition') {
      const start = node.position?.start.offset ?? 0
      if (text[start] === '[' || text[start] === '!') found.push(node.url)
    }
    if ('children' in node) for (const child of node.children) walk(child)
  }
  walk(fromMarkdown(text.replace(/^---\n[\s\S]*?\n---\n/, '')))
  return found
}

const SIGNS = [...' aZ09_-.,;:!?"\'`()[]{}/\\&%$#@+*=<>|~^°§äßéñøçžıİБДжяאبकि中文日本語한글🙂⚙️½²–—…“”']

test('anchors are those of GitHub', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...SIGNS) }), (text) => {
      const plain = text.trim()
      expect(slugOf(plain)).toBe(slug(plain))
    }),
    { numRuns: 2000 },
  )
})
