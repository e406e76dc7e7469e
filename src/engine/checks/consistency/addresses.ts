import { withoutComments } from '../comments.ts'
import { fileKind } from '../file-kind.ts'
import { placingIn } from '../resources/json.ts'
import type { At } from '../resources/node.ts'
import type { Hit } from '../rule.ts'
import type { Repository } from './repository.ts'
import { CONSISTENCY } from './rules.ts'

interface HostAddress {
  /** Its short name. */
  name: string
  address: string
  at: At
}

const IP = '(\\d{1,3}(?:\\.\\d{1,3}){3})'

/** Hosts with one address in the inventory and another elsewhere. */
export function* addresses({ files }: Repository): Generator<Hit> {
  const inventory = files
    .filter((file) =>
      /(?:^|\/)(?:inventor(?:y|ies)\/|hosts(?:\.ini|\.ya?ml)?$|inventory(?:\.ini|\.ya?ml)?$)/.test(file.path),
    )
    .flatMap(({ path, text }) => inventoryHosts(path, text))
  if (inventory.length === 0) return
  const byName = Map.groupBy(inventory, (one) => one.name)
  for (const { path, text } of files) {
    for (const { name, address, at } of [...zoneHosts(path, text), ...balancerHosts(path, text)]) {
      const known = byName.get(name)
      // A host of several environments has several addresses.
      if (known === undefined || known.some((one) => one.address === address)) continue
      const [first] = known
      const message = `${name} is ${address} here and ${first?.address} in ${first?.at.file}:${first?.at.line}.`
      yield { rule: CONSISTENCY.address, at, message }
    }
  }
}

const short = (name: string): string => name.replace(/\..*$/, '').toLowerCase()

/** `web1 ansible_host=10.0.0.4`, and `web1:` with `ansible_host: 10.0.0.4` below it. */
function inventoryHosts(path: string, text: string): HostAddress[] {
  const place = placingIn(path, text)
  const ini = [...text.matchAll(new RegExp(`^([\\w.-]+)[^\\n#]*?\\bansible_host=["']?${IP}`, 'gm'))]
  const yaml = [
    ...text.matchAll(
      new RegExp(`^[ \\t]*["']?([\\w.-]+)["']?:[ \\t]*(?:\\n[ \\t]+|\\{[ \\t]*)ansible_host:[ \\t]*["']?${IP}`, 'gm'),
    ),
  ]
  return [...ini, ...yaml].map((found) => ({
    name: short(found[1] ?? ''),
    address: found[2] ?? '',
    at: place(found.index),
  }))
}

function zoneHosts(path: string, text: string): HostAddress[] {
  if (fileKind(path, text) !== 'zone') return []
  const place = placingIn(path, text)
  const records = withoutComments(path, text).matchAll(
    new RegExp(`^([\\w.-]+)[ \\t]+(?:\\d\\w*[ \\t]+)?(?:IN[ \\t]+)?A[ \\t]+${IP}`, 'gm'),
  )
  return [...records].map((found) => ({ name: short(found[1] ?? ''), address: found[2] ?? '', at: place(found.index) }))
}

/** `server web1 10.0.0.4:80` of HAProxy. */
function balancerHosts(path: string, text: string): HostAddress[] {
  if (!/haproxy[\w.-]*\.cfg(?:\.j2)?$/.test(path)) return []
  const place = placingIn(path, text)
  const servers = withoutComments(path, text).matchAll(new RegExp(`^[ \\t]*server[ \\t]+([\\w.-]+)[ \\t]+${IP}`, 'gm'))
  return [...servers].map((found) => ({
    name: short(found[1] ?? ''),
    address: found[2] ?? '',
    at: place(found.index + found[0].search(/\S/)),
  }))
}
