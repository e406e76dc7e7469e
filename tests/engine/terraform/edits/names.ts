import { cut, insert, intoBlock, type Maker, misspell, pick, replace } from './places.ts'

/** Slips with names, and things that are missing, twice there or in the wrong place. */
export const NAMES: Readonly<Record<string, Maker>> = {
  'drop an argument': ({ text, arguments: lines }, random) => {
    const line = pick(lines, random)
    return line === null ? null : cut(text, line.from, line.to)
  },
  'misspell an argument': ({ text, arguments: lines }, random) => {
    const line = pick(lines, random)
    return line === null ? null : replace(text, line.name, misspell(line.name.text, random))
  },
  'repeat an argument': ({ text, arguments: lines }, random) => {
    const line = pick(lines, random)
    return line === null ? null : insert(text, line.to, `\n${text.slice(line.from, line.to)}`)
  },
  'move an argument': ({ text, arguments: lines, blocks }, random) => {
    const line = pick(lines, random)
    const block = pick(blocks, random)
    if (line === null || block === null || (block.inside > line.from && block.inside < line.to)) return null
    const taken = text.slice(line.from, line.to)
    return block.inside > line.to
      ? `${text.slice(0, line.from)}${text.slice(line.to, block.inside)}\n${taken}${text.slice(block.inside)}`
      : `${text.slice(0, block.inside)}\n${taken}${text.slice(block.inside, line.from)}${text.slice(line.to)}`
  },
  'copy an argument': (source, random) => {
    const line = pick(source.arguments, random)
    const block = pick(source.blocks, random)
    if (line === null || block === null) return null
    return intoBlock(source, block, source.text.slice(line.from, line.to))
  },
  'misspell a block': ({ text, blocks }, random) => {
    const block = pick(blocks, random)
    return block === null ? null : replace(text, block.type, misspell(block.type.text, random))
  },
  'repeat a block': ({ text, blocks }, random) => {
    const block = pick(blocks, random)
    return block === null ? null : insert(text, block.end, `\n${text.slice(block.from, block.end)}`)
  },
  'drop a block': ({ text, blocks }, random) => {
    const block = pick(blocks, random)
    return block === null ? null : cut(text, block.from, block.end)
  },
  'nest a block elsewhere': (source, random) => {
    const inner = pick(
      source.blocks.filter((one) => one.depth > 0),
      random,
    )
    const outer = pick(source.blocks, random)
    if (inner === null || outer === null) return null
    return intoBlock(source, outer, source.text.slice(inner.from, inner.end))
  },
  'lift a block': ({ text, blocks }, random) => {
    const inner = pick(
      blocks.filter((one) => one.depth > 0),
      random,
    )
    const outer = blocks.find((one) => inner !== null && one.from < inner.from && one.end > inner.end)
    if (inner === null || outer === undefined) return null
    const taken = text.slice(inner.from, inner.end)
    return `${text.slice(0, inner.from)}${text.slice(inner.end, outer.end)}\n${taken}${text.slice(outer.end)}`
  },
  'misspell a label': ({ text, tokens }, random) => {
    const labels = tokens.filter((t, i) => t.kind === 'quoted-text' && tokens[i + 2]?.kind === '{')
    const label = pick(labels, random)
    return label === null ? null : replace(text, label, misspell(label.text, random))
  },
  'a label too many or too few': ({ text, tokens }, random) => {
    const ends = tokens.filter((t, i) => t.kind === 'close-quote' && tokens[i + 1]?.kind === '{')
    const end = pick(ends, random)
    if (end === null) return null
    const open = tokens[tokens.indexOf(end) - 2]
    if (random() < 0.5 || open?.kind !== 'open-quote') return insert(text, end.offset + 1, ' "more"')
    return cut(text, open.offset, end.offset + 1)
  },
  'misspell a type': ({ text, tokens }, random) => {
    const types = tokens.filter(
      (t, i) => t.kind === 'quoted-text' && /^(?:resource|data)$/.test(tokens[i - 2]?.text ?? ''),
    )
    const type = pick(types, random)
    return type === null ? null : replace(text, type, misspell(type.text, random))
  },
  'dangle a reference': ({ text, tokens }, random) => {
    const steps = tokens.filter((t, i) => t.kind === 'identifier' && tokens[i - 1]?.kind === '.')
    const step = pick(steps, random)
    return step === null ? null : replace(text, step, misspell(step.text, random))
  },
  'misspell the root of a reference': ({ text, tokens }, random) => {
    const roots = tokens.filter(
      (t, i) => t.kind === 'identifier' && tokens[i + 1]?.kind === '.' && tokens[i - 1]?.kind !== '.',
    )
    const root = pick(roots, random)
    if (root === null) return null
    const other = pick(['var', 'local', 'module', 'data', 'each', 'self', misspell(root.text, random)], random)
    return replace(text, root, other ?? 'var')
  },
  'an index too many': ({ text, tokens }, random) => {
    const steps = tokens.filter(
      (t, i) => t.kind === 'identifier' && tokens[i - 1]?.kind === '.' && tokens[i + 1]?.kind !== '(',
    )
    const step = pick(steps, random)
    const index = pick(['[0]', '["a"]', '.0', '[*]', '.*', '[count.index]', '[each.key]', '[0].id'], random)
    return step === null ? null : insert(text, step.offset + step.text.length, index ?? '[0]')
  },
  'an index too few': ({ text }, random) => {
    const index = pick([...text.matchAll(/\[(?:0|count\.index|each\.(?:key|value)|\*|"\w+")\]/g)], random)
    return index === null ? null : cut(text, index.index, index.index + index[0].length)
  },
  'a step too few': ({ text, tokens }, random) => {
    const steps = tokens.filter((t, i) => t.kind === 'identifier' && tokens[i - 1]?.kind === '.')
    const step = pick(steps, random)
    return step === null ? null : cut(text, step.offset - 1, step.offset + step.text.length)
  },
  'call another function': ({ text, calls }, random) => {
    const call = pick(calls, random)
    if (call === null) return null
    const known = ['length', 'toset', 'tolist', 'keys', 'join', 'lower', 'merge', 'flatten', 'tonumber', 'one', 'try']
    return replace(text, call, random() < 0.5 ? misspell(call.text, random) : (pick(known, random) ?? 'length'))
  },
  'call with one more': ({ text, calls }, random) => {
    const call = pick(calls, random)
    return call === null ? null : insert(text, text.indexOf('(', call.offset) + 1, '"more", ')
  },
  'call with one less': ({ text, calls }, random) => {
    const call = pick(calls, random)
    if (call === null) return null
    const first = /\(\s*("[^"\n]*"|[\w.[\]]+)\s*,?\s*/y
    first.lastIndex = text.indexOf('(', call.offset)
    const match = first.exec(text)
    return match === null ? null : `${text.slice(0, match.index)}(${text.slice(match.index + match[0].length)}`
  },
  'an argument of nobody': (source, random) => {
    const block = pick(source.blocks, random)
    return block === null ? null : intoBlock(source, block, '  no_such_argument = 1')
  },
  'a block of nobody': (source, random) => {
    const block = pick(source.blocks, random)
    return block === null ? null : intoBlock(source, block, '  no_such_block {\n  }')
  },
  'lose a character': ({ text, tokens }, random) => {
    const signs = tokens.filter((t) =>
      ['{', '}', '(', ')', '[', ']', '=', 'open-quote', 'close-quote', ','].includes(t.kind),
    )
    const sign = pick(signs, random)
    return sign === null ? null : cut(text, sign.offset, sign.offset + 1)
  },
  'lose a token': ({ text, tokens }, random) => {
    const token = pick(
      tokens.filter((t) => t.kind !== 'newline' && t.kind !== 'comment'),
      random,
    )
    return token === null ? null : cut(text, token.offset, token.offset + token.text.length)
  },
}
