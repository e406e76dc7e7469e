import type { ReadStream } from 'node:tty'

const PASTE_BEGINS = '\u001b[200~'
const PASTE_ENDS = '\u001b[201~'
const INTERRUPT = '\u0003'

/** A paste that has been silent for so long has lost its end on the way. */
const SILENCE = 10_000

/**
 * Standard input for Ink, which keeps everything between the marks of a paste until the second one comes. When that is lost,
 * because a connection broke off in the middle, no key would count any more: Ctrl-C and a long silence end a paste, too.
 */
export function keyboard(stdin: ReadStream): ReadStream {
  let pasting = false
  let tail = ''
  let timer: NodeJS.Timeout | null = null
  let waiting: string[] = []

  const end = (): void => {
    timer = null
    pasting = false
    waiting.push(PASTE_ENDS)
    stdin.emit('readable')
  }

  function read(): unknown {
    const next = waiting.shift()
    if (next !== undefined) return next
    const chunk: unknown = stdin.read()
    if (chunk === null) return null
    const text = String(chunk)
    if (timer !== null) clearTimeout(timer)
    timer = null
    if (pasting && text === INTERRUPT) {
      pasting = false
      waiting = [text]
      return PASTE_ENDS
    }
    // A mark may come in two pieces.
    const seen = tail + text
    tail = seen.slice(1 - PASTE_ENDS.length)
    const begins = seen.lastIndexOf(PASTE_BEGINS)
    const ends = seen.lastIndexOf(PASTE_ENDS)
    if (begins >= 0 || ends >= 0) pasting = begins > ends
    if (pasting) timer = setTimeout(end, SILENCE).unref()
    return chunk
  }

  return new Proxy(stdin, {
    get(target, name) {
      if (name === 'read') return read
      const value: unknown = Reflect.get(target, name, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}
