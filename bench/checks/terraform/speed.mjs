// How fast Terraform is judged offline: one module beside `terraform validate`, a thousand modules, the schema packs, memory.
//   node bench/checks.mjs speed
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { diskSurroundings } from '../../../src/cli/check/disk.ts'
import { shippedSchemas } from '../../../src/cli/check/schemas.ts'
import { filesBelow } from '../../../src/cli/check/walk.ts'
import { isTerraform, moduleDirs, packStore, SchemaPack, validateTree } from '../../../src/engine/terraform/index.ts'
import { BIN, ensureBuilt, inTemp, last, median, ms, NODE, ROOT, timed, workplace } from '../../program.mjs'
import { table } from '../../table.mjs'
import { NO_PROVIDERS, terraformEnvironment } from '../../terraform-tool.mjs'

const ROUNDS = 7
const MOST_RATIO = 0.02
const MODULES = 1000
const LEAST_RATE = 200
const FILES = 10_000
const MOST_MEMORY = 200e6
const MOST_PACKS = 700e3
const MOST_LOAD = 30
const MOST_LOOK_UP = 1

/** For each file that is judged again. */
const STAMP = '# judged again\n'

export async function terraformSpeed() {
  ensureBuilt()
  const rows = await inTemp((dir) => {
    const at = workplace(dir)
    return [...oneModule(dir, at), ...manyModules(dir, at), ...packs(), memory(dir, at)]
  })
  console.log(table(rows).join('\n'))
  return 0
}

/** The whole process on the root module of `terraform for a vpc`, beside terraform on the same, by turns. */
function oneModule(dir, at) {
  const out = written(at, join(dir, 'vpc'), ['terraform for a vpc'])
  const [root] = modulesBelow(out).filter((one) => isRoot(join(out, one)))
  const cwd = join(out, root)
  const env = timed('terraform', ['version']).code === 0 ? terraformEnvironment(dir) : null
  if (env === null) return [{ what: 'one module', notRun: `terraform is not here, or ${NO_PROVIDERS}` }]
  const init = timed('terraform', ['init', '-backend=false', '-input=false'], { cwd, env })
  if (init.code !== 0) throw new Error(`terraform init: ${init.err.trim()}`)
  const cache = join(dir, 'cache')
  const check = (only) => {
    const done = timed(NODE, [BIN, 'check', '.', '--offline', ...only], {
      cwd,
      env: { ...at.env, XDG_CACHE_HOME: cache },
    })
    if (done.code !== 0) throw new Error(`check: exit ${done.code}: ${last(done.err) || last(done.out)}`)
    return done.ms
  }
  const taken = { bare: [], validate: [], all: [], one: [], again: [] }
  for (let round = -1; round < ROUNDS; round++) {
    const bare = timed(NODE, ['-e', '0'], at).ms
    const validate = timed('terraform', ['validate'], { cwd, env }).ms
    rmSync(cache, { recursive: true, force: true })
    const one = check(['--only', 'terraform'])
    rmSync(cache, { recursive: true, force: true })
    const all = check([])
    const again = check([])
    if (round < 0) continue // the first round warms what the disk and V8 keep
    for (const [name, value] of Object.entries({ bare, validate, all, one, again })) taken[name].push(value)
  }
  const theirs = median(taken.validate)
  const files = readdirSync(cwd).filter((name) => name.endsWith('.tf')).length
  const against = `terraform validate ${ms(theirs)}, bare node ${ms(median(taken.bare))}`
  const row = (what, name) => ratioRow(`one module, ${files} files: ${what}`, median(taken[name]), theirs, against)
  return [
    row('all checks, judged for the first time', 'all'),
    row('--only terraform, for the first time', 'one'),
    row('all checks, nothing changed since', 'again'),
  ]
}

const ratioRow = (what, ours, theirs, other) => ({
  what,
  ours: ms(ours),
  other,
  ratio: `${(ours / theirs).toFixed(4)} ×`,
  target: `≤ ${MOST_RATIO} ×`,
  met: ours / theirs <= MOST_RATIO,
})

/** Copies of the modules that the platform has, in folders of their own: the first look and the whole process. */
function manyModules(dir, at) {
  const out = written(at, join(dir, 'platform'), ['platform', '--blueprint', 'platform', '--maturity', 'advanced'])
  const own = modulesBelow(out).filter((one) => !one.startsWith('..'))
  const tree = join(dir, 'modules')
  let made = 0
  for (let copy = 0; made < MODULES; copy++) {
    for (const one of own.slice(0, MODULES - made)) {
      mkdirSync(join(tree, `copy-${copy}`, one), { recursive: true })
      for (const name of readdirSync(join(out, one), { withFileTypes: true }))
        if (name.isFile()) copyFile(join(out, one, name.name), join(tree, `copy-${copy}`, one, name.name), copy)
      made++
    }
  }
  const dirs = modulesBelow(tree)
  const started = process.cpuUsage()
  const judged = validateTree(dirs, diskSurroundings(tree), packStore(shippedSchemas()))
  const { user, system } = process.cpuUsage(started)
  const inProcess = (judged.modules * 1e6) / (user + system)
  const { processor, code } = used(['check', tree, '--offline', '--only', 'terraform'], at, dir)
  if (code !== 0 && code !== 6) throw new Error(`check of ${MODULES} modules: exit ${code}`)
  return [
    rateRow(`${judged.modules} modules, the checker alone, processor time`, inProcess),
    rateRow(`${judged.modules} modules, the whole process, processor time`, (judged.modules * 1000) / processor),
  ]
}

