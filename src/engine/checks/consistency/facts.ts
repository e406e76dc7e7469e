import type { FactValue } from '../../protocol/facts.ts'
import { itemsOf, nodeAt, placeOf, type YamlNode } from '../read/yaml-node.ts'
import { placingIn } from '../resources/json.ts'
import type { Hit } from '../rule.ts'
import { scalar } from '../security/kubernetes/pods.ts'
import type { Repository } from './repository.ts'
import { CONSISTENCY } from './rules.ts'

/** Values that come from facts, where a file says something else. Nothing is known of a strange repository. */
export function* factValues(repository: Repository): Generator<Hit> {
  if (!repository.isOwn) return
  const values = repository.context.facts.all().flatMap((fact) => textsIn(fact.value))
  yield* regions(repository, values)
  yield* networks(repository, values)
  yield* domains(repository)
}

function textsIn(value: FactValue): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return (Array.isArray(value) ? value : Object.values(value)).flatMap(textsIn)
}

const REGION =
  /(?<![\w-])((?:us|eu|ap|sa|ca|me|af|il|mx|cn)-(?:gov-)?(?:north|south|east|west|central)(?:east|west)?-\d)(?=[a-f]?(?![\w-]))/g

function* regions({ files }: Repository, values: readonly string[]): Generator<Hit> {
  const known = new Set(values.flatMap((value) => value.match(REGION) ?? []))
  if (known.size === 0) return
  // Certificates of distributions, billing and the global services are there and nowhere else.
  known.add('us-east-1')
  for (const { path, text } of files) {
    if (!/-\d/.test(text)) continue
    const place = placingIn(path, text)
    for (const found of text.matchAll(REGION)) {
      const name = found[1] ?? ''
      if (known.has(name)) continue
      const message = `${name} is no region of this project, which is for ${[...known].filter((one) => one !== 'us-east-1' || known.size === 1).join(', ')}.`
      yield { rule: CONSISTENCY.region, at: place(found.index), message }
    }
  }
}

const CIDR = /(?<![\d.])(\d{1,3}(?:\.\d{1,3}){3})\/(\d{1,2})(?![\d.])/g

interface Range {
  first: number
  last: number
}

function rangeOf(address: string, bits: string): Range | null {
  const parts = address.split('.').map(Number)
  const length = Number(bits)
  if (parts.some((part) => part > 255) || length > 32) return null
  const value = parts.reduce((sum, part) => sum * 256 + part, 0)
  const size = 2 ** (32 - length)
  const first = value - (value % size)
  return { first, last: first + size - 1 }
}

function range(cidr: string): Range | null {
  const [address = '', bits = ''] = cidr.split('/')
  return rangeOf(address, bits)
}

/** What is nobody's in particular: whole private ranges, and what every network has. */
const COMMON = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', '169.254.0.0/16', '127.0.0.0/8']
const PRIVATE = COMMON.slice(0, 4).flatMap((one) => range(one) ?? [])

function* networks({ files }: Repository, values: readonly string[]): Generator<Hit> {
  const rangesIn = (text: string): Range[] =>
    [...text.matchAll(CIDR)].flatMap((found) =>
      // The internet and whole private ranges say nothing about what is in use.
      COMMON.includes(found[0]) || Number(found[2]) <= 8 ? [] : (rangeOf(found[1] ?? '', found[2] ?? '') ?? []),
    )
  const known = values.flatMap(rangesIn)
  if (known.length === 0) return
  // What Terraform makes belongs to the project too.
  const [made, told] = [files.filter((file) => isTerraform(file.path)), files.filter((file) => !isTerraform(file.path))]
  known.push(...made.flatMap((file) => rangesIn(file.text)))
  for (const { path, text } of told) {
    // Tests try what is wrong on purpose.
    if (/(?:^|\/)tests?\/|\.tftest\.hcl$/.test(path)) continue
    const place = placingIn(path, text)
    for (const found of text.matchAll(CIDR)) {
      const one = rangeOf(found[1] ?? '', found[2] ?? '')
      if (one === null || COMMON.includes(found[0]) || !PRIVATE.some((all) => isWithin(one, all))) continue
      if (known.some((other) => isWithin(one, other) || isWithin(other, one))) continue
      yield {
        rule: CONSISTENCY.network,
        at: place(found.index),
        message: `${found[0]} is in no network of this project.`,
      }
    }
  }
}

function isTerraform(path: string): boolean {
  return /\.(?:tf|tfvars)$/.test(path)
}

function isWithin(one: Range, other: Range): boolean {
  return one.first >= other.first && one.last <= other.last
}

/** Hosts of routes, ingresses and gateways. */
function* domains({ objects: { objects }, context }: Repository): Generator<Hit> {
  const known = context.facts
    .all()
    .filter((fact) => /(?:^|\.)(?:domain|domains|zone|hosts?)$/.test(fact.name))
    .flatMap((fact) => textsIn(fact.value))
    .filter((text) => /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(text))
  if (known.length === 0) return
  for (const { kind, node } of objects) {
    const hosts: (YamlNode | undefined)[] = [
      ...(/Route$/.test(kind) ? itemsOf(nodeAt(node, 'spec', 'hostnames')) : []),
      ...(kind === 'Ingress' ? itemsOf(nodeAt(node, 'spec', 'rules')).map((rule) => nodeAt(rule, 'host')) : []),
      ...(kind === 'Gateway' ? itemsOf(nodeAt(node, 'spec', 'listeners')).map((one) => nodeAt(one, 'hostname')) : []),
      ...(kind === 'Certificate' ? itemsOf(nodeAt(node, 'spec', 'dnsNames')) : []),
    ]
    for (const host of hosts) {
      const text = scalar(host)
      if (host === undefined || text === undefined || !text.includes('.')) continue
      if (
        known.some(
          (one) => text === one || text.endsWith(`.${one}`) || text.endsWith('.svc') || text.endsWith('.cluster.local'),
        )
      )
        continue
      yield { rule: CONSISTENCY.domain, at: placeOf(host), message: `${text} is not below ${known.join(' or ')}.` }
    }
  }
}
