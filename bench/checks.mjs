// How fast the offline checks are, and how often they say what `terraform validate` says.
//   node bench/checks.mjs speed                   one Terraform module beside terraform validate, 1,000 modules, packs, memory
//   node bench/checks.mjs agreement [kubernetes|kustomize|cloudformation] DIR… [--edits N] [--seed N]
//   node bench/checks.mjs programs [NAME…] [--count N] [--seed N] [--list]
//   node bench/checks.mjs objects                 speed on 500 Kubernetes objects and a large CloudFormation template
//   node bench/checks.mjs each                    each check on the platform at advanced
//   node bench/checks.mjs watch                   from a save to the verdict, on the platform at advanced
//   node bench/checks.mjs fuzz [NAME…] [--count N] [--seed N]
// Agreement needs terraform and the providers the modules ask for; a folder that cannot be initialised is left out and listed.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { diskSurroundings } from '../src/cli/check/disk.ts'
import { shippedSchemas } from '../src/cli/check/schemas.ts'
import { filesBelow } from '../src/cli/check/walk.ts'
import { isTerraform, moduleDirs, packStore, validateTree } from '../src/engine/terraform/index.ts'
import { seedEdit, seeded } from '../tests/engine/terraform/edits/index.ts'

const store = packStore(shippedSchemas())

async function agreement(args) {
  const number = (flag, otherwise) => (args.includes(flag) ? Number(args[args.indexOf(flag) + 1]) : otherwise)
  const edits = number('--edits', 0)
  const random = seeded(number('--seed', 20260101))
  const dirs = args.filter((one, index) => !one.startsWith('--') && !args[index - 1]?.startsWith('--'))
  const [kind] = dirs
  if (kind === 'kubernetes') {
    const { kubernetesAgreement } = await import('./checks/kubernetes.mjs')
    return kubernetesAgreement(dirs.slice(1), { edits, seed: number('--seed', 20260101) })
  }
  if (kind === 'kustomize') {
    const { kustomizeAgreement } = await import('./checks/kustomize.mjs')
    return kustomizeAgreement(dirs.slice(1), { edits, seed: number('--seed', 20260101) })
  }
  if (kind === 'cloudformation') {
    const { cloudformationAgreement } = await import('./checks/cloudformation.mjs')
    const verdicts = args.includes('--verdicts') ? args[args.indexOf('--verdicts') + 1] : null
    return cloudformationAgreement(dirs.slice(1), { edits, seed: number('--seed', 20260101), verdicts })
  }
  const tally = { same: 0, extra: [], missed: [], left: 0 }
  for (const dir of dirs) {
    const copy = mkdtempSync(join(tmpdir(), 'skillchain-agreement-'))
    try {
      cpSync(resolve(dir), copy, { recursive: true, filter: (path) => !/[\\/](?:\.git|\.terraform)$/.test(path) })
      judgeCheckout(copy, basename(resolve(dir)), edits, random, tally)
    } finally {
      rmSync(copy, { recursive: true, force: true })
    }
  }
  const all = tally.same + tally.extra.length + tally.missed.length
  console.log(`${tally.left} folders left out: terraform init refuses them here`)
  console.log(
    `${all} verdicts, ${tally.same} the same (${((100 * tally.same) / Math.max(1, all)).toFixed(1)} %), ${tally.extra.length} errors that terraform does not see, ${tally.missed.length} not seen`,
  )
  return tally.extra.length === 0 && tally.same / Math.max(1, all) >= 0.99 ? 0 : 1
}

function judgeCheckout(copy, name, edits, random, tally) {
  const modules = moduleDirs(
    filesBelow(copy)
      .map((path) => ({ path }))
      .filter(isTerraform),
  )
  for (const dir of modules) {
    const cwd = join(copy, dir)
    if (terraform(cwd, 'init', '-backend=false', '-input=false').status !== 0) {
      tally.left++
      continue
    }
    compare(copy, dir, `${name}/${dir}`, tally)
    const files = readdirSync(cwd).filter((file) => file.endsWith('.tf'))
    for (let made = 0, tries = 0; made < edits && tries < edits * 20; tries++) {
      const file = files[Math.floor(random() * files.length)]
      const text = readFileSync(join(cwd, file), 'utf8')
      const edit = seedEdit(text, random)
      if (edit === null) continue
      made++
      writeFileSync(join(cwd, file), edit.text)
      compare(copy, dir, `${name}/${dir} ${file}: ${edit.kind}`, tally, [text, edit.text])
      writeFileSync(join(cwd, file), text)
    }
  }
}

function compare(copy, dir, what, tally, change) {
  const real = JSON.parse(terraform(join(copy, dir), 'validate', '-json').stdout || '{"valid":false,"diagnostics":[]}')
  const ours = ourErrors(copy, dir)
  const theirs = real.diagnostics.filter((one) => one.severity === 'error')
  // Dependencies that an edit adds are asked for by init, which is not run again: they are nobody's verdict.
  if (
    theirs.some((one) =>
      /Missing required provider|Module not installed|Unresolvable|Inconsistent dependency/.test(one.summary),
    )
  )
    return
  if (real.valid === (ours.length === 0)) tally.same++
  else if (real.valid) note(tally.extra, `EXTRA ${what}\n  ${describe(ours[0])}${shown(change)}`)
  else {
    const at = theirs[0]?.range
    note(
      tally.missed,
      `MISSED ${what}\n  ${at?.filename}:${at?.start.line} ${theirs[0]?.summary}: ${theirs[0]?.detail.slice(0, 160).replaceAll('\n', ' ')}${shown(change)}`,
    )
  }
}

/** terraform validates what a root calls along with it, and so must we. */
function ourErrors(copy, dir) {
  const surroundings = diskSurroundings(copy)
  const dirs = new Set([dir])
  for (const one of dirs) for (const called of validateTree([one], surroundings, store).calledDirs) dirs.add(called)
  const { findings } = validateTree([...dirs], surroundings, store)
  return findings.filter((one) => one.severity === 'error')
}

/** Said at once: a run over many modules takes long. */
function note(list, line) {
  list.push(line)
  console.log(line)
}

const describe = (one) => `${one.file}:${one.line} ${one.summary}: ${one.detail}`

function shown(change) {
  if (!change) return ''
  const [before, after] = change.map((text) => text.split('\n'))
  const at = after.findIndex((line, index) => line !== before[index])
  return `\n  ${at + 1}: ${after[at]?.trim()}`
}

function terraform(cwd, ...args) {
  const env = { ...process.env, TF_IN_AUTOMATION: '1' }
  return spawnSync('terraform', args, { cwd, env, encoding: 'utf8', maxBuffer: 1 << 26 })
}

const [command, ...rest] = process.argv.slice(2)
if (command === 'agreement') process.exitCode = await agreement(rest)
else if (command === 'programs') process.exitCode = await (await import('./checks/agreement.mjs')).runAgreement(rest)
else if (command === 'objects') process.exitCode = (await import('./checks/objects.mjs')).objectSpeed()
else if (command === 'each') process.exitCode = await (await import('./checks/each.mjs')).eachCheck()
else if (command === 'watch') process.exitCode = await (await import('./checks/watch.mjs')).watchSpeed()
else if (command === 'fuzz') process.exitCode = await (await import('./checks/fuzz.mjs')).runFuzz(rest)
else if (command === 'speed') process.exitCode = await (await import('./checks/terraform/speed.mjs')).terraformSpeed()
else {
  console.error(`there is no benchmark ${command ?? ''}: agreement, programs, speed, objects, each, fuzz`)
  process.exitCode = 2
}
