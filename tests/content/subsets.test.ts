import { expect, test } from 'vitest'
import type { Maturity } from '../../src/engine/protocol/facts.ts'
import { renderRepository } from './render.ts'

const SKILLS = ['writing-infrastructure-code', 'architecting-networks', 'operating-kubernetes', 'managing-dns']
const LEVELS: readonly Maturity[] = ['starter', 'intermediate', 'advanced']
const subsets = Array.from({ length: 2 ** SKILLS.length - 1 }, (_, index) =>
  SKILLS.filter((_, bit) => (index + 1) & (1 << bit)),
)

// A person may take any skill out of a chain; what is left must still be written.
test.each(LEVELS)('every choice of skills renders at %s', (maturity) => {
  for (const skills of subsets) {
    const { files, problems } = renderRepository({ skills, maturity })
    expect(problems, skills.join(' + ')).toEqual([])
    expect(files.length, skills.join(' + ')).toBeGreaterThan(5)
  }
})
