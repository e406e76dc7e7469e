import { createRequire } from 'node:module'

const load = createRequire(import.meta.url)

/** A sum that differs when the content does. Loaded when it is needed: most answers again need none. */
export function sumOf(content: string | Uint8Array): string {
  const { hash } = load('node:crypto') as typeof import('node:crypto') // what Node has under this name
  return hash('sha256', content, 'base64url')
}

/** A short name for a text: two may share one, and so whoever uses it keeps the text beside it. */
export function nameFor(text: string): string {
  let [a, b] = [0x811c9dc5, 0x1000193]
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    a = Math.imul(a ^ code, 0x01000193)
    b = Math.imul(b ^ code, 0x85ebca6b) + at
  }
  return `${(a >>> 0).toString(36)}-${(b >>> 0).toString(36)}`
}
