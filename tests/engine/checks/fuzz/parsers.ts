import type { Maturity } from '../../../../src/engine/protocol/facts.ts'
import { renderRepository } from '../../../content/render.ts'
import { nginxJudged } from '../agreement/nginx.ts'
import { judge } from '../one-file.ts'
import type { FuzzedParser } from './fuzz.ts'

/**
 * Every reader of files. A reader that is missing here is not fuzzed: add one line with it.
 * Its texts come from what the skills write and from valid samples in its own words.
 */
export const PARSERS: readonly FuzzedParser[] = [
  {
    name: 'hcl',
    seeds: generated(/\.(?:tf|tfvars|hcl)$/),
    prepare: async () => {
      const { parseHcl } = await import('../../../../src/engine/terraform/syntax/parser.ts')
      return (text) => parseHcl(text).problems
    },
  },
  {
    name: 'yaml',
    seeds: generated(/\.ya?ml$/),
    prepare: async () => {
      const { scanYaml } = await import('../../../../src/engine/render/format/yaml.ts')
      return scanYaml
    },
  },
  {
    name: 'json',
    seeds: generated(/\.json$/, '{"a": [1, 2.5e3, true, null, "\\u00e9"], "b": {"c": {}}}\n'),
    prepare: async () => {
      const { scanJson } = await import('../../../../src/engine/render/format/json.ts')
      return scanJson
    },
  },
  throughCheck('terraform', 'main.tf', generated(/\.tf$/)),
  throughCheck('nginx', 'nginx/nginx.conf', async () => nginxJudged.samples()),
  throughCheck('secrets', 'settings.env', generated(/\.(?:env|sh|ya?ml|tf)$/)),
]

/** A whole check, judging one file that stands alone. */
export function throughCheck(id: string, path: string, seeds: FuzzedParser['seeds']): FuzzedParser {
  return { name: id, seeds, prepare: async () => async (text) => judge(id, { [path]: text }) }
}

/** What the built-in skills write at the highest and the lowest maturity, and samples beside it. */
export function generated(path: RegExp, ...samples: string[]): FuzzedParser['seeds'] {
  return async () => {
    const texts = (await skillFiles()).filter((file) => path.test(file.path)).map((file) => file.content)
    return [...new Set([...texts, ...samples])].filter((text) => text.length < LONGEST_SEED)
  }
}

const LONGEST_SEED = 20_000
const MATURITIES: readonly Maturity[] = ['starter', 'advanced']
const WRITERS = ['architecting-networks', 'writing-infrastructure-code', 'operating-kubernetes', 'managing-dns']

let written: Promise<readonly { path: string; content: string }[]> | null = null

function skillFiles(): Promise<readonly { path: string; content: string }[]> {
  written ??= Promise.resolve(MATURITIES.flatMap((maturity) => renderRepository({ skills: WRITERS, maturity }).files))
  return written
}
