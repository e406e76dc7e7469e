// Patterns of texts, as Python writes them and JavaScript reads them.

/** In the order in which types name them. */
export class Patterns {
  #numbers = new Map()

  /** `/7`, or nothing for a pattern that says nothing here or something else than where it was written. */
  mark(pattern) {
    if (pattern === undefined || /^\^?\.[*+]\$?$/.test(pattern) || !isShared(pattern)) return ''
    if (!this.#numbers.has(pattern)) this.#numbers.set(pattern, this.#numbers.size)
    return `/${this.#numbers.get(pattern)}`
  }

  lines() {
    return [...this.#numbers.keys()].map((pattern) => `p ${pattern}`)
  }
}

/** Whether a pattern means here what it means in Python, and takes no time that grows with the square of the text. */
export function isShared(pattern) {
  if (/[^ -~]|\(\?[^:=!]|\\[AZpPuxkG]|[*+?}]\+|\([^()]*[*+][^()]*\)(?:[*+]|\{\d+,)/.test(pattern)) return false
  try {
    return new RegExp(pattern) !== null
  } catch {
    return false
  }
}
