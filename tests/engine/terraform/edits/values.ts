import {
  type ArgumentLine,
  given,
  insert,
  type Maker,
  pick,
  type Random,
  replace,
  type Source,
  withValue,
} from './places.ts'

/** Slips with values and expressions. */
export const VALUES: Readonly<Record<string, Maker>> = {
  'a value of another type': instead([
    ...['[]', '{}', '{ a = [] }', '"word"', '12', '-1', '1.5', 'null', 'true', '["a", ["b"]]', '"12"', '"true"', '""'],
  ]),
  'a value in a list': (source, random) => around(source, random, (value) => `[${value}]`),
  'a value out of its list': (source, random) => {
    const line = pick(
      source.arguments.filter((one) => /^\[.*\]$/.test(given(source, one))),
      random,
    )
    return line === null ? null : withValue(source, line, given(source, line).slice(1, -1))
  },
  'a value of another argument': (source, random) => {
    const line = pick(source.arguments, random)
    const other = pick(source.arguments, random)
    return line === null || other === null ? null : withValue(source, line, given(source, other))
  },
  'a text without its quotes': ({ text, tokens }, random) => {
    const texts = tokens.filter(
      (t, i) =>
        t.kind === 'quoted-text' && tokens[i - 1]?.kind === 'open-quote' && tokens[i + 1]?.kind === 'close-quote',
    )
    const token = pick(texts, random)
    if (token === null) return null
    return `${text.slice(0, token.offset - 1)}${token.text}${text.slice(token.offset + token.text.length + 1)}`
  },
  'quotes around an expression': (source, random) => {
    const line = pick(
      source.arguments.filter((one) => !given(source, one).includes('"')),
      random,
    )
    return line === null ? null : withValue(source, line, `"${given(source, line)}"`)
  },
  'a condition of two types': (source, random) =>
    around(source, random, (value) => {
      const other = pick(['{ a = [1], b = "x" }', '[]', '"x"', '{}', 'null', '[1, "a"]', 'true'], random)
      return `terraform.workspace == "x" ? ${other} : ${value}`
    }),
  'a condition that is none': (source, random) =>
    around(source, random, (value) => `${pick(['"x"', '[]', '1', 'null', 'var'], random)} ? ${value} : ${value}`),
  'each where there is none': instead(['each.key', 'count.index', 'self.id', 'each.value.name', 'each', 'count.indx']),
  'a file that is not there': instead(
    ['file', 'filebase64sha256', 'filemd5', 'filebase64', 'filesha1', 'fileset', 'templatefile'].map((name) => {
      const more = name === 'templatefile' ? ', { a = 1 }' : name === 'fileset' ? ', "*.x"' : ''
      return `${name}("\${path.module}/no-such-file"${more})`
    }),
  ),
  'arithmetic with a word': (source, random) =>
    around(source, random, (value) => `${value} ${pick(['+', '-', '&&', '||', '>', '==', '%', '!='], random)} "x"`),
  'another operator': ({ text, tokens }, random) => {
    const signs = ['==', '!=', '&&', '||', '?', ':', '>', '<', '!', '=>', '=', '.', ',', '...']
    const sign = pick(
      tokens.filter((t) => signs.includes(t.kind)),
      random,
    )
    return sign === null
      ? null
      : replace(text, sign, pick(['=', '&', '|', '==', ';', ':', '=>', '!', '..'], random) ?? '=')
  },
  'a template that goes wrong': ({ text, tokens }, random) => {
    const texts = tokens.filter((t) => t.kind === 'quoted-text' || t.kind === 'heredoc-text')
    const token = pick(texts, random)
    const slips = [
      '${',
      '%{ if true }',
      '%{ endif }',
      '${nope}',
      '${[]}',
      '${null}',
      '\\d',
      '%{ for a in [1] }x',
      '${1 +}',
    ]
    return token === null ? null : insert(text, token.offset, pick(slips, random) ?? '${')
  },
  'a heredoc that goes wrong': ({ text, tokens }, random) => {
    const marks = tokens.filter((t) => t.kind === 'open-heredoc' || t.kind === 'close-heredoc')
    const mark = pick(marks, random)
    if (mark === null) return null
    return mark.kind === 'open-heredoc'
      ? insert(text, mark.offset + mark.text.length - 1, pick(['X', ' ', ' x'], random) ?? 'X')
      : insert(text, mark.offset + mark.text.length, pick([')', 'X', ' x', ','], random) ?? 'X')
  },
  'a loop that goes wrong': ({ text }, random) => {
    const loop = pick([...text.matchAll(/\bfor (\w+)(?:, (\w+))? in ([^:\n]+) :/g)], random)
    if (loop === null) return null
    const [whole, first = 'k', second, over = 'x'] = loop
    const other = pick(
      [
        `for ${first} in ${over} :`,
        `for ${first}, ${second ?? 'w'} in ${over}`,
        `for ${first}, ${second ?? 'w'} of ${over} :`,
        `for ${first}, ${second ?? 'w'} in "x" :`,
        `for ${first}, ${second ?? 'w'} in null :`,
        `for other in ${over} :`,
      ],
      random,
    )
    return `${text.slice(0, loop.index)}${other}${text.slice(loop.index + whole.length)}`
  },
  /** Nothing is wrong with these, mostly. */
  'the same in other words': (source, random) =>
    around(source, random, (value) => {
      const ways = [
        `(${value})`,
        `try(${value}, null)`,
        `[for v in [${value}] : v][0]`,
        `{ k = ${value} }.k`,
        `one([${value}])`,
        `coalesce(${value}, ${value})`,
        `jsondecode(jsonencode(${value}))`,
        `true ? ${value} : null`,
        `[${value}][*][0]`,
        `element([${value}], 0)`,
        `lookup({ k = ${value} }, "k", null)`,
        `merge({ k = ${value} }, {})["k"]`,
        `concat([${value}], [])[0]`,
        `values({ k = ${value} })[0]`,
        `flatten([[${value}]])[0]`,
        `nonsensitive(sensitive(${value}))`,
        `tomap({ k = ${value} }).k`,
        `tolist([${value}])[0]`,
        `distinct([${value}])[0]`,
        `reverse([${value}])[0]`,
        `slice([${value}], 0, 1)[0]`,
        `zipmap(["k"], [${value}])["k"]`,
        `setproduct([${value}], [1])[0][0]`,
        `coalescelist([${value}], [])[0]`,
      ]
      return pick(ways, random) ?? value
    }),
  'sensitive where it may not be': (source, random) => around(source, random, (value) => `sensitive(${value})`),
}

function instead(values: readonly string[]): Maker {
  return (source, random) => around(source, random, () => pick(values, random) ?? '[]')
}

function around(source: Source, random: Random, change: (value: string, line: ArgumentLine) => string): string | null {
  const line = pick(source.arguments, random)
  return line === null ? null : withValue(source, line, change(given(source, line), line))
}
