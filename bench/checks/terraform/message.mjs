// What a provider answers when it is asked for its schema, as bytes of protobuf: enough of the format to leave entries out.

/** Fields of the answer that hold schemas by name: resources, data sources, ephemeral resources. */
const BY_NAME = new Set([2, 3, 8])

/** The fields of the answer, each with the name of the schema in it where it holds one. */
export function readEntries(message) {
  const entries = []
  for (let at = 0; at < message.length; ) {
    const { field, from, to } = readField(message, at)
    const name = BY_NAME.has(field) ? nameIn(message.subarray(from, to)) : null
    entries.push({ name, bytes: message.subarray(at, to) })
    at = to
  }
  return entries
}

export const keptEntries = (entries, isWanted) =>
  entries.filter(({ name }) => name === null || isWanted(name)).map(({ bytes }) => bytes)

/** A map's entry has its key in field 1. */
function nameIn(entry) {
  for (let at = 0; at < entry.length; ) {
    const { field, from, to } = readField(entry, at)
    if (field === 1) return entry.toString('utf8', from, to)
    at = to
  }
  return ''
}

function readField(bytes, start) {
  const tag = readNumber(bytes, start)
  const wire = tag.value & 7
  if (wire !== 0 && wire !== 2) throw new Error(`a field of wire type ${wire} in the schema`)
  const next = readNumber(bytes, tag.to)
  const from = wire === 2 ? next.to : tag.to
  return { field: tag.value >>> 3, from, to: wire === 2 ? next.to + next.value : next.to }
}

function readNumber(bytes, start) {
  let value = 0
  let shift = 0
  let to = start
  for (let byte = 0x80; (byte & 0x80) !== 0; to++) {
    byte = bytes[to] ?? 0
    value |= (byte & 0x7f) << shift
    shift += 7
  }
  return { value, to }
}
