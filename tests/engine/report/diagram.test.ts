import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { factView } from '../../../src/engine/checks/index.ts'
import type { FactValue } from '../../../src/engine/protocol/facts.ts'
import type { Drawing } from '../../../src/engine/report/diagram/index.ts'
import { drawArchitecture, renderSvg } from '../../../src/engine/report/index.ts'
import { fact, facts, SKILLS } from '../checks/sample.ts'

interface Area {
  x: number
  y: number
  width: number
  height: number
}

const overlap = (a: Area, b: Area): boolean =>
  a.x < b.x + b.width - 0.01 && b.x < a.x + a.width - 0.01 && a.y < b.y + b.height - 0.01 && b.y < a.y + a.height - 0.01

const within = (inner: Area, outer: Area): boolean =>
  inner.x >= outer.x - 0.01 &&
  inner.y >= outer.y - 0.01 &&
  inner.x + inner.width <= outer.x + outer.width + 0.01 &&
  inner.y + inner.height <= outer.y + outer.height + 0.01

function labelAreas(drawing: Drawing): (Area & { text: string; box: string })[] {
  return drawing.labels.map((label) => {
    const shift = label.anchor === 'end' ? label.width : label.anchor === 'middle' ? label.width / 2 : 0
    return {
      x: label.x - shift,
      y: label.y - label.size,
      width: label.width,
      height: label.size * 1.25,
      text: label.text,
      box: label.box,
    }
  })
}

/** Nothing overlaps that should not, nothing leaves what holds it. Zones are a background and may lie under a cluster. */
function geometryFaults(drawing: Drawing): string[] {
  const faults: string[] = []
  const page = { x: 0, y: 0, width: drawing.width, height: drawing.height }
  const solid = drawing.boxes.filter((box) => box.kind !== 'zone')
  for (const box of drawing.boxes) {
    if (box.width <= 0 || box.height <= 0) faults.push(`${box.kind} has no size`)
    if (!within(box, page)) faults.push(`${box.kind} leaves the page`)
    const parent = drawing.boxes.find((one) => one.id === box.parent)
    if (parent && !within(box, parent)) faults.push(`${box.kind} leaves its ${parent.kind}`)
  }
  solid.forEach((a, index) => {
    for (const b of solid.slice(index + 1))
      if (a.parent === b.parent && overlap(a, b)) faults.push(`${a.kind} overlaps ${b.kind}`)
  })
  const labels = labelAreas(drawing)
  for (const label of labels) {
    const box = drawing.boxes.find((one) => one.id === label.box)
    if (!box || !within(label, box)) faults.push(`"${label.text}" leaves its ${box?.kind}`)
    // What is drawn later over the label's own box must not cover the label.
    for (const other of solid)
      if (other.parent === label.box && overlap(label, other))
        faults.push(`"${label.text}" is covered by ${other.kind}`)
  }
  labels.forEach((a, index) => {
    for (const b of labels.slice(index + 1)) if (overlap(a, b)) faults.push(`"${a.text}" overlaps "${b.text}"`)
  })
  for (const { from, to } of drawing.arrows) {
    const line = {
      x: Math.min(from[0], to[0]) - 1,
      y: Math.min(from[1], to[1]),
      width: Math.abs(from[0] - to[0]) + 2,
      height: Math.abs(from[1] - to[1]),
    }
    for (const label of labels) if (overlap(line, label)) faults.push(`an arrow crosses "${label.text}"`)
  }
  return faults
}

const texts = (drawing: Drawing): string[] => drawing.labels.map((label) => label.full)
const kinds = (drawing: Drawing): Record<string, number> =>
  Object.fromEntries(drawing.boxes.map(({ kind }) => [kind, drawing.boxes.filter((box) => box.kind === kind).length]))