const rateRow = (what, rate) => ({
  what,
  ours: `${rate.toFixed(0)} modules/s`,
  other: 'one core',
  target: `≥ ${LEAST_RATE}/s`,
  met: rate >= LEAST_RATE,
})

function packs() {
  const schemas = shippedSchemas()
  const files = schemas.list('terraform').map((name) => [name, schemas.read(`terraform/${name}`)])
  const size = files.reduce((sum, [, bytes]) => sum + bytes.length, 0)
  const loads = files.map(([name, bytes]) => [
    name,
    median([1, 2, 3, 4, 5].map(() => took(() => new SchemaPack(bytes)))),
  ])
  const [slowest, load] = loads.reduce((worst, one) => (one[1] > worst[1] ? one : worst))
  const lookUps = files.flatMap(([, bytes]) => {
    const pack = new SchemaPack(bytes)
    const kinds = ['resource', 'data']
    return kinds.flatMap((kind) => pack.names(kind).map((name) => [took(() => pack.find(kind, name)), name]))
  })
  lookUps.sort(([a], [b]) => a - b)
  const middle = lookUps[lookUps.length >> 1][0]
  const [worst] = lookUps[Math.floor(lookUps.length * 0.999)]
  return [
    {
      what: `${files.length} schema packs`,
      ours: `${(size / 1000).toFixed(0)} kB`,
      other: 'the limit',
      target: `≤ ${MOST_PACKS / 1000} kB`,
      met: size <= MOST_PACKS,
    },
    {
      what: 'slowest pack to load',
      ours: ms(load),
      other: slowest,
      target: `≤ ${MOST_LOAD} ms`,
      met: load <= MOST_LOAD,
    },
    {
      what: `look-up of ${lookUps.length} types, 999 of 1,000 below`,
      ours: `${worst.toFixed(3)} ms`,
      other: `half of them ${middle.toFixed(3)} ms`,
      target: `≤ ${MOST_LOOK_UP} ms`,
      met: worst <= MOST_LOOK_UP,
    },
  ]
}

/** Copies of the platform, until there are ten thousand files. */
function memory(dir, at) {
  const out = join(dir, 'platform')
  const names = filesBelow(out)
  const tree = join(dir, 'files')
  let made = 0
  for (let copy = 0; made < FILES; copy++) {
    for (const name of names.slice(0, FILES - made)) {
      copyFile(join(out, name), join(tree, `copy-${copy}`, name), copy)
      made++
    }
  }
  const { memory: peak, wall, code } = used(['check', tree, '--offline'], at, dir)
  if (code !== 0 && code !== 6) throw new Error(`check of ${FILES} files: exit ${code}`)
  return {
    what: `all checks on ${made.toLocaleString('en')} files: largest resident memory`,
    ours: `${(peak / 1e6).toFixed(0)} MB`,
    other: `in ${ms(wall)}`,
    target: `≤ ${MOST_MEMORY / 1e6} MB`,
    met: peak <= MOST_MEMORY,
  }
}

function written(at, out, goal) {
  const done = timed(NODE, [BIN, ...goal, '--skip-all', '--out', out], at)
  if (done.code !== 0 && done.code !== 6) throw new Error(`exit ${done.code}: ${last(done.err) || last(done.out)}`)
  return out
}

/** The program with a cache of its own, and what it used. */
function used(args, at, dir) {
  const file = join(dir, 'usage.json')
  const env = { ...at.env, XDG_CACHE_HOME: join(dir, 'cache-of-one'), SKILLCHAIN_BENCH_USAGE: file }
  rmSync(env.XDG_CACHE_HOME, { recursive: true, force: true })
  const done = timed(NODE, ['--require', join(ROOT, 'bench', 'checks', 'usage.cjs'), BIN, ...args], { ...at, env })
  return { ...JSON.parse(readFileSync(file, 'utf8')), wall: done.ms, code: done.code }
}

/** Texts of Terraform are made different: a text that was seen before may be known. */
function copyFile(from, to, copy) {
  mkdirSync(join(to, '..'), { recursive: true })
  if (copy === 0 || !from.endsWith('.tf')) cpSync(from, to)
  else writeFileSync(to, `${readFileSync(from, 'utf8')}\n${STAMP.repeat(copy)}`)
}

function modulesBelow(dir) {
  return moduleDirs(
    filesBelow(dir)
      .map((path) => ({ path }))
      .filter(isTerraform),
  )
}

const isRoot = (dir) =>
  readdirSync(dir).some((name) => name.endsWith('.tf') && /^provider "/m.test(readFileSync(join(dir, name), 'utf8')))

function took(run) {
  const started = performance.now()
  run()
  return performance.now() - started
}
