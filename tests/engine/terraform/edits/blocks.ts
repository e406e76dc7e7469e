import { type BlockPlace, intoBlock, type Maker, pick, type Random, type Source } from './places.ts'
import { snippets } from './snippets.ts'

/** Slips with what Terraform itself gives a meaning: lifecycles, meta-arguments, declarations. */
export const BLOCKS: Readonly<Record<string, Maker>> = {
  'a meta-argument': into(['resource', 'data', 'module'], snippets('META')),
  'a lifecycle': into(['resource', 'data'], snippets('LIFECYCLES').map(inLifecycle)),
  'a setting of a variable': into(['variable'], snippets('VARIABLES')),
  'an argument of a call': into(['module'], snippets('CALLS')),
  'a setting of terraform': into(['terraform'], snippets('SETTINGS')),
  'an argument of a provider': into(['provider'], snippets('PROVIDERS')),
  'a declaration more': append(snippets('DECLARATIONS')),
  'a configuration more': append(snippets('CONFIGURATIONS')),
  'a function and its values': append(snippets('PROBES').map((probe) => `locals {\n  probe = ${probe}\n}`)),
  'a default taken away': (source, random) => {
    const variable = pick(topLevel(source, ['variable']), random)
    if (variable === null) return null
    const body = source.text.slice(variable.inside, variable.end)
    const without = body.replace(/\n\s*default\s*=[^\n[{]*(?=\n)/, '')
    return source.text.slice(0, variable.inside) + without + source.text.slice(variable.end)
  },
  'another type of a variable': (source, random) => {
    const variable = pick(topLevel(source, ['variable']), random)
    if (variable === null) return null
    const other = pick(
      [
        ...[
          'string',
          'number',
          'bool',
          'list(string)',
          'map(string)',
          'set(string)',
          'any',
          'strin',
          '"string"',
          'list()',
        ],
        ...['object({ a = string })', 'object({ a = optional(string) })', 'tuple([string])', 'map', 'optional(string)'],
        ...['list(string, number)', 'object({ a = optional() })', 'object(string)', 'list(any)', 'map(any)'],
      ],
      random,
    )
    const body = source.text.slice(variable.inside, variable.end)
    const changed = body.replace(/(\n\s*type\s*=\s*)[^\n]*/, (_, head: string) => head + (other ?? 'any'))
    return source.text.slice(0, variable.inside) + changed + source.text.slice(variable.end)
  },
}

function inLifecycle(lines: string): string {
  return `  lifecycle {\n    ${lines.replaceAll('\n', '\n    ')}\n  }`
}

function topLevel({ blocks }: Source, types: readonly string[]): BlockPlace[] {
  return blocks.filter((block) => block.depth === 0 && types.includes(block.type.text))
}

function into(types: readonly string[], lines: readonly string[]): Maker {
  return (source, random) => {
    const block = pick(topLevel(source, types), random)
    const line = pick(lines, random)
    if (block === null || line === null) return null
    return intoBlock(source, block, line.replaceAll('$ADDRESS', address(source, random)))
  }
}

function append(snippets: readonly string[]): Maker {
  return (source, random) => {
    const snippet = pick(snippets, random)
    if (snippet === null) return null
    return `${source.text.replace(/\n*$/, '\n\n')}${snippet.replaceAll('$ADDRESS', address(source, random))}\n`
  }
}

/** A resource of this file. */
function address({ text }: Source, random: Random): string {
  const found = pick([...text.matchAll(/^resource "(\w+)" "(\w+)"/gm)], random)
  return found === null ? 'aws_vpc.none' : `${found[1]}.${found[2]}`
}
