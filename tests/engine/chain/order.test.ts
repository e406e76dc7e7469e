import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canMove, DependencyCycle, orderChain, withDependencies } from '../../../src/engine/chain/order.ts'

const skill = (name: string, priority: number, ...dependencies: string[]) => ({ name, priority, dependencies })

const network = skill('network', 10)
const code = skill('code', 15)
const kubernetes = skill('kubernetes', 30, 'network', 'code')
const dns = skill('dns', 45, 'network')
const mesh = skill('mesh', 50, 'kubernetes')
const all = [mesh, dns, kubernetes, code, network]

const names = (skills: readonly { name: string }[]): string[] => skills.map(({ name }) => name)

describe('orderChain', () => {
  test('puts every skill after those it depends on, the lower priority first', () => {
    expect(names(orderChain(all))).toEqual(['network', 'code', 'kubernetes', 'dns', 'mesh'])
  })

  test('never runs a mesh before its cluster, whatever the priorities say', () => {
    expect(names(orderChain([skill('mesh', 1, 'cluster'), skill('cluster', 99)]))).toEqual(['cluster', 'mesh'])
  })

  test('keeps the order of equal priorities', () => {
    expect(names(orderChain([skill('b', 1), skill('a', 1), skill('c', 1)]))).toEqual(['b', 'a', 'c'])
  })

  test('follows the preferred order as far as dependencies allow', () => {
    expect(names(orderChain(all, { prefer: ['mesh', 'dns', 'kubernetes', 'code', 'network'] }))).toEqual([
      'code',
      'network',
      'dns',
      'kubernetes',
      'mesh',
    ])
  })

  test('ignores dependencies that are not in the chain', () => {
    expect(names(orderChain([mesh, dns]))).toEqual(['dns', 'mesh'])
  })

  test('names the cycle', () => {
    const looped = [skill('a', 1, 'b'), skill('b', 1, 'c'), skill('c', 1, 'b'), skill('d', 1)]
    const failure = (): unknown => orderChain(looped)
    expect(failure).toThrow(DependencyCycle)
    expect(failure).toThrow(/b → c → b/)
  })

  test('every random chain without cycles comes out complete and in order', () => {
    const chain = fc.array(fc.record({ priority: fc.integer({ min: 0, max: 5 }), needs: fc.array(fc.nat(11)) }), {
      maxLength: 12,
    })
    fc.assert(
      fc.property(chain, fc.infiniteStream(fc.nat()), (nodes, picks) => {
        // Dependencies point to earlier nodes only, so there is no cycle.
        const skills = nodes.map((node, at) =>
          skill(`s${at}`, node.priority, ...node.needs.filter((n) => n < at).map((n) => `s${n}`)),
        )
        const shuffled = skills
          .map((entry) => ({ entry, key: picks.next().value }))
          .sort((a, b) => a.key - b.key)
          .map(({ entry }) => entry)
        const ordered = orderChain(shuffled)
        const place = new Map(ordered.map(({ name }, at) => [name, at]))
        expect(ordered.length).toBe(skills.length)
        for (const { name, dependencies } of ordered) {
          for (const needed of dependencies) expect(place.get(needed) ?? -1).toBeLessThan(place.get(name) ?? -1)
        }
      }),
    )
  })
})

describe('withDependencies', () => {
  test('adds what is missing at any depth and says who needs it', () => {
    expect(withDependencies(['mesh'], all)).toEqual([
      { name: 'mesh', why: null },
      { name: 'kubernetes', why: 'needed by mesh' },
      { name: 'network', why: 'needed by kubernetes' },
      { name: 'code', why: 'needed by kubernetes' },
    ])
  })

  test('a skill that was named is not explained as inserted', () => {
    expect(withDependencies(['dns', 'network'], all)).toEqual([
      { name: 'dns', why: null },
      { name: 'network', why: null },
    ])
  })

  test('keeps out what is refused, with everything that only it would have brought', () => {
    expect(names(withDependencies(['mesh'], all, { keepOut: ['kubernetes'] }))).toEqual(['mesh'])
  })

  test('a cycle ends', () => {
    expect(names(withDependencies(['a'], [skill('a', 1, 'b'), skill('b', 1, 'a')]))).toEqual(['a', 'b'])
  })
})

describe('canMove', () => {
  const order = [network, code, kubernetes, dns, mesh]

  test('allows a place that breaks no dependency', () => {
    expect(canMove(order, 'dns', 1)).toBeNull()
    expect(canMove(order, 'mesh', 3)).toBeNull()
  })

  test('refuses a place before a dependency, with the reason', () => {
    expect(canMove(order, 'kubernetes', 0)).toBe('kubernetes builds on network, so it comes after it')
  })

  test('refuses a place after a skill that builds on it', () => {
    expect(canMove(order, 'kubernetes', 4)).toBe('mesh builds on kubernetes, so kubernetes comes before it')
  })

  test('refuses places and skills that are not there', () => {
    expect(canMove(order, 'nginx', 0)).toBe('nginx is not in the chain')
    expect(canMove(order, 'dns', 5)).toBe('there are places 1 to 5')
    expect(canMove(order, 'dns', 1.5)).toBe('there are places 1 to 5')
  })
})

describe('a dependency with a condition', () => {
  const balancer = { ...skill('balancer', 40, 'network'), dependsWhen: { network: "linux.platform != 'existing'" } }

  test('is inserted while the condition holds, and when nothing is known yet', () => {
    expect(names(withDependencies(['balancer'], [balancer, network]))).toEqual(['balancer', 'network'])
    const scope = () => ({ linux: { platform: 'existing' } })
    expect(names(withDependencies(['balancer'], [balancer, network], { scope }))).toEqual(['balancer'])
  })

  test('counts for the order wherever both are there', () => {
    expect(names(orderChain([balancer, skill('network', 99)]))).toEqual(['network', 'balancer'])
  })
})
