import { plainText } from '../text-width.ts'
import { type Arrow, type Box, type BoxKind, GAP, type Label, takePen } from './pen.ts'
import type { Card, NetworkScene, Runtime, Scene } from './scene.ts'

export interface Drawing {
  title: string
  /** The picture in sentences, for who cannot see it. */
  description: string
  width: number
  height: number
  boxes: Box[]
  labels: Label[]
  arrows: Arrow[]
}

const WIDTH = 1040
const PAD = 18
const HEADER = 34

/** Top to bottom: who comes in, the entrance, the network with what runs in it, what it leans on, the other environments. */
export function layout(scene: Scene): Drawing {
  const { boxes, labels, arrows, box, label, card, cardHeight, grid } = takePen()

  let y = PAD
  const outside = [scene.visitors ? { title: scene.visitors.title, details: [scene.visitors.detail] } : null, scene.dns]
  const visitors = outside[0]
    ? card('outside', null, outside[0], (WIDTH - 250) / 2, y, 250, cardHeight(outside[0]))
    : null
  if (scene.dns) {
    const zone = card('outside', null, scene.dns, WIDTH - PAD - 300, y, 300, cardHeight(scene.dns))
    if (visitors)
      arrows.push({
        from: [visitors.x + visitors.width, y + visitors.height / 2],
        to: [zone.x, y + visitors.height / 2],
      })
  }
  if (visitors || scene.dns) y += Math.max(...outside.flatMap((one) => (one ? [cardHeight(one)] : []))) + 34

  const region = box('region', null, PAD, y, WIDTH - 2 * PAD, 0)
  label(
    region,
    'note',
    [scene.region, scene.title].filter(Boolean).join(' · '),
    region.x + PAD,
    y + 22,
    region.width / 2 - 2 * PAD,
  )
  y += HEADER

  const inside = { x: region.x + PAD, width: region.width - 2 * PAD }
  const first = { y }
  if (scene.network) y = network(scene.network, region, inside.x, y, inside.width)
  else y = contents(region, inside.x, y, inside.width)
  if (visitors) arrows.push({ from: [WIDTH / 2, visitors.y + visitors.height], to: [WIDTH / 2, entranceTop(first.y)] })

  if (scene.around.length > 0) y += grid('around', region.id, scene.around, inside.x, y, inside.width, 210) + GAP
  region.height = y + 4 - region.y
  y = region.y + region.height

  if (scene.otherEnvironments.length > 0) {
    y += GAP
    y += grid('environment', null, scene.otherEnvironments, PAD, y, WIDTH - 2 * PAD, 300)
  }
  return {
    title: `Architecture of ${plainText(scene.title)}`,
    description: describe(scene),
    width: WIDTH,
    height: y + PAD,
    boxes,
    labels,
    arrows,
  }

  /** The arrow from outside ends at the entrance, or at the edge of the network. */
  function entranceTop(fallback: number): number {
    return boxes.find((one) => one.kind === 'entrance')?.y ?? fallback
  }

  function network(net: NetworkScene, parent: Box, x: number, top: number, width: number): number {
    const vpc = box('vpc', parent.id, x, top, width, 0)
    label(vpc, 'title', net.title, x + PAD, top + 23, width / 2 - 2 * PAD)
    label(vpc, 'detail', net.gateway, x + width - PAD, top + 22, width / 3, 'end')
    let at = top + HEADER + 2
    const left = x + PAD
    const room = width - 2 * PAD
    if (scene.entrance) at = entrance(vpc, left, at, room)

    const columns = Math.max(1, net.zones.length)
    const each = (room - GAP * (columns - 1)) / columns
    const zonesTop = at
    const backgrounds = net.zones.map((zone, index) => {
      const column = box('zone', null, left + index * (each + GAP), zonesTop, each, 0)
      label(column, 'note', zone.name, column.x + 12, zonesTop + 20, each - 24)
      return column
    })
    if (net.zones.length > 0) at += 30

    for (const tier of net.tiers) {
      net.zones.forEach((zone, index) => {
        const subnet = zone.subnets.find((one) => one.tier === tier)
        if (!subnet) return
        subnetBox(
          vpc,
          tier,
          subnet.cidr,
          tier === 'public' && zone.nat,
          left + index * (each + GAP) + 10,
          at,
          each - 20,
        )
      })
      at += 48 + GAP
      if (tier === 'private') at = contents(vpc, left + 10, at, room - 20)
      if (tier === 'data' && scene.databases.length > 0)
        at += grid('member', vpc.id, scene.databases, left + 10, at, room - 20, 220) + GAP
    }
    if (!net.tiers.includes('private')) at = contents(vpc, left + 10, at, room - 20)
    for (const column of backgrounds) column.height = at - zonesTop
    vpc.height = at + PAD - 4 - top
    return top + vpc.height + GAP
  }

  function subnetBox(
    parent: Box,
    tier: string,
    cidr: string,
    nat: boolean,
    x: number,
    top: number,
    width: number,
  ): void {
    const kind: BoxKind = tier === 'public' ? 'public' : tier === 'data' ? 'data' : 'private'
    const made = box(kind, parent.id, x, top, width, 48)
    const chip = nat && width > 130 ? 56 : 0
    label(made, 'detail', `${tier} subnet`, x + 12, top + 20, width - 24 - (chip ? chip + 8 : 0))
    label(made, 'note', cidr, x + 12, top + 38, width - 24 - (chip ? chip + 8 : 0))
    if (chip === 0) return
    const gateway = box('nat', made.id, x + width - chip - 10, top + 11, chip, 26)
    label(gateway, 'detail', 'NAT', gateway.x + chip / 2, top + 28, chip, 'middle')
  }

  function entrance(parent: Box, x: number, top: number, width: number): number {
    const one = scene.entrance
    if (!one) return top
    const made = card(
      'entrance',
      parent.id,
      { title: one.title, details: [one.details.join(' · ')] },
      x,
      top,
      width,
      56,
    )
    return top + made.height + GAP
  }

  function contents(parent: Box, x: number, top: number, width: number): number {
    let at = top
    if (!scene.network && scene.entrance) at = entrance(parent, x, at, width)
    for (const runtime of scene.runtimes) at = runtimeBox(parent, runtime, x, at, width)
    const ownRow = scene.network?.tiers.includes('data') ?? false
    if (!ownRow && scene.databases.length > 0) at += grid('member', parent.id, scene.databases, x, at, width, 220) + GAP
    return at
  }

  function runtimeBox(parent: Box, runtime: Runtime, x: number, top: number, width: number): number {
    const made = box('runtime', parent.id, x, top, width, 0)
    label(made, 'title', runtime.title, x + 14, top + 24, width / 2 - 28)
    label(made, 'detail', runtime.details.join(' · '), x + width - 14, top + 23, width / 2 - 28, 'end')
    const taken = grid('member', made.id, runtime.members, x + 12, top + 38, width - 24, 200)
    made.height = 38 + taken + (taken > 0 ? 12 : 0)
    return top + made.height + GAP
  }
}

function describe(scene: Scene): string {
  const cards = (list: readonly Card[]): string => list.map((one) => [one.title, ...one.details].join(', ')).join('; ')
  const parts = [
    scene.region ? `Region ${scene.region}.` : '',
    scene.network
      ? `${scene.network.title}: ${scene.network.zones.map((zone) => `${zone.name} with ${zone.subnets.map((one) => `${one.tier} ${one.cidr}`).join(', ')}${zone.nat ? ' and a NAT gateway' : ''}`).join('; ')}.`
      : '',
    scene.dns ? `DNS: ${cards([scene.dns])}.` : '',
    scene.entrance ? `Entrance: ${cards([scene.entrance])}.` : '',
    ...scene.runtimes.map((one) => `${[one.title, ...one.details].filter(Boolean).join(', ')}: ${cards(one.members)}.`),
    scene.databases.length > 0 ? `Databases: ${cards(scene.databases)}.` : '',
    scene.around.length > 0 ? `Around it: ${cards(scene.around)}.` : '',
    scene.otherEnvironments.length > 0 ? `Other environments: ${cards(scene.otherEnvironments)}.` : '',
  ]
  return plainText(parts.filter(Boolean).join(' '))
}
