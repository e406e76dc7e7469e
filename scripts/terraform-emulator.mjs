#!/usr/bin/env node
/**
 * Proves the Terraform of generated trees: format, validity without warnings, their own tests; then plan, apply, an
 * empty second plan and destroy against a local AWS emulator, and that a higher level over the state of a lower one
 * destroys nothing precious. Works on copies. Usage: terraform-emulator.mjs [--check-only] DIR...
 * DIRs in the order of their levels. Ends with 0, 1 when something is wrong, 2 when called wrongly, 4 when not run.
 */
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, delimiter, join, resolve } from 'node:path'
import { adapt } from './emulator/overrides.mjs'
import { run, startEmulator } from './emulator/run.mjs'
import { PRECIOUS } from './emulator/table.mjs'

const SECONDS = { init: 180, validate: 120, test: 600, plan: 240, apply: 600, destroy: 480 }
const began = Date.now()
const say = (text) => console.log(text)
const clock = () => `${((Date.now() - began) / 1000).toFixed(0).padStart(4)} s`

class Failure extends Error {}

function findProgram(name) {
  const folder = (process.env.PATH ?? '').split(delimiter).find((dir) => dir && existsSync(join(dir, name)))
  return folder === undefined ? null : join(folder, name)
}

/** A mirror on this machine, where there is one; else the registry. */
function providerSource(work) {
  const given = process.env.TF_CLI_CONFIG_FILE
  if (given && existsSync(given)) return given
  const file = join(work, 'terraform.rc')
  const mirror = readdirSync('/')
    .map((name) => `/${name}/tf-plugins`)
    .find((path) => existsSync(path))
  const block = `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(mirror)}\n  }\n}\n`
  writeFileSync(file, mirror ? block : '')
  return file
}

function rootsOf(terraform) {
  return [terraform, join(terraform, 'bootstrap'), join(terraform, 'global')].filter((dir) =>
    existsSync(join(dir, 'versions.tf')),
  )
}

/** What Terraform complains about, without the plan before it. */
function essence(text) {
  const start = text.search(/^(?:╷|Error|.*\.\.\. fail)/m)
  return (start < 0 ? text.slice(-4000) : text.slice(start)).trim()
}

function makeTools(work, program) {
  const env = {
    ...process.env,
    TF_CLI_CONFIG_FILE: providerSource(work),
    TF_IN_AUTOMATION: '1',
    CHECKPOINT_DISABLE: '1',
  }
  delete env.AWS_PROFILE
  const terraform = async (dir, args, { step, also = {}, allow = [0] }) => {
    const result = await run(program, [`-chdir=${dir}`, ...args], { env: { ...env, ...also }, seconds: SECONDS[step] })
    if (!allow.includes(result.status))
      throw new Failure(`terraform ${args[0]} in ${dir} ended with ${result.status}\n${essence(result.text)}`)
    return result
  }
  return { terraform }
}

/** Everything that can be judged without an account. */
async function check(tree, { terraform }) {
  await terraform(tree.checked, ['fmt', '-check', '-diff', '-recursive'], { step: 'validate' })
  for (const root of rootsOf(tree.checked)) {
    await terraform(root, ['init', '-backend=false', '-input=false', '-no-color'], { step: 'init' })
    const { out } = await terraform(root, ['validate', '-json'], { step: 'validate', allow: [0, 1] })
    const { diagnostics } = JSON.parse(out)
    if (diagnostics.length > 0) {
      const lines = diagnostics.map(
        (d) => `${d.severity}: ${d.range?.filename ?? ''}:${d.range?.start.line ?? ''} ${d.summary}: ${d.detail}`,
      )
      throw new Failure(`${tree.name}: validate is not silent\n${lines.join('\n')}`)
    }
  }
  const { out } = await terraform(tree.checked, ['test', '-no-color'], { step: 'test' })
  say(`${clock()}  ${tree.name}: format, validity, and its tests: ${/^Success! .*$/m.exec(out)?.[0] ?? 'passed'}`)
}

