import { quotedPath, STATIC_PATH } from '../module/addresses.ts'
import { readSetting } from '../module/constant.ts'
import { readPassed } from '../module/passed.ts'
import { checkRuleForm, NO_LIST } from '../module/resource-blocks.ts'
import { readConstraint, readSource } from '../module/settings.ts'
import { BAD_NAME, checkShape, isIdentifier } from '../module/structure.ts'
import type { Attribute, Block, Body, Traversal } from '../syntax/ast.ts'
import { keyword } from '../syntax/ast.ts'
import type { Finding } from '../syntax/problem.ts'
import { BOOL } from '../values/type.ts'
import { Overrides, ProviderBlocks } from './mocks.ts'
import { PLAN_OPTIONS, RUN, RUN_MODULE, TEST_FILE } from './shapes.ts'
import type { Run, TestFile } from './types.ts'

/** Reads a file of tests; what is wrong with its structure stands in `problems`. */
export function readTestFile(path: string, body: Body): TestFile {
  const problems: Finding[] = checkShape(body, body.end, TEST_FILE)
  const runs = new Map<string, Run>()
  const variables = new Variables('test file', path, problems)
  const providers = new ProviderBlocks(path, problems)
  const overrides = new Overrides(path, problems)
  for (const block of body.blocks) {
    // A run without a name is reported by its shape.
    if (block.type === 'run' && block.labels.length === 1) addRun(runs, block, path, problems)
    else if (block.type === 'variables') variables.add(block)
    else if (block.type === 'provider') providers.add(block)
    else if (block.type === 'mock_provider') providers.addMock(block)
    else if (block.type.startsWith('override_')) overrides.add(block)
  }
  const mocked = [...overrides.found, ...providers.overrides]
  const { names, mocks } = providers
  return { runs: [...runs.values()], variables: variables.found, providers: names, mocks, overrides: mocked, problems }
}

function addRun(runs: Map<string, Run>, block: Block, path: string, problems: Finding[]): void {
  const run = readRun(block, path, problems)
  const first = runs.get(run.name)
  if (first === undefined) runs.set(run.name, run)
  else {
    const detail = `This test file already has a run named ${run.name} block defined at ${path}:${first.line}.`
    problems.push({ ...block.at, summary: 'Duplicate "run" block names', detail })
  }
}

function readRun(block: Block, path: string, problems: Finding[]): Run {
  const { attributes, blocks } = block.body
  const name = block.labels[0]?.text ?? ''
  problems.push(...checkShape(block.body, block.at, RUN))
  if (!isIdentifier(name)) {
    problems.push({ ...(block.labels[0]?.at ?? block.at), summary: 'Invalid run block name', detail: BAD_NAME })
  }
  const command = oneOf(attributes.get('command'), ['apply', 'plan'], 'apply or plan.', problems)
  readSetting(attributes.get('parallel'), BOOL, problems)
  const variables = new Variables('run block', path, problems)
  const overrides = new Overrides(path, problems)
  let source: Run['source'] = null
  for (const inner of blocks) {
    if (inner.type === 'assert') checkRuleForm(inner, problems)
    else if (inner.type === 'variables') variables.add(inner)
    else if (inner.type === 'plan_options') readPlanOptions(inner, problems)
    else if (inner.type === 'module') source = readModule(inner, problems) ?? source
    else if (inner.type.startsWith('override_')) overrides.add(inner)
  }
  for (const type of ['plan_options', 'module']) onlyOne(blocks, type, path, problems)
  const given = attributes.get('providers')
  return {
    ...block.at,
    name,
    command: command === 'plan' ? 'plan' : 'apply',
    source,
    variables: variables.found,
    providers: given === undefined ? [] : readPassed(given.value, problems),
    asserts: blocks.filter((inner) => inner.type === 'assert'),
    expected: readPaths(attributes.get('expect_failures'), problems),
    overrides: overrides.found,
  }
}