describe('the picture shows what the facts say', () => {
  test('a platform: network, zones, tiers, gateways, cluster, services, DNS, database, other environments', () => {
    const drawing = drawArchitecture(facts(), SKILLS)
    expect(kinds(drawing)).toMatchObject({
      vpc: 1,
      zone: 3,
      public: 3,
      private: 3,
      data: 3,
      nat: 3,
      runtime: 1,
      member: 4,
      entrance: 1,
      environment: 1,
      region: 1,
    })
    expect(texts(drawing)).toEqual(
      expect.arrayContaining([
        'VPC prod 10.20.0.0/16',
        'eu-west-1c',
        '10.20.192.0/19',
        'EKS acme-prod 1.35',
        'shop :8080',
        'shop.acme.io',
        'search.acme.io',
        'acme.io',
        'public zone · Route 53',
        'postgresql',
        'staging 10.21.0.0/16',
        'Users',
      ]),
    )
    expect(geometryFaults(drawing)).toEqual([])
  })

  test('a network alone has no users, no cluster and no zone of names', () => {
    const drawing = drawArchitecture(facts({ databases: [] }), ['architecting-networks', 'writing-infrastructure-code'])
    expect(kinds(drawing)).toMatchObject({ vpc: 1, zone: 3, nat: 3 })
    expect(kinds(drawing)).not.toHaveProperty('runtime')
    expect(texts(drawing)).toContain('Internet')
    expect(texts(drawing)).not.toContain('acme.io')
    expect(geometryFaults(drawing)).toEqual([])
  })

  test('one NAT gateway stands in one zone, none in none', () => {
    const count = (nat: string): number => {
      const env = {
        name: 'prod',
        cidr: '10.0.0.0/16',
        nat,
        zones: [{ name: 'eu-west-1a' }, { name: 'eu-west-1b' }],
        subnets: {
          public: [
            { zone: 'eu-west-1a', cidr: '10.0.0.0/22' },
            { zone: 'eu-west-1b', cidr: '10.0.4.0/22' },
          ],
        },
      }
      return kinds(drawArchitecture(facts({ envs: [env] }), SKILLS)).nat ?? 0
    }
    expect([count('single'), count('none'), count('per-az')]).toEqual([1, 0, 2])
  })

  test('hosts, and names that only the network resolves', () => {
    const hosts = [{ group: 'web', role: 'nginx', count: 2, size: 't4g.small' }]
    const drawing = drawArchitecture(
      facts({ hosts, 'dns.visibility': 'private', 'lb.kind': 'haproxy', 'linux.os': 'debian-13' }),
      ['architecting-networks', 'administering-linux', 'managing-dns', 'load-balancing-patterns'],
    )
    expect(texts(drawing)).toEqual(
      expect.arrayContaining(['web × 2', 'Load balancer (HAPROXY)', 'from the private network', 'debian-13']),
    )
    expect(geometryFaults(drawing)).toEqual([])
  })

  test('no facts at all still give a picture', () => {
    const drawing = drawArchitecture(factView([]), [])
    expect(geometryFaults(drawing)).toEqual([])
    expect(renderSvg(drawing)).toMatch(/^<svg /)
  })

  test('what was shortened keeps its whole text as a hint', () => {
    const name = 'a-service-with-a-name-that-nobody-can-read-in-one-line-of-a-card'
    const services = [1, 2, 3, 4].map((port) => ({ name, port }))
    const svg = renderSvg(drawArchitecture(facts({ services }), SKILLS))
    expect(svg).toContain('<title>a-service-with-a-name-that-nobody-can-read-in-one-line-of-a-card :1</title>')
    expect(svg).toContain('…<title>')
  })

  test('it can be read without being seen', () => {
    const svg = renderSvg(drawArchitecture(facts(), SKILLS))
    expect(svg).toMatch(/role="img" aria-labelledby="dg-title dg-desc"/)
    expect(svg).toMatch(
      /<desc id="dg-desc">Region eu-west-1\. VPC prod .*eu-west-1a with public 10\.20\.0\.0\/22.*shop :8080/,
    )
  })

  test('as a file of its own it brings its style', () => {
    expect(renderSvg(drawArchitecture(facts(), SKILLS), { standalone: true })).toContain('<style>')
    expect(renderSvg(drawArchitecture(facts(), SKILLS))).not.toContain('<style>')
  })
})

describe('labels never overlap or overflow', () => {
  const word = fc.oneof(
    fc.constantFrom(
      'shop',
      'WWWWWWWWWWWWWWWWWWWW',
      'illi',
      '支付服务支付服务支付服务支付服务',
      'a',
      'Ünïcödé',
      '🚀🚀🚀',
      '</text><script>',
      'x'.repeat(500),
    ),
    fc.string({ maxLength: 40 }),
  )
  const service = fc.record({
    name: word,
    port: fc.integer({ min: 1, max: 65535 }),
    host: word,
    min: fc.nat(99),
    max: fc.nat(999),
  })
  const zone = fc.record({ name: word })
  const environment = fc.record({
    name: word,
    cidr: word,
    nat: fc.constantFrom('none', 'single', 'per-az'),
    cluster: word,
    zones: fc.array(zone, { maxLength: 7 }),
    subnets: fc.record({
      public: fc.array(fc.record({ zone: word, cidr: word }), { maxLength: 5 }),
      private: fc.array(fc.record({ zone: word, cidr: word }), { maxLength: 5 }),
      data: fc.array(fc.record({ zone: word, cidr: word }), { maxLength: 5 }),
    }),
  })
  const project = fc.record({
    'project.name': word,
    'aws.region': word,
    'aws.dr_region': word,
    'backup.rpo': word,
    'dns.domain': word,
    'dns.provider': fc.array(word, { maxLength: 3 }),
    'dns.visibility': fc.constantFrom('public', 'private', 'split'),
    'cluster.version': word,
    'cluster.compute': word,
    'ingress.controller': word,
    'lb.kind': word,
    namespace: word,
    'mesh.kind': word,
    'secrets.store': word,
    'observability.stack': word,
    services: fc.array(service, { maxLength: 16 }),
    hosts: fc.array(fc.record({ group: word, role: word, count: fc.nat(99), size: word }), { maxLength: 5 }),
    databases: fc.array(fc.record({ engine: word, placement: word, size: word }), { maxLength: 5 }),
    envs: fc.array(environment, { maxLength: 9 }),
  })
  const all = [...SKILLS, 'load-balancing-patterns', 'administering-linux', 'configuring-nginx']

  test('whatever the facts and whichever skills', () => {
    fc.assert(
      fc.property(project, fc.subarray(all), (values, skills) => {
        const known: Record<string, FactValue> = values
        const view = factView(Object.entries(known).map(([name, value]) => fact(name, value)))
        expect(geometryFaults(drawArchitecture(view, skills))).toEqual([])
      }),
      { numRuns: 200 },
    )
  })
})
