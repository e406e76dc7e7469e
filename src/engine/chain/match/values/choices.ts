import { CHOICES, MEMBERS } from './choice-table.ts'
import { fact, matches, note, type Reader, word } from './readers.ts'

/** A choice that stands inside the words of another says nothing of its own: "NAT gateway per AZ" is not "one NAT gateway". */
export const readChoices: Reader = (reading) => {
  const found = CHOICES.flatMap((choice) =>
    matches(reading.text, choice.pattern).map(({ place }) => ({
      choice,
      place,
      refused: reading.refused(place.start, place.end),
    })),
  )
  return found.flatMap(({ choice, place, refused }) => {
    const swallowed = found.some(
      (other) =>
        other.choice.fact === choice.fact &&
        other.choice !== choice &&
        other.place.start <= place.start &&
        place.end <= other.place.end &&
        other.place.end - other.place.start > place.end - place.start,
    )
    if (swallowed) return []
    // "no NAT" and "no public endpoint" carry their refusal in their own words.
    const ownRefusal = /^(?:no|without|w\/o|zero|skip|sans|ohne|sin)\s/i.test(
      reading.text.slice(place.start, place.end),
    )
    if (ownRefusal) return [fact(choice.fact, choice.value, place)]
    if (refused) return choice.refused === undefined ? [] : [fact(choice.fact, choice.refused, place)]
    return [fact(choice.fact, choice.value, place)]
  })
}

const OTHER_CLOUDS = word(
  'gcp|google|gke|azure|aks|ocean|hetzner|oci|alibaba',
  String.raw`gcp|google\s+cloud(?:\s+platform)?|gke|azure|aks|digital\s?ocean|hetzner|oci|alibaba\s+cloud`,
)
const BIND = word('bind', String.raw`bind\s?9?`)
const ISTIO = word('istio', 'istio')

export const readMembers: Reader = (reading) => {
  const found = MEMBERS.flatMap((entry) =>
    matches(reading.text, entry.pattern)
      .filter(({ place }) => !reading.refused(place.start, place.end))
      .map(({ place }) => fact(entry.fact, entry.value, place)),
  )
  if (reading.wants('bind'))
    for (const { place } of matches(reading.text, BIND)) found.push(fact('dns.provider', 'bind', place))
  return found
}

/** What the goal says and this version has no choice for. */
export const readUnsupported: Reader = (reading) => {
  const clouds = new Set<string>()
  for (const { place } of matches(reading.text, OTHER_CLOUDS)) {
    if (!reading.refused(place.start, place.end)) clouds.add(reading.written(place.start, place.end))
  }
  const notes = [...clouds].map((name) => note(`"${name}": this version writes for AWS only`))
  for (const { place } of matches(reading.text, ISTIO)) {
    const around = reading.text.slice(Math.max(0, place.start - 12), place.end + 20)
    if (!/ambient|sidecar/i.test(around) && !reading.refused(place.start, place.end)) {
      notes.push(note('"istio" can run as ambient or with sidecars: the question is left open'))
      break
    }
  }
  return notes
}