/** Blocks of names and values, of which there may be one. */
class Variables {
  private readonly owner: string
  private readonly path: string
  private readonly problems: Finding[]
  private first: Block | null = null

  constructor(owner: string, path: string, problems: Finding[]) {
    this.owner = owner
    this.path = path
    this.problems = problems
  }

  get found(): ReadonlyMap<string, Attribute> {
    return this.first?.body.attributes ?? new Map()
  }

  add(block: Block): void {
    for (const inner of block.body.blocks) {
      const summary = `Unexpected "${inner.type}" block`
      this.problems.push({ ...inner.at, summary, detail: 'Blocks are not allowed here.' })
    }
    if (this.first === null) this.first = block
    else this.problems.push(multiple(block, this.first, this.owner, this.path))
  }
}

function onlyOne(blocks: readonly Block[], type: string, path: string, problems: Finding[]): void {
  const [first, ...more] = blocks.filter((block) => block.type === type)
  if (first !== undefined) problems.push(...more.map((block) => multiple(block, first, 'run block', path)))
}

function multiple(block: Block, first: Block, owner: string, path: string): Finding {
  const detail = `This ${owner} already has a ${block.type} block defined at ${path}:${first.at.line}.`
  return { ...block.at, summary: `Multiple "${block.type}" blocks`, detail }
}

function readPlanOptions(block: Block, problems: Finding[]): void {
  const { attributes } = block.body
  problems.push(...checkShape(block.body, block.at, PLAN_OPTIONS))
  const mode = oneOf(attributes.get('mode'), ['normal', 'refresh-only'], 'normal or refresh-only', problems)
  const refresh = readSetting(attributes.get('refresh'), BOOL, problems)
  for (const name of ['replace', 'target']) readPaths(attributes.get(name), problems)
  if (mode !== 'refresh-only' || refresh !== false) return
  const detail = 'The "refresh" option cannot be set to false when running a test in "refresh-only" mode.'
  problems.push({ ...(attributes.get('refresh')?.at ?? block.at), summary: 'Incompatible plan options', detail })
}

function readModule(block: Block, problems: Finding[]): Run['source'] {
  problems.push(...checkShape(block.body, block.at, RUN_MODULE))
  const given = block.body.attributes.get('source')
  if (given === undefined) {
    const detail = 'You must specify a source attribute when executing alternate modules during test executions.'
    problems.push({ ...block.at, summary: 'Missing "source" attribute for module block', detail })
    return null
  }
  readConstraint(block, 'version', problems)
  const text = readSource(block, problems)
  if (text === null) return null
  if (isRemote(text)) {
    const detail = 'Only local or registry module sources are currently supported from within test run blocks.'
    problems.push({ ...given.at, summary: 'Invalid module source address', detail })
  }
  return { text, at: given.value.at }
}

/** Neither a path nor an address in a registry. */
function isRemote(source: string): boolean {
  return /::|:\/\/|@/.test(source) || /^(?:github\.com|bitbucket\.org|gitlab\.com)\//.test(source)
}

/** A word without quotes. */
function oneOf(
  attribute: Attribute | undefined,
  words: readonly string[],
  said: string,
  problems: Finding[],
): string | null {
  if (attribute === undefined) return null
  const word = keyword(attribute.value)
  if (word !== null && words.includes(word)) return word
  const detail = `The "${attribute.name}" argument requires one of the following keywords without quotes: ${said}`
  problems.push({ ...attribute.value.at, summary: `Invalid "${attribute.name}" keyword`, detail })
  return null
}

function readPaths(attribute: Attribute | undefined, problems: Finding[]): Traversal[] {
  if (attribute === undefined) return []
  const { value } = attribute
  if (value.is !== 'tuple') {
    problems.push({ ...value.at, ...NO_LIST })
    return []
  }
  return value.parts.flatMap((part) => {
    const path = part.is === 'traversal' ? part : quotedPath(part)
    if (path === null) problems.push({ ...part.at, summary: 'Invalid expression', detail: STATIC_PATH })
    return path === null ? [] : [path]
  })
}
