import { describe, expect, test } from 'vitest'
import { applyFixes } from '../../../../src/engine/checks/index.ts'
import { judge, said } from '../one-file.ts'

const TREE = {
  'README.md': '# The app\n\n## Set up\n\n## Set up\n\n## `make` & run: 100 %\n\n<a id="custom"></a>\n',
  'docs/guide.md': '# Guide\n\nTitle below\n===========\n\n## With [a link](../README.md) {#own-name}\n',
  'docs/Picture.PNG': '',
  'docs/a (1).md': '# A\n',
  'docs/ops/README.md': '# Ops\n\n## On call\n',
}

const links = (text: string, path = 'docs/index.md', more: Record<string, string> = {}): Promise<string[]> =>
  said('markdown', { ...TREE, ...more, [path]: text }).then((all) =>
    all.filter((one) => one.startsWith(path)).map((one) => one.slice(path.length + 1)),
  )

describe('what leads to nothing', () => {
  test.each([
    ['a file', 'See [it](gone.md).', '1:10 warning: There is no docs/gone.md in the tree.'],
    ['a file that stands elsewhere', '[it](README.md)', '1:6 warning: There is no docs/README.md in the tree.'],
    ['a picture', '![it](pictures/a.png "title")', '1:7 warning: There is no docs/pictures/a.png in the tree.'],
    ['a definition', 'See [it].\n\n[it]: <gone.md>', '3:8 warning: There is no docs/gone.md in the tree.'],
    [
      'a picture in HTML',
      '<p><img alt="x" src="gone.svg"></p>',
      '1:22 warning: There is no docs/gone.svg in the tree.',
    ],
    ['a folder', '[it](../src/)', '1:6 warning: There is no src in the tree.'],
    ['a heading here', '# Top\n[it](#bottom)', '2:6 warning: No heading here has the anchor #bottom.'],
    [
      'a heading there',
      '[it](guide.md#chapter-2)',
      '1:6 warning: No heading in docs/guide.md has the anchor #chapter-2.',
    ],
    [
      'a third heading of two',
      '[it](../README.md#set-up-2)',
      '1:6 warning: No heading in README.md has the anchor #set-up-2.',
    ],
    ['a name', '[a]: guide.md\n[it][gone], [a][]', '2:1 warning: Nothing here defines [gone].'],
    ['an address without its scheme', '[us](www.example.com/a)', '1:6 warning: www.example.com/a is taken for a file'],
    ['mail', '[us](ops@acme.io)', '1:6 warning: ops@acme.io is taken for a file'],
  ])('%s', async (_, text, expected) => {
    expect((await links(text)).join('\n')).toContain(expected)
  })

  test('a file of that name elsewhere is what was meant', async () => {
    expect(await links('[it](../guide.md)')).toEqual([
      '1:6 warning: There is no guide.md in the tree. Did you mean docs/guide.md?',
    ])
  })

  test('capital letters are put right', async () => {
    const text = '![it](picture.png) and [more](ops/readme.md#on-call)\n'
    const found = (await judge('markdown', { ...TREE, 'docs/index.md': text })).filter(
      (one) => one.file === 'docs/index.md',
    )
    expect(found.map((one) => one.message)).toEqual([
      'picture.png is called Picture.PNG here.',
      'readme.md is called README.md here.',
    ])
    expect(
      applyFixes(
        text,
        found.flatMap((one) => one.fix ?? []),
      ).text,
    ).toBe('![it](Picture.PNG) and [more](ops/README.md#on-call)\n')
  })
})

describe('what is there', () => {
  test.each([
    '[it](guide.md) [it](./guide.md) [it](../docs/guide.md?raw=true) [it](<guide.md>)',
    '[it](a%20\\(1\\).md) [it](<a (1).md>)',
    '[it](ops) [it](ops/) [it](ops/#on-call) [it](ops/README.md#on-call)',
    '[it](../README.md#set-up-1) [it](../README.md#make--run-100-) [it](../README.md#custom)',
    '[it](guide.md#title-below) [it](guide.md#own-name) [it](guide.md#with-a-link)',
    '[it](https://example.com) [it](mailto:a@b.io) [it](//cdn.io/a) [it](/docs/x.md) [it](#)',
    '[it](../../issues) [it](../../../wiki)',
    'a[0][1] and [text][other]',
    '[it](guide.md#L10)',
  ])('%s', async (text) => {
    expect(await links(text)).toEqual([])
  })
})

describe('left alone', () => {
  test.each([
    ['code', '```md\n[it](gone.md)\n```\n`[it](gone.md)` and ``[`](gone.md)``\n\n    [it](gone.md)\n'],
    ['a fence in a list', '- a\n\n  ~~~\n  [it](gone.md)\n  ~~~\n'],
    ['comments', '<!-- [it](gone.md)\n[it](gone.md) -->\n'],
    ['raw HTML', '<pre>\n[it](gone.md)\n</pre>\n'],
    ['front matter', '---\nlink: "[it](gone.md)"\n---\n'],
    ['templates', '[it]({{ url }}) [it](<% url %>) [it](${url}.md) [it]($(pwd)/a.md)\n'],
    ['escaped brackets', '\\[it](gone.md) [it\\](gone.md)\n'],
  ])('%s', async (_, text) => {
    expect(await links(text)).toEqual([])
  })

  test('sites that say themselves where links lead, but not their README', async () => {
    const site = { 'hugo.toml': '', 'content/a.md': '[it](../b/) [it](x.png)', 'content/README.md': '[it](x.png)' }
    expect(await said('markdown', site)).toEqual([
      'content/README.md:1:6 warning: There is no content/x.png in the tree.',
    ])
  })

  test('what .gitignore names, histories, and headings that something else writes', async () => {
    expect(
      await said('markdown', {
        '.gitignore': 'out/\n',
        'README.md': '[it](out/report.html) [it](made.md#anything)',
        'made.md': '# {{ title }}\n',
        'CHANGELOG.md': '[it](gone.md)',
      }),
    ).toEqual([])
  })
})
