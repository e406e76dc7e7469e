import type { Maturity } from '../../../../src/engine/protocol/facts.ts'
import { renderRepository } from '../../../content/render.ts'

const LONGEST_SEED = 20_000
const MATURITIES: readonly Maturity[] = ['starter', 'advanced']
const WRITERS = ['architecting-networks', 'writing-infrastructure-code', 'operating-kubernetes', 'managing-dns']

let written: Promise<readonly { path: string; content: string }[]> | null = null

/** What the built-in skills write at the highest and the lowest maturity, and samples beside it. */
export function generated(path: RegExp, ...samples: string[]): () => Promise<readonly string[]> {
  return async () => {
    const texts = (await skillFiles()).filter((file) => path.test(file.path)).map((file) => file.content)
    return [...new Set([...texts, ...samples])].filter((text) => text.length < LONGEST_SEED)
  }
}

function skillFiles(): Promise<readonly { path: string; content: string }[]> {
  written ??= Promise.resolve(MATURITIES.flatMap((maturity) => renderRepository({ skills: WRITERS, maturity }).files))
  return written
}