/** Names of its own, so that several trees share one account; and nothing that refuses to be destroyed. */
function variables(tree, root) {
  const file = { applied: tree.values, global: valuesOf(root) }[basename(root)]
  const protects = readFileSync(join(root, 'variables.tf'), 'utf8').includes('variable "deletion_protection"')
  return [
    ...(file ? [`-var-file=${file}`] : []),
    `-var=project=${tree.project}`,
    ...(protects ? ['-var=deletion_protection=false'] : []),
  ]
}

const valuesOf = (dir) =>
  readdirSync(dir)
    .filter((name) => name.endsWith('.tfvars'))
    .sort()[0] ?? null

async function applyRoot(tree, root, { terraform, also }) {
  const label = `${tree.name}/${basename(root)}`
  await terraform(root, ['init', '-input=false', '-no-color'], { step: 'init', also })
  const args = ['-input=false', '-no-color', '-parallelism=30', ...variables(tree, root)]
  const { out } = await terraform(root, ['apply', '-auto-approve', ...args], { step: 'apply', also })
  say(`${clock()}  ${label}: ${/^Apply complete!.*$/m.exec(out)?.[0] ?? 'applied'}`)
  const again = await terraform(root, ['plan', '-detailed-exitcode', ...args], { step: 'plan', also, allow: [0, 2] })
  if (again.status !== 0)
    throw new Failure(
      `${label}: the second plan is not empty\n${again.out.slice(again.out.indexOf('Terraform used the selected'))}`,
    )
  say(`${clock()}  ${label}: second plan empty`)
}

async function destroyRoot(tree, root, { terraform, also }) {
  const args = ['-input=false', '-no-color', '-parallelism=40', ...variables(tree, root)]
  await terraform(root, ['destroy', '-auto-approve', ...args], { step: 'destroy', also })
  const { out } = await terraform(root, ['state', 'list'], { step: 'plan', also })
  if (out.trim() !== '') throw new Failure(`${tree.name}: destroy left\n${out}`)
  say(`${clock()}  ${tree.name}/${basename(root)}: destroyed, state empty`)
}

/** The code of a higher level, planned over what a lower level made. */
async function grow(from, to, { terraform, also, work }) {
  const dir = join(work, `growth-${from.name}-${to.name}`)
  cpSync(to.applied, dir, { recursive: true, verbatimSymlinks: true })
  cpSync(join(from.applied, 'terraform.tfstate'), join(dir, 'terraform.tfstate'))
  const args = [
    '-input=false',
    '-no-color',
    '-out=growth.tfplan',
    ...variables({ ...to, project: from.project }, to.applied),
  ]
  await terraform(dir, ['plan', ...args], { step: 'plan', also })
  const { out } = await terraform(dir, ['show', '-json', 'growth.tfplan'], { step: 'plan', also })
  const changes = JSON.parse(out).resource_changes.filter(({ mode }) => mode === 'managed')
  const lost = changes.filter(({ change }) => change.actions.includes('delete'))
  const precious = lost.filter(({ type }) => PRECIOUS.includes(type))
  const count = (action) => changes.filter(({ change }) => change.actions.includes(action)).length
  say(
    `${clock()}  ${from.name} → ${to.name}: ${count('create')} to add, ${count('update')} to change, ${lost.length} to destroy`,
  )
  for (const { address, change } of lost) say(`         ${change.actions.join('+')} ${address}`)
  if (precious.length > 0) {
    throw new Failure(`${from.name} → ${to.name} would destroy ${precious.map(({ address }) => address).join(', ')}`)
  }
}

/** All of them run to their end, so that nothing is left behind; then the first failure counts. */
async function together(tasks) {
  const results = await Promise.allSettled(tasks)
  const failed = results.filter(({ status }) => status === 'rejected')
  for (const { reason } of failed) if (!(reason instanceof Failure)) throw reason
  if (failed.length > 0) throw new Failure(failed.map(({ reason }) => reason.message).join('\n\n'))
}

