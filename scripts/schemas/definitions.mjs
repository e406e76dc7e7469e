// Definitions of a pack: each text written once, referring to each other by distance: @-2 is the one two lines before.
import { brotliCompressSync, constants } from 'node:zlib'

export class Definitions {
  #written = []
  #numbers = new Map()

  /** Numbered before it is written: definitions contain themselves. */
  define(key, write) {
    const known = this.#numbers.get(key)
    if (known !== undefined) return `@${known}`
    const number = this.#written.length
    this.#numbers.set(key, number)
    this.#written.push(null)
    this.#written[number] = write()
    return `@${number}`
  }

  /** Definitions that say the same are written once; that makes others the same, until nothing changes. */
  shared() {
    let target = this.#written.map((_, index) => index)
    for (;;) {
      const seen = new Map()
      const next = this.#written.map((definition, index) => {
        const text = textOf(definition, (number) => target[number])
        if (!seen.has(text)) seen.set(text, index)
        return seen.get(text)
      })
      if (next.every((one, index) => one === target[index])) break
      target = next
    }
    const kept = [...new Set(target)].sort((a, b) => a - b)
    const place = new Map(kept.map((one, index) => [one, index]))
    const renumber = (number) => place.get(target[number])
    return {
      lines: kept.map((one, index) => `# ${textOf(this.#written[one], (number) => renumber(number) - index)}`),
      /** The number that the definition of a type has now. */
      numberOf: (type) => renumber(Number(type.slice(1))),
    }
  }
}

function textOf(definition, renumber) {
  return JSON.stringify(definition).replaceAll(/@(\d+)/g, (_, number) => `@${renumber(Number(number))}`)
}

export function compressed(text) {
  return brotliCompressSync(Buffer.from(text, 'utf8'), {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_LGWIN]: 24,
      [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
    },
  })
}
