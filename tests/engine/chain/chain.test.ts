import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Catalog } from '../../../src/engine/chain/context.ts'
import { type ChainRequest, parseAnswer, type Request } from '../../../src/engine/protocol/index.ts'
import type { Blueprint } from '../../../src/skills/blueprint.ts'
import { drive, fixtureCatalog, type Script } from '../../helpers/run.ts'

const CONFLICT = 'configuration-conflict:fitting-taps:laying-pipes'
const QUIET: Script = { '*': 'skip', [CONFLICT]: '3', 'save-preferences': 'no' }
const chains = (requests: Request[]): ChainRequest[] => requests.filter((r) => r.kind === 'chain')
const names = (request: ChainRequest | undefined): string[] => request?.chain.skills.map((skill) => skill.name) ?? []

const BATHROOM: Blueprint = {
  name: 'bathroom',
  title: 'Bathroom',
  description: 'Warm water',
  triggers: { primary: ['taps', 'boiler'], secondary: [] },
  skills: ['laying-pipes', 'fitting-taps', 'heating-water'],
  defaults: { 'pipes.material': 'plastic' },
  questions: ['taps.kind'],
  deliverables: [],
  profiles: {},
  file: 'bathroom.md',
  public: false,
}

const withBlueprint = (): Catalog => ({ ...fixtureCatalog(), blueprints: [BATHROOM] })

/** A version that knows of taps and boilers, and has pipes only. */
function onlyPipes(): Catalog {
  const catalog = fixtureCatalog()
  return { ...catalog, skills: catalog.skills.filter((skill) => skill.name === 'laying-pipes') }
}

describe('a goal for skills that this version does not have', () => {
  test('proposes what it can, says what is left out and why, and never an empty result', async () => {
    const { events, out } = await drive({ goal: 'istio', catalog: onlyPipes(), options: { ask: 'nothing' } })
    const notes = events.flatMap((e) => (e.type === 'note' ? [e.text] : []))
    expect(notes[0]).toMatch(/^implementing-service-mesh \(matched: "istio"\) is not in this version yet/)
    expect(notes[1]).toMatch(/the nearest ones are proposed/)
    const chain = events.find((e) => e.type === 'chain.confirmed')?.chain
    expect(chain?.skills.map((skill) => skill.name)).toEqual(['laying-pipes'])
    expect(chain?.leftOut).toMatchObject([
      { name: 'implementing-service-mesh', why: 'matched: "istio"; not in this version yet' },
    ])
    expect(existsSync(join(out, 'pipes.conf'))).toBe(true)
  })

  test('one of them cannot be added, with the reason', async () => {
    const { requests } = await drive({ goal: 'pipes and istio', catalog: onlyPipes(), script: QUIET })
    const [request] = chains(requests)
    if (request === undefined) throw new Error('no chain was shown')
    expect(parseAnswer(request, 'add implementing-service-mesh')).toMatchObject({
      is: 'refused',
      problem: expect.stringMatching(/not in this version yet/),
    })
  })

  test('with no skill at all nothing is written, and the exit code says so', async () => {
    const run = drive({ goal: 'pipes', catalog: { ...fixtureCatalog(), skills: [] }, options: { ask: 'nothing' } })
    await expect(run).rejects.toMatchObject({ exitCode: 2, message: expect.stringMatching(/chain is empty/) })
  })
})

