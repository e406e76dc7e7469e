import { describe, expect, test } from 'vitest'
import { memoryTree } from '../../../src/engine/checks/index.ts'
import { renderHtml } from '../../../src/engine/report/index.ts'
import { FACTS, fact, facts, GOOD, good } from '../checks/sample.ts'
import { deliverable, report } from './sample-report.ts'

const page = (more: Parameters<typeof report>[0] = {}, tree = more.tree ?? good()): string =>
  renderHtml(report(more), tree, facts())

describe('the page', () => {
  test('tells the goal, the chain, the facts, the box, the evidence, the files and what comes next', () => {
    const html = page()
    expect(html).toContain('<h1>production kubernetes on AWS with DNS, 3 AZs in eu-west-1, acme.io</h1>')
    expect(html).toContain('added: operating-kubernetes needs it')
    expect(html).toContain('implementing-service-mesh: &quot;no mesh&quot;')
    expect(html).toContain('<td><code>network.azs</code></td><td>3</td>')
    expect(html).toContain('│ Completeness: 100%                     │')
    expect(html).toContain('terraform -chdir=infra/terraform init -backend-config=environments/prod.s3.tfbackend')
    expect(html).toMatch(/<svg [^>]*class="dg"/)
    for (const path of Object.keys(GOOD)) expect(html).toContain(path.split('/').at(-1))
  })

  test('evidence leads to its line in the file', () => {
    const html = page()
    const link = /<a href="#(f\d+l1)">terraform\/network\/main\.tf:1<\/a>/.exec(html)
    expect(link).not.toBeNull()
    expect(html).toContain(`<mark id="${link?.[1]}">resource &quot;aws_vpc&quot; &quot;this&quot; {</mark>`)
  })

  test('every link inside it leads somewhere, and no id stands twice', () => {
    const html = page()
    const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1])
    expect(new Set(ids).size).toBe(ids.length)
    for (const [, target] of html.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(target)
  })

  test('asks nobody for anything and runs nothing', () => {
    const html = page()
    expect(html).toMatch(
      /http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-[A-Za-z0-9+/=]+'; img-src data:; base-uri 'none'; form-action 'none'"/,
    )
    expect(html).not.toMatch(
      /<script|<link(?! rel="icon" href="data:,")|<img|<iframe|@import|url\(|\son\w+=|\sstyle="/i,
    )
    expect(html.match(/<style>/g)).toHaveLength(1)
    expect(html.replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(
      /(?:src|href|xlink:href|action)="(?!#|data:,)/,
    )
  })

  test('its tags close in the order they opened', () => {
    const open: string[] = []
    const html = page({ checks: [] }).replace(/^<!doctype html>/, '')
    for (const [, close, name = '', attributes = ''] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)((?:\s[^<>]*)?)>/gi)) {
      if (close) expect(open.pop()).toBe(name)
      else if (!attributes.endsWith('/') && !['meta', 'link', 'br'].includes(name)) open.push(name)
    }
    expect(open).toEqual([])
  })
})

describe('hostile text is only text', () => {
  const nasty = '</style></script><script>alert(1)</script><img src=x onerror=alert(1)>"\'&\u0000\u001b[2J\u202e\ud800'

  test('in the goal, the names, the facts, the paths and the files', () => {
    const tree = memoryTree({ ...GOOD, [`docs/${nasty}.md`]: nasty, 'docs/b.md': `# ${nasty}\n` })
    const html = renderHtml(
      report({
        goal: nasty,
        tree,
        facts: [...FACTS, fact('project.owner', nasty, 'goal', nasty)],
        blueprint: {
          name: nasty,
          deliverables: [deliverable(nasty, { requiredFiles: [nasty], condition: nasty, skill: nasty })],
        },
        checks: [{ check: nasty, status: 'failed', diagnostics: [], note: nasty }],
        owner: () => nasty,
        root: nasty,
      }),
      tree,
      facts({
        'project.name': nasty,
        'dns.domain': nasty,
        'project.owner': nasty,
        services: [{ name: nasty, host: nasty }],
      }),
    )
    expect(html).not.toMatch(/<script|<img|alert\(1\)<\/script>/i)
    expect(html.match(/<\/style>/g)).toHaveLength(1)
    expect(html).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e]/)
    expect(html.isWellFormed()).toBe(true)
    expect(html).toContain('[U+202E]')
    expect(html).toContain('\u241b[2J')
  })

  test('a line without an end and a file without a size do not swell the page', () => {
    const tree = memoryTree({ ...GOOD, 'a.json': `{"a":"${'<'.repeat(2_000_000)}"}`, 'b.txt': '&\n'.repeat(500_000) })
    const html = page({ tree }, tree)
    expect(html.length).toBeLessThan(1_500_000)
    expect(html).toContain('more lines in the file.')
  })
})

test('170 files of the size a person reviews make a page of less than 1.5 MB, quickly', () => {
  const line = (n: number): string => `  value_${n} = "${'x'.repeat(n % 60)}" # <why> & "because"\n`
  const files = Object.fromEntries(
    Array.from({ length: 170 }, (_, at) => [
      `terraform/part${at % 12}/file-${at}.tf`,
      Array.from({ length: 65 + (at % 30) }, (_, n) => line(n)).join(''),
    ]),
  )
  const tree = memoryTree({ ...GOOD, ...files })
  const started = performance.now()
  const html = page({ tree }, tree)
  expect(Buffer.byteLength(html)).toBeLessThan(1_500_000)
  expect(performance.now() - started).toBeLessThan(1500)
})
