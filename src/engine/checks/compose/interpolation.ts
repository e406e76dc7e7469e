/** Where a text holds a variable in braces that Compose cannot read; null where there is none. */
export function brokenVariable(text: string, depth = 0): number | null {
  for (let at = text.indexOf('$'); at >= 0; at = text.indexOf('$', at)) {
    const rest = text.slice(at)
    const plain = /^\$(?:\$|[A-Za-z_]\w*)/.exec(rest)
    if (plain !== null) {
      at += plain[0].length
      continue
    }
    // A dollar sign before anything else is one.
    if (!rest.startsWith('${')) {
      at++
      continue
    }
    const name = /^\$\{[A-Za-z_]\w*(?:\}|(?::?[-?+]))/.exec(rest)
    if (name === null) return at
    if (name[0].endsWith('}')) {
      at += name[0].length
      continue
    }
    const end = closing(text, at + name[0].length)
    if (end === null || depth > 20) return at
    const inner = brokenVariable(text.slice(at + name[0].length, end), depth + 1)
    if (inner !== null) return at
    at = end + 1
  }
  return null
}

function closing(text: string, from: number): number | null {
  let open = 1
  for (let at = from; at < text.length; at++) {
    if (text.startsWith('${', at)) open++
    else if (text[at] === '}' && --open === 0) return at
  }
  return null
}
