import { readFileSync } from 'node:fs'

/**
 * What is put into blocks and behind files: some of it is right, most of it is not. `$ADDRESS` is a resource of the
 * file. Each kind begins with `== NAME`; its entries end with `--`, or are one line each where no `--` stands.
 */
const SNIPPETS: ReadonlyMap<string, readonly string[]> = new Map(
  readFileSync(new URL('snippets.txt', import.meta.url), 'utf8')
    .split(/^== /m)
    .filter((part) => part !== '')
    .map((part) => {
      const [name = '', ...lines] = part.split('\n')
      const text = lines.join('\n')
      const entries = lines.includes('--') ? text.split(/\n--(?:\n|$)/) : lines
      return [name, entries.filter((entry) => entry.trim() !== '')]
    }),
)

export function snippets(name: string): readonly string[] {
  const found = SNIPPETS.get(name)
  if (found === undefined) throw new Error(`there are no snippets of the kind ${name}`)
  return found
}
