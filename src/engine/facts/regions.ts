import { didYouMean } from '../../skills/nearest.ts'

/** A region as the public AWS documentation lists it (read 2026-11-20). */
export interface Region {
  name: string
  /** The place in its official name: `Ireland`, `N. Virginia`. */
  city: string
  /** Other words people write for it. */
  aliases: readonly string[]
  partition: 'aws' | 'aws-cn' | 'aws-us-gov'
  /** Letters of the zones a new account can use; with `usable` fewer, each account sees other letters of them. */
  zones: readonly string[]
  usable: number
  /** A region of the same partition and, where there is one, of the same jurisdiction. */
  pair: string
  /** Where personal data would lie, for rules about law. */
  area: 'eu' | 'uk' | 'ch' | 'us' | 'ca' | 'cn' | 'other'
  /** The account must switch it on first. */
  optIn: boolean
}

type Row = [name: string, city: string, zones: string, pair: string, area: Region['area'], more?: string]

// `more`: aliases separated by `|`; a leading `*` marks an opt-in region.
const ROWS: readonly Row[] = [
  ['us-east-1', 'N. Virginia', 'abcdef', 'us-west-2', 'us', 'virginia|northern virginia|ashburn|us east'],
  ['us-east-2', 'Ohio', 'abc', 'us-west-2', 'us', 'columbus'],
  ['us-west-1', 'N. California', 'abc', 'us-west-2', 'us', 'california|northern california|san francisco'],
  ['us-west-2', 'Oregon', 'abcd', 'us-east-2', 'us', 'portland|us west'],
  ['ca-central-1', 'Montreal', 'abd', 'ca-west-1', 'ca', 'montréal|canada central'],
  ['ca-west-1', 'Calgary', 'abc', 'ca-central-1', 'ca', '*canada west'],
  ['mx-central-1', 'Querétaro', 'abc', 'us-east-1', 'other', '*queretaro|mexico|mexico central'],
  ['sa-east-1', 'São Paulo', 'abc', 'us-east-1', 'other', 'sao paulo|brazil'],
  ['eu-west-1', 'Ireland', 'abc', 'eu-central-1', 'eu', 'dublin'],
  ['eu-west-2', 'London', 'abc', 'eu-west-1', 'uk', 'uk|united kingdom'],
  ['eu-west-3', 'Paris', 'abc', 'eu-central-1', 'eu', 'france'],
  ['eu-central-1', 'Frankfurt', 'abc', 'eu-west-1', 'eu', 'germany'],
  ['eu-central-2', 'Zurich', 'abc', 'eu-central-1', 'ch', '*zürich|switzerland'],
  ['eu-north-1', 'Stockholm', 'abc', 'eu-west-1', 'eu', 'sweden'],
  ['eu-south-1', 'Milan', 'abc', 'eu-central-1', 'eu', '*italy|milano'],
  ['eu-south-2', 'Spain', 'abc', 'eu-west-3', 'eu', '*aragon|zaragoza|madrid'],
  ['il-central-1', 'Tel Aviv', 'abc', 'eu-central-1', 'other', '*israel'],
  ['me-south-1', 'Bahrain', 'abc', 'me-central-1', 'other', '*'],
  ['me-central-1', 'UAE', 'abc', 'me-south-1', 'other', '*dubai|united arab emirates'],
  ['af-south-1', 'Cape Town', 'abc', 'eu-west-1', 'other', '*south africa'],
  ['ap-east-1', 'Hong Kong', 'abc', 'ap-southeast-1', 'other', '*'],
  ['ap-east-2', 'Taipei', 'abc', 'ap-northeast-1', 'other', '*taiwan'],
  ['ap-south-1', 'Mumbai', 'abc', 'ap-south-2', 'other', 'india'],
  ['ap-south-2', 'Hyderabad', 'abc', 'ap-south-1', 'other', '*'],
  ['ap-northeast-1', 'Tokyo', 'acd', 'ap-northeast-3', 'other', 'japan'],
  ['ap-northeast-2', 'Seoul', 'abcd', 'ap-northeast-1', 'other', 'korea|south korea'],
  ['ap-northeast-3', 'Osaka', 'abc', 'ap-northeast-1', 'other'],
  ['ap-southeast-1', 'Singapore', 'abc', 'ap-southeast-3', 'other'],
  ['ap-southeast-2', 'Sydney', 'abc', 'ap-southeast-4', 'other', 'australia'],
  ['ap-southeast-3', 'Jakarta', 'abc', 'ap-southeast-1', 'other', '*indonesia'],
  ['ap-southeast-4', 'Melbourne', 'abc', 'ap-southeast-2', 'other', '*'],
  ['ap-southeast-5', 'Malaysia', 'abc', 'ap-southeast-1', 'other', '*kuala lumpur'],
  ['ap-southeast-6', 'New Zealand', 'abc', 'ap-southeast-2', 'other', '*auckland'],
  ['ap-southeast-7', 'Thailand', 'abc', 'ap-southeast-1', 'other', '*bangkok'],
  ['us-gov-west-1', 'GovCloud US-West', 'abc', 'us-gov-east-1', 'us', 'govcloud west|govcloud'],
  ['us-gov-east-1', 'GovCloud US-East', 'abc', 'us-gov-west-1', 'us', 'govcloud east'],
  ['cn-north-1', 'Beijing', 'abd', 'cn-northwest-1', 'cn', 'china'],
  ['cn-northwest-1', 'Ningxia', 'abc', 'cn-north-1', 'cn', 'zhongwei'],
]

// New accounts get two of the three zones of this region, and not all the same two.
const USABLE: Readonly<Record<string, number>> = { 'us-west-1': 2 }

export const REGIONS: readonly Region[] = ROWS.map(([name, city, zones, pair, area, more = '']) => ({
  name,
  city,
  aliases: more
    .replace(/^\*/, '')
    .split('|')
    .filter((alias) => alias !== ''),
  partition: name.startsWith('cn-') ? 'aws-cn' : name.startsWith('us-gov-') ? 'aws-us-gov' : 'aws',
  zones: [...zones],
  usable: USABLE[name] ?? zones.length,
  pair,
  area,
  optIn: more.startsWith('*'),
}))

const BY_NAME: ReadonlyMap<string, Region> = new Map(REGIONS.map((region) => [region.name, region]))

export function regionNamed(name: string): Region | undefined {
  return BY_NAME.get(name)
}

/** Finds a region by its name, city or country, in any case and with or without accents. */
export function findRegion(text: string): Region | undefined {
  const wanted = plain(text)
  return REGIONS.find(
    (region) =>
      region.name === wanted ||
      plain(region.city) === wanted ||
      region.aliases.some((alias) => plain(alias) === wanted),
  )
}

/** The region that a zone such as `eu-west-1a` belongs to. */
export function regionOfZone(text: string): Region | undefined {
  const match = /^([a-z]{2}(?:-[a-z]+)+-\d)[a-z]$/.exec(text.trim().toLowerCase())
  return match?.[1] === undefined ? undefined : BY_NAME.get(match[1])
}

export function suggestRegion(text: string): string | undefined {
  const words = REGIONS.flatMap((region) => [region.name, region.city, ...region.aliases].map((word) => plain(word)))
  return didYouMean(plain(text), words)
}

/** `eu-west-1 (Ireland)`, for messages. */
export function showRegion(name: string): string {
  const region = BY_NAME.get(name)
  return region === undefined ? name : `${name} (${region.city})`
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .trim()
    .toLowerCase()
    .replace(/[_\s]+/g, ' ')
    .replace(/^(aws|amazon) /, '')
    .replace(/^n\.? /, 'n. ')
}
