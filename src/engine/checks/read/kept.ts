interface Kept {
  text: string
  read: unknown
}

/** What texts were read as, by the way they were read: what was looked at longest ago stands first. */
const kept = new Map<string, Kept>()
let size = 0
let room = 0

/**
 * From now on what texts were read as is kept, up to so many characters of text. Whoever judges the same files again and
 * again, as a watch does, reads only what changed; a single look at a large tree would only fill the memory.
 */
export function keepReadings(characters: number): void {
  room = characters
}

/** Reads a text, unless it was read this way before. What comes back is shared: nobody changes it. */
export function keepRead<T>(way: string, text: string, read: () => T): T {
  if (room === 0) return read()
  const known = kept.get(way)
  if (known !== undefined) {
    kept.delete(way)
    if (known.text === text) {
      kept.set(way, known)
      return known.read as T // the same way of reading gives the same type
    }
    size -= known.text.length
  }
  const fresh = { text, read: read() }
  kept.set(way, fresh)
  size += text.length
  for (const [oldest, { text: its }] of kept) {
    if (size <= room) break
    kept.delete(oldest)
    size -= its.length
  }
  return fresh.read
}
