import { REGIONS } from '../../../facts/regions.ts'
import type { Finding } from '../types.ts'
import { fact, matches, note, type Place, type Reader, word } from './readers.ts'

/** Names beside those of the region table: other languages, and what people say for short. */
const OTHER_NAMES: readonly [string, string][] = [
  ['francfort|fráncfort|francoforte|フランクフルト|法兰克福|프랑크푸르트|франкфурт|франкфурте', 'eu-central-1'],
  ['dublin|irland|irlande|irlanda|アイルランド|爱尔兰', 'eu-west-1'],
  ['londres|londra|ロンドン|伦敦', 'eu-west-2'],
  ['parigi|parís|パリ|巴黎', 'eu-west-3'],
  ['estocolmo|stoccolma|ストックホルム', 'eu-north-1'],
  ['milano|mailand', 'eu-south-1'],
  ['zürich', 'eu-central-2'],
  ['virginia|バージニア', 'us-east-1'],
  ['オハイオ', 'us-east-2'],
  ['オレゴン', 'us-west-2'],
  ['northern california|north california', 'us-west-1'],
  ['montréal', 'ca-central-1'],
  ['sao paulo', 'sa-east-1'],
  ['ムンバイ|孟买', 'ap-south-1'],
  ['tokio|東京|东京|도쿄', 'ap-northeast-1'],
  ['ソウル|首尔|서울', 'ap-northeast-2'],
  ['大阪|오사카', 'ap-northeast-3'],
  ['singapur|singapour|シンガポール|新加坡|싱가포르', 'ap-southeast-1'],
  ['シドニー|悉尼|시드니', 'ap-southeast-2'],
  ['香港', 'ap-east-1'],
]

interface PlaceNames {
  names: readonly string[]
  region: string
}

const PLACES: readonly PlaceNames[] = [
  ...REGIONS.map(({ city, name }) => ({ names: [city.toLowerCase()], region: name })),
  ...OTHER_NAMES.map(([names, region]) => ({ names: names.split('|'), region })),
]
const CODES = new Set(REGIONS.map((region) => region.name))

const CODE = word(
  'east|west|north|south|central',
  String.raw`(us|eu|ap|ca|sa|me|af|il|mx|cn)[\s-]?(gov[\s-]?(?:east|west)|northeast|northwest|southeast|central|north|south|east|west)[\s-]?([1-7])[a-f]?`,
)
/** A place that people, offices or customers are in is not a region. */
const NOT_A_REGION =
  /\b(?:office|offices|headquarter\w*|hq|based|users?|customers?|clients?|team|company|startup|colleagues|data\s?cent(?:er|re)|people|meetup|conference)\s+(?:is\s+|are\s+|based\s+|located\s+)?(?:in|from|at|to)\s+$/i

interface Found {
  region: string
  place: Place
}

function regionsIn(text: string): Found[] {
  const found: Found[] = []
  for (const { found: match, place } of matches(text, CODE)) {
    const region = `${match[1]}-${match[2]?.replace(/\s/g, '-')}-${match[3]}`.toLowerCase()
    if (CODES.has(region)) found.push({ region, place })
  }
  for (const { names, region } of PLACES) {
    for (const name of names.filter((candidate) => text.includes(candidate))) {
      for (const { place } of matches(text, word(name, name.replaceAll('.', String.raw`\.`)))) {
        if (NOT_A_REGION.test(text.slice(Math.max(0, place.start - 50), place.start))) continue
        found.push({ region, place })
      }
    }
  }
  // "eu-west-1 (Ireland)" says one thing twice.
  return found
    .sort((a, b) => a.place.start - b.place.start)
    .filter((entry, at, all) => all.findIndex((other) => other.region === entry.region) === at)
}

const SECOND_BEFORE =
  /(?:\b(?:fail(?:s|ing)?[\s-]?over|failovers?|dr|d\.r\.|disaster\s+recovery|back(?:ed|ing)?[\s-]?ups?|secondary|second|standby|replica\w*|replikat\w*|cop(?:y|ies|ied)|passive|recover\w*|restore\w*|pilot\s+light|mirror\w*|ausfall\w*|notfall\w*)\b|災害復旧|灾备|容灾|バックアップ|备份|フェイルオーバー)(?:(?!\b(?:between|from|and|across|both|with)\b)[^.;,()&+]){0,28}$/i
const SECOND_AFTER =
  /^\s*(?:\(|-|as\s+(?:the\s+|a\s+|our\s+)?|for\s+(?:the\s+)?|is\s+(?:the\s+|for\s+)?|=|:)?\s*(?:dr|disaster\s+recovery|fail[\s-]?over|failover|back[\s-]?ups?|secondary|standby|passive|recovery|warm\s+standby|(?:への)?(?:フェイルオーバー|災害復旧))\b/i
const FIRST_BEFORE = /\b(?:primary|main|active|home|region|production|prod)\b[^.;,()]{0,16}$/i

export const readRegions: Reader = (reading) => {
  const all = regionsIn(reading.text)
  const regions = all.filter(({ place }) => !reading.refused(place.start, place.end))
  const findings: Finding[] = []
  let before = 0
  const roles = regions.map(({ place }, at) => {
    const lead = reading.text.slice(Math.max(before, place.start - 60), place.start)
    const next = regions[at + 1]?.place.start ?? Number.POSITIVE_INFINITY
    const tail = reading.text.slice(place.end, Math.min(next, place.end + 30))
    before = place.end
    if (FIRST_BEFORE.test(lead) && !SECOND_BEFORE.test(lead)) return 'first'
    if (SECOND_BEFORE.test(lead) && !/\bfrom\s+$/i.test(lead)) return 'second'
    // Words that lead on to the next region are said of that one: "eu-west-1 DR region eu-west-3".
    const leadsOn = place.end + tail.length === next && /[a-z:=]\s*$/.test(tail)
    if (SECOND_AFTER.test(tail) && !leadsOn) return 'second'
    return 'open'
  })
  // "failover from A to B": the words lead to the second place.
  for (let at = 1; at < regions.length; at += 1) {
    const here = regions[at]
    const earlier = regions[at - 1]
    if (here === undefined || earlier === undefined || roles[at] !== 'open') continue
    const between = reading.text.slice(earlier.place.end, here.place.start)
    const lead = reading.text.slice(Math.max(0, earlier.place.start - 60), earlier.place.start)
    if (
      /^\s*(?:to|->|→|nach|vers|a)\s*$/i.test(between) &&
      SECOND_BEFORE.test(lead.replace(/\s*\b(?:from|von|de|da)\s+$/i, ' '))
    ) {
      roles[at - 1] = 'first'
      roles[at] = 'second'
    }
  }
  const firsts = regions.filter((_, at) => roles[at] === 'first')
  const seconds = regions.filter((_, at) => roles[at] === 'second')
  const open = regions.filter((_, at) => roles[at] === 'open')
  const main = firsts.length > 0 ? firsts : open
  if (firsts.length === 1 && open.length === 1 && seconds.length === 0 && reading.wants('failover'))
    seconds.push(...open)
  if (main.length > 1)
    findings.push(
      note(
        `several regions are named (${main.map((entry) => entry.region).join(', ')}) and none is said to be the main one`,
      ),
    )
  else for (const entry of main) findings.push(fact('aws.region', entry.region, entry.place))
  if (seconds.length > 1)
    findings.push(note(`several regions are named for recovery (${seconds.map((entry) => entry.region).join(', ')})`))
  else for (const entry of seconds) findings.push(fact('aws.dr_region', entry.region, entry.place))
  return findings
}
