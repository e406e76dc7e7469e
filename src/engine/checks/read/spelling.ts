import { distance, nearest } from '../../../skills/nearest.ts'

/** More unknown words than this in one run are no slips of the pen. */
const MOST = 200

/** Finds the known word that a mistyped one was meant to be, each word once. */
export class Spelling {
  private readonly names: readonly string[]
  private readonly asked = new Map<string, string | null>()

  constructor(names: Iterable<string>) {
    this.names = [...names]
  }

  near(word: string): string | null {
    const known = this.asked.get(word)
    if (known !== undefined) return known
    if (this.asked.size >= MOST) return null
    const found = nearest(word, this.names)
    this.asked.set(word, found)
    return found
  }

  /** So near that nothing else can have been meant: one letter, two in a long word. */
  slip(word: string): string | null {
    const near = this.near(word)
    return near !== null && distance(word, near) <= (word.length > 8 ? 2 : 1) ? near : null
  }

  /** "did you mean …?", or nothing to say. */
  hint(word: string): string | undefined {
    const near = this.near(word)
    return near === null ? undefined : `did you mean "${near}"?`
  }
}