function prepare(trees, work) {
  for (const tree of trees) {
    tree.checked = join(work, tree.name, 'checked')
    tree.applied = join(work, tree.name, 'applied')
    for (const copy of [tree.checked, tree.applied]) cpSync(join(tree.dir, 'terraform'), copy, { recursive: true })
    const roots = rootsOf(tree.applied)
    const notes = roots.flatMap((root) => adapt(root, roots).map((note) => `${basename(root)}/${note}`))
    for (const root of roots) writeFileSync(join(root, 'backend_override.tf'), 'terraform {\n  backend "local" {}\n}\n')
    tree.values = `environments/${valuesOf(join(tree.applied, 'environments')) ?? ''}`
    const values = readFileSync(join(tree.applied, tree.values), 'utf8')
    tree.region = /^region\s+=\s+"([^"]+)"/m.exec(values)?.[1] ?? 'us-east-1'
    for (const note of notes) say(`not tried  ${tree.name}/${note.replace(/^applied\//, '')}`)
  }
}

async function emulate(trees, tools, work, moto) {
  const emulator = await startEmulator(moto)
  const also = {
    AWS_ENDPOINT_URL: emulator.url,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: trees[0].region,
  }
  const context = { ...tools, also, work }
  const onlyOnce = trees.findLast((tree) => existsSync(join(tree.applied, 'global', 'versions.tf')))
  // What an account has once stands on the state's key, and is made for one tree only.
  const account = async (tree) => {
    const roots = [join(tree.applied, 'bootstrap'), ...(tree === onlyOnce ? [join(tree.applied, 'global')] : [])]
    for (const root of roots) await applyRoot(tree, root, context)
    for (const root of roots.reverse()) await destroyRoot(tree, root, context)
  }
  try {
    await together(trees.flatMap((tree) => [applyRoot(tree, tree.applied, context), account(tree)]))
    for (const [index, from] of trees.entries()) {
      for (const to of trees.slice(index + 1)) await grow(from, to, context)
    }
    await together(trees.map((tree) => destroyRoot(tree, tree.applied, context)))
  } finally {
    emulator.stop()
  }
}

async function main(args) {
  const checkOnly = args.includes('--check-only')
  const dirs = args.filter((arg) => !arg.startsWith('--')).map((dir) => resolve(dir))
  if (dirs.length === 0 || args.some((arg) => arg.startsWith('--') && arg !== '--check-only')) {
    console.error('usage: terraform-emulator.mjs [--check-only] DIR...')
    return 2
  }
  const program = findProgram('terraform')
  const moto = findProgram('moto_server')
  if (program === null || (moto === null && !checkOnly)) {
    say(`not run: ${program === null ? 'terraform' : 'moto_server'} is not installed`)
    return 4
  }
  const work = mkdtempSync(join(tmpdir(), 'skillchain-emulator-'))
  process.once('exit', () => rmSync(work, { recursive: true, force: true }))
  const trees = dirs.map((dir, index) => ({ dir, name: basename(dir), project: `emu-${index + 1}` }))
  try {
    prepare(trees, work)
    const tools = makeTools(work, program)
    const waiting = [...trees]
    const lane = async () => {
      for (let tree = waiting.shift(); tree !== undefined; tree = waiting.shift()) await check(tree, tools)
    }
    // The checks compute and the emulator mostly waits, so one lane beside it is enough.
    await together(checkOnly ? [lane(), lane()] : [lane(), emulate(trees, tools, work, moto ?? '')])
    say(`${clock()}  all passed`)
    return 0
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    say(`failed: ${error.message}`)
    return 1
  }
}

// A signal, and the end of whoever started this, end the run through `exit`, where the emulator is stopped.
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1))
const parent = process.ppid
setInterval(() => process.ppid !== parent && process.exit(1), 2000).unref()
process.exitCode = await main(process.argv.slice(2))
