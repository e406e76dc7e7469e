import { describe, expect, test } from 'vitest'
import {
  CHECKS,
  type Check,
  type CheckEntry,
  type FileVerdict,
  type KeptVerdicts,
  memoryTree,
  runCatalog,
  type Tree,
} from '../../../src/engine/checks/index.ts'
import { contextOf } from './context.ts'

/** A check that finds each `x`, and counts how often it was loaded. */
function entry(id: string, parts: Partial<Check> = {}): CheckEntry & { loaded: () => number } {
  let loaded = 0
  return {
    id,
    judges: 'the letter x',
    mayConcern: (path) => path.endsWith('.txt'),
    loaded: () => loaded,
    load: async () => {
      loaded++
      return {
        id,
        scope: 'file',
        appliesTo: () => true,
        run: async (files) =>
          files.flatMap(({ path, text }) =>
            text.includes('x')
              ? [{ check: id, severity: 'error', file: path, line: 1, column: 1, message: 'an x' }]
              : [],
          ),
        ...parts,
      }
    },
  }
}

describe('the catalog of checks', () => {
  test('a check is loaded when a file concerns it, and not otherwise', async () => {
    const letters = entry('letters')
    expect(await runCatalog([letters], contextOf(memoryTree({ 'a.md': 'x' })))).toEqual([])
    expect(letters.loaded()).toBe(0)
    const [outcome] = await runCatalog([letters], contextOf(memoryTree({ 'a.txt': 'x', 'b.txt': 'y' })))
    expect(letters.loaded()).toBe(1)
    expect(outcome).toMatchObject({
      check: 'letters',
      status: 'failed',
      note: '2 files',
      diagnostics: [{ file: 'a.txt' }],
    })
  })

  test('a check whose files turn out to be none of its own is not said to have run', async () => {
    const none = entry('letters', { appliesTo: () => false })
    expect(await runCatalog([none], contextOf(memoryTree({ 'a.txt': 'x' })))).toEqual([])
  })

  test('one that breaks has not run; where it broke is said, and the others go on', async () => {
    const broken = entry('broken', {
      run: async ([file]) => {
        if (file?.path === 'b.txt') throw new Error('no schema')
        return []
      },
    })
    const unloadable = { ...entry('unloadable'), load: () => Promise.reject(new Error('no such part')) }
    const tree = memoryTree({ 'a.txt': 'x', 'b.txt': 'y' })
    expect(await runCatalog([broken, unloadable, entry('letters')], contextOf(tree))).toMatchObject([
      { check: 'broken', status: 'not-run', note: 'b.txt: no schema' },
      { check: 'unloadable', status: 'not-run', note: 'no such part' },
      { check: 'letters', status: 'failed', note: '2 files' },
    ])
  })

  test('a check of single files never sees two, and a text is asked for once for all of them', async () => {
    const seen: number[] = []
    const counting = (id: string): CheckEntry =>
      entry(id, {
        run: async (files) => {
          seen.push(files.length)
          return []
        },
      })
    const reads: string[] = []
    const tree: Tree = {
      paths: () => ['a.txt', 'b.txt'],
      text: (path) => {
        reads.push(path)
        return 'y'
      },
    }
    await runCatalog([counting('one'), counting('two')], contextOf(tree))
    expect(seen).toEqual([1, 1, 1, 1])
    expect(reads).toEqual(['a.txt', 'b.txt'])
  })

  test('a check of the tree gets all its files at once; what is no text is not among them', async () => {
    let paths: string[] = []
    const whole = entry('whole', {
      scope: 'tree',
      run: async (files, { unjudged }) => {
        paths = files.map((file) => `${file.path}=${file.text}`)
        unjudged?.('no schema of acme/cloud')
        return []
      },
    })
    const tree = memoryTree({ 'a.txt': 'A', 'b.txt': '\0', 'c.txt': 'C' })
    expect(await runCatalog([whole], contextOf(tree))).toMatchObject([
      { status: 'passed', note: '2 files, no schema of acme/cloud' },
    ])
    expect(paths).toEqual(['a.txt=A', 'c.txt=C'])
  })

  test('a comment with a reason leaves a finding out, and the outcome says how many', async () => {
    const tree = memoryTree({
      'a.txt': 'x # skillchain:ignore[letters] it is a fixture',
      'b.txt': 'x # skillchain:ignore',
    })
    const [outcome] = await runCatalog([entry('letters')], contextOf(tree))
    expect(outcome).toMatchObject({
      ignored: 1,
      diagnostics: [{ file: 'b.txt' }, { file: 'b.txt', message: expect.stringContaining('needs a reason') }],
    })
  })

  test('what is announced comes to a verdict, and nothing else is announced', async () => {
    const wrong = entry('wrong', { appliesTo: () => false })
    const broken = entry('broken', { run: () => Promise.reject(new Error('no')) })
    const whole = entry('whole', { scope: 'tree', appliesTo: (file) => file.path === 'a.txt', run: async () => [] })
    const said: string[] = []
    await runCatalog([wrong, whole, broken, entry('letters')], contextOf(memoryTree({ 'a.txt': '', 'b.txt': '' })), {
      planned: (checks) => said.push(...checks.map(({ check, files }) => `${check} ${files}`)),
      started: (check) => said.push(`${check} begins`),
      finished: ({ check, status }) => said.push(`${check} ${status}`),
    })
    expect(said).toEqual([
      'whole 1',
      'broken 2',
      'letters 2',
      'broken begins',
      'letters begins',
      'whole begins',
      'whole passed',
      'broken not-run',
      'letters passed',
    ])
  })

  test('progress counts files', async () => {
    const steps: string[] = []
    const progress = (done: number, of: number): number => steps.push(`${done}/${of}`)
    await runCatalog([entry('letters')], contextOf(memoryTree({ 'a.txt': '', 'b.md': '', 'c.txt': '' })), { progress })
    expect(steps).toEqual(['1/2', '2/2'])
  })
})