describe('customize', () => {
  test('a chain that was emptied cannot be confirmed', async () => {
    const { requests } = await drive({
      goal: 'pipes',
      script: { chain: ['remove laying-pipes', 'confirm', 'add heating-water', 'confirm'], ...QUIET },
    })
    expect(chains(requests)[2]?.problem).toBe('the chain is empty: add a skill')
    expect(names(chains(requests)[3])).toEqual(['heating-water'])
  })

  test.each([
    ['add laying-pips', /no skill 'laying-pips'. Did you mean 'laying-pipes'/],
    ['remove heating-water', /not in the chain/],
    ['order fitting-taps', /leaves out laying-pipes/],
    ['customize', /add SKILL/],
    ['blueprint', /blueprint NAME/],
    ['perhaps', /confirm, skip/],
  ])('%s is refused with what to do', async (typed, problem) => {
    const { requests } = await drive({ goal: 'taps', script: { chain: 'confirm', ...QUIET } })
    const [request] = chains(requests)
    if (request === undefined) throw new Error('no chain was shown')
    expect(parseAnswer(request, typed)).toMatchObject({ is: 'refused', problem: expect.stringMatching(problem) })
  })

  test('a dependency that was taken out is noted in the result and stays out when it is written again', async () => {
    const script: Script = {
      chain: ['remove laying-pipes', 'confirm'],
      'dependency-skipped:fitting-taps:laying-pipes': 'yes',
      'skill-failed:fitting-taps': '3',
      ...QUIET,
    }
    const catalog = fixtureCatalog()
    const taps = catalog.skills.map((skill) =>
      skill.name === 'fitting-taps'
        ? { ...skill, templates: skill.templates.map((one) => ({ ...one, body: 'kind = <: taps.kind :>\n' })) }
        : skill,
    )
    const first = await drive({ goal: 'taps', catalog: { ...catalog, skills: taps }, script })
    expect(readFileSync(join(first.out, 'docs/open-dependencies.md'), 'utf8')).toContain('laying-pipes')
    const again = await drive({
      goal: 'taps',
      catalog: { ...catalog, skills: taps },
      out: first.out,
      options: { ask: 'conflicts', skills: ['fitting-taps'] },
    })
    expect(again.events.find((e) => e.type === 'chain.confirmed')?.chain.skills.map((s) => s.name)).toEqual([
      'fitting-taps',
    ])
    expect(again.events.find((e) => e.type === 'files.settled')).toMatchObject({ written: 0, same: 2 })
  })
})

describe('a blueprint', () => {
  test('that fits brings its skills and values, and asks its quick questions only', async () => {
    const { requests, out } = await drive({
      goal: 'taps and a boiler',
      catalog: withBlueprint(),
      script: { chain: 'confirm', ...QUIET },
    })
    const [request] = chains(requests)
    expect(request?.chain.blueprint?.name).toBe('bathroom')
    const asked = requests.flatMap((r) => (r.kind === 'question' ? [r.fact] : []))
    expect(asked).toEqual(['maturity', 'taps.kind'])
    expect(request?.chain.estimate.questions).toBe(asked.length)
    expect(readFileSync(join(out, 'pipes.conf'), 'utf8')).toContain('material = plastic\njoints = glue')
  })

  test('custom goes without it: its skills and values leave, and everything is asked', async () => {
    const { requests, out } = await drive({
      goal: 'taps and a boiler',
      catalog: withBlueprint(),
      script: { chain: ['custom', 'confirm'], ...QUIET },
    })
    expect(chains(requests)[1]?.chain.blueprint).toBeNull()
    expect(requests.filter((r) => r.kind === 'question').length).toBeGreaterThan(5)
    expect(readFileSync(join(out, 'pipes.conf'), 'utf8')).toContain('material = copper')
  })

  test('that nobody knows is asked about again, with the nearest name', async () => {
    const { requests } = await drive({
      goal: 'pipes',
      catalog: withBlueprint(),
      script: { chain: ['blueprint bathrom', 'blueprint bathroom', 'confirm'], ...QUIET },
    })
    expect(chains(requests)[1]?.problem).toMatch(/no blueprint 'bathrom'; did you mean 'bathroom'/)
    expect(names(chains(requests)[2])).toEqual(['laying-pipes', 'fitting-taps', 'heating-water'])
  })

  test('is weaker than what the user said', async () => {
    const { out } = await drive({
      goal: 'taps and a boiler',
      catalog: withBlueprint(),
      options: { ask: 'nothing', set: { 'pipes.material': 'copper' } },
    })
    expect(readFileSync(join(out, 'pipes.conf'), 'utf8')).toContain('material = copper')
  })
})
