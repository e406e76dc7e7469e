// How often the offline check of CloudFormation templates says what cfn-lint's errors say, file by file:
//   node bench/checks.mjs agreement cloudformation DIR… [--edits N] [--seed N] [--verdicts FILE]
// cfn-lint takes about a second a template: with --verdicts its verdicts are kept in a file, and asked for once.
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, extname, join, resolve } from 'node:path'
import { shippedSchemas } from '../../src/cli/check/schemas.ts'
import { filesBelow } from '../../src/cli/check/walk.ts'
import { judgeTemplate } from '../../src/engine/cloudformation/check.ts'
import { openResources } from '../../src/engine/cloudformation/schema/pack.ts'
import { mayBeTemplate, readTemplateFile, templateOf } from '../../src/engine/cloudformation/template.ts'
import { seededEdit } from '../../tests/engine/cloudformation/edits.ts'
import { seeded } from '../../tests/engine/terraform/edits/index.ts'

const AT_ONCE = 40

export async function cloudformationAgreement(dirs, { edits, seed, verdicts }) {
  const random = seeded(seed)
  const cases = []
  let left = 0
  for (const dir of dirs) {
    const root = resolve(dir)
    for (const path of filesBelow(root)) {
      if (!/\.(?:ya?ml|json|template)$/.test(path)) continue
      const text = readFileSync(join(root, path), 'utf8')
      const template = mayBeTemplate(text) ? templateOf(readTemplateFile({ path, text })) : null
      if (template === null) continue
      if (template.transforms.others || /!?Rain::/.test(text)) {
        left++
        continue
      }
      cases.push({ what: `${basename(root)}/${path}`, path, text })
      for (let made = 0, tries = 0; made < edits && tries < edits * 30; tries++) {
        const edit = seededEdit(text, random)
        if (edit === null) continue
        made++
        cases.push({ what: `${basename(root)}/${path}: ${edit.kind}`, path, text: edit.text, edited: edit.line })
      }
    }
  }
  const known = verdicts !== null && existsSync(verdicts) ? JSON.parse(readFileSync(verdicts, 'utf8')) : {}
  await askCfnLint(cases, known, () => verdicts !== null && writeFileSync(verdicts, JSON.stringify(known)))
  console.log(`${left} templates left out: what a macro or another tool makes of them, nobody knows before`)
  return tally(cases, known)
}

async function askCfnLint(cases, known, keep) {
  const scratch = mkdtempSync(join(tmpdir(), 'skillchain-cloudformation-'))
  try {
    const wanted = new Map(cases.map((one) => [keyOf(one), one]))
    const missing = [...wanted].filter(([key]) => !(key in known))
    const batches = []
    while (missing.length > 0) batches.push(missing.splice(0, AT_ONCE))
    const worker = async () => {
      for (let batch = batches.pop(); batch !== undefined; batch = batches.pop()) {
        const folder = mkdtempSync(join(scratch, 'batch-'))
        const files = batch.map(([key, one]) => [key, join(folder, `${key}${extname(one.path)}`)])
        for (const [index, [, file]] of files.entries()) writeFileSync(file, batch[index][1].text)
        for (const [key, file, said] of await verdictsOf(files)) {
          const first = said?.find((one) => one.Level === 'Error' && one.Filename === file)
          known[key] = said === null ? CRASHED : first === undefined ? null : shown(first)
        }
        keep()
      }
    }
    mkdirSync(scratch, { recursive: true })
    await Promise.all([worker(), worker()])
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

/** One text that breaks cfn-lint does not hide what it says of others. */
async function verdictsOf(files) {
  try {
    const said = JSON.parse(await cfnLint(files.map(([, file]) => file)))
    return files.map(([key, file]) => [key, file, said])
  } catch {
    const [only, ...others] = files
    if (others.length === 0) return [[...only, null]]
    const half = files.length >> 1
    return [...(await verdictsOf(files.slice(0, half))), ...(await verdictsOf(files.slice(half)))]
  }
}

const CRASHED = 'crashed'

function shown({ Rule, Location, Message }) {
  return `${Rule.Id} ${Location.Start.LineNumber} ${Message}`
}

function cfnLint(files) {
  const args = ['--format', 'json', '--non-zero-exit-code', 'none', '-t', ...files]
  return new Promise((done, failed) => {
    execFile('cfn-lint', args, { maxBuffer: 1 << 28 }, (error, stdout) => {
      if (stdout.trim() === '') failed(error ?? new Error('cfn-lint said nothing'))
      else done(stdout)
    })
  })
}

function keyOf({ path, text }) {
  return createHash('sha1')
    .update(`${extname(path)}\0${text}`)
    .digest('hex')
}

function tally(cases, known) {
  const pack = openResources(shippedSchemas())
  const result = { same: 0, wrong: 0, extra: 0, missed: 0, crashed: 0 }
  for (const one of cases) {
    const read = readTemplateFile(one)
    const template = templateOf(read)
    const ours = read.problems.map(({ offset, message }) => `${read.place(offset).line} ${message}`)
    if (template !== null)
      for (const { at, severity, rule, message } of judgeTemplate(template, one, pack))
        if (severity === 'error') ours.push(`${read.place(at.start).line} ${rule}: ${message}`)
    const said = known[keyOf(one)]
    if (said === CRASHED) {
      result.crashed++
      continue
    }
    if (said !== null) result.wrong++
    if ((said !== null) === ours.length > 0) {
      result.same++
      continue
    }
    const shown = one.edited === undefined ? '' : `\n  ${one.edited.trim()}`
    if (said === null) {
      result.extra++
      console.log(`EXTRA ${one.what}\n  ${ours[0]}${shown}`)
    } else {
      result.missed++
      console.log(`MISSED ${one.what}\n  ${said.slice(0, 220)}${shown}`)
    }
  }
  const all = cases.length - result.crashed
  const share = ((100 * result.same) / Math.max(1, all)).toFixed(2)
  console.log(
    `${all} verdicts (${result.wrong} of them against the file), ${result.same} the same (${share} %), ${result.extra} errors that cfn-lint does not see, ${result.missed} not seen; cfn-lint broke down at ${result.crashed}`,
  )
  return result.extra === 0 && result.same / Math.max(1, all) >= 0.99 ? 0 : 1
}