test('every check of the catalog loads under its own name', async () => {
  for (const one of CHECKS) expect((await one.load()).id).toBe(one.id)
  expect(new Set(CHECKS.map((one) => one.id)).size).toBe(CHECKS.length)
})

test.each([
  ['a.yaml', 'a: [1\n', 'yaml'],
  ['a.json', '{"a": }\n', 'json'],
  ['a.tfvars', 'a = = 1\n', 'hcl'],
])('%s that cannot be read is an error of %s', async (path, text, check) => {
  const outcomes = await runCatalog(CHECKS, contextOf(memoryTree({ [path]: text })))
  expect(outcomes).toContainEqual(
    expect.objectContaining({
      check,
      status: 'failed',
      diagnostics: [expect.objectContaining({ file: path, severity: 'error' })],
    }),
  )
})

test.each(['chart/templates/a.yaml', 'tsconfig.json', '.terraform/modules/a.tf'])(
  '%s is no plain file of its kind, or nobody here wrote it',
  async (path) => {
    const outcomes = await runCatalog(CHECKS, contextOf(memoryTree({ [path]: '{ // }' })))
    expect(outcomes.filter((one) => one.status !== 'passed')).toEqual([])
  },
)

describe('verdicts that are kept', () => {
  function memory(): KeptVerdicts & { all: Map<string, FileVerdict> } {
    const all = new Map<string, FileVerdict>()
    return {
      all,
      recall: (check, path) => all.get(`${check} ${path}`),
      keep: (check, path, verdict) => all.set(`${check} ${path}`, verdict),
    }
  }

  test('stand for the check, with their findings, what was ignored and what was not judged', async () => {
    const tree = memoryTree({ 'a.txt': 'x', 'b.txt': 'x # skillchain:ignore[letters] why not', 'c.txt': 'y' })
    const kept = memory()
    let runs = 0
    const counting = entry('letters', {
      appliesTo: (file) => file.path !== 'c.txt',
      run: async ([file], { unjudged }) => {
        runs++
        unjudged?.('no schema')
        return [{ check: 'letters', severity: 'error', file: file?.path ?? '', line: 1, column: 1, message: 'an x' }]
      },
    })
    const first = await runCatalog([counting], contextOf(tree), { kept })
    expect(first).toMatchObject([{ status: 'failed', note: '2 files, no schema', ignored: 1 }])
    expect(await runCatalog([counting], contextOf(tree), { kept })).toEqual(first)
    expect(runs).toBe(2)
    expect(kept.all.get('letters c.txt')).toMatchObject({ applies: false })
  })

  test('one that was made from more than its file is not kept, and neither is one of the tree', async () => {
    const kept = memory()
    const curious = entry('curious', {
      run: async (_files, context) => {
        context.tree.paths()
        return []
      },
    })
    const whole = entry('whole', { scope: 'tree', run: async () => [] })
    const broken = entry('broken', { run: () => Promise.reject(new Error('broken')) })
    await runCatalog([curious, whole, broken], contextOf(memoryTree({ 'a.txt': '' })), { kept })
    expect([...kept.all.keys()]).toEqual([])
  })
})
