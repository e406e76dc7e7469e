// How often we say of a module what `terraform validate` says of it:
//   node bench/checks.mjs agreement terraform DIR… [--edits N] [--seed N] [--verdicts FILE] [--minutes N] [--list]
// Any checkout will do. Each of its modules is judged as it is, and with N seeded mistakes. Terraform needs the provider of a
// module on this disk; modules that `terraform init` refuses are left out and counted. With --verdicts what it says is kept
// in a file and asked for once; after --minutes it is asked no more, and the next run goes on.
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { diskSurroundings } from '../../../src/cli/check/disk.ts'
import { shippedSchemas } from '../../../src/cli/check/schemas.ts'
import { packStore, validateTree } from '../../../src/engine/terraform/index.ts'
import { askTerraform, REFUSED } from './ask.mjs'
import { modulesFrom, modulesOf } from './modules.mjs'
import { NOBODYS, version } from './terraform.mjs'

export async function terraformAgreement(dirs, { edits, seed, verdicts, minutes, list }) {
  const known = verdicts !== null && existsSync(verdicts) ? JSON.parse(readFileSync(verdicts, 'utf8')) : {}
  const keep = () => verdicts !== null && writeFileSync(verdicts, JSON.stringify(known))
  const until = Date.now() + minutes * 60_000
  const tally = { modules: 0, left: 0, same: 0, wrong: 0, extra: [], missed: [], nobody: 0, open: 0 }
  for (const dir of dirs) {
    const scratch = mkdtempSync(join(tmpdir(), 'skillchain-agreement-'))
    try {
      const checkout = join(scratch, basename(resolve(dir)))
      cpSync(resolve(dir), checkout, { recursive: true, filter: (path) => !/[\\/](?:\.git|\.terraform)$/.test(path) })
      const modules = modulesOf(checkout, basename(checkout), { edits, seed })
      if (modules.some((module) => known[module.sum] !== REFUSED && module.cases.some(({ key }) => !(key in known))))
        await askTerraform(checkout, modules, known, { scratch, until, keep })
      for (const module of modules) compare(checkout, module, known, tally)
    } finally {
      rmSync(scratch, { recursive: true, force: true })
    }
  }
  return report(tally, list)
}

function compare(checkout, { dir, sum, cases }, known, tally) {
  if (known[sum] === REFUSED) {
    tally.left++
    return
  }
  tally.modules++
  initialised(join(checkout, dir))
  const around = diskSurroundings(checkout)
  for (const one of cases) {
    const said = known[one.key]
    if (said === undefined) tally.open++
    else if (said === NOBODYS) tally.nobody++
    else count(one, said, ourErrors(around, one), tally)
  }
}

/** What init leaves behind: the version of the provider, and that the workspace is the default one. */
function initialised(dir) {
  const lock = `provider "registry.terraform.io/hashicorp/aws" {\n  version = "${version()}"\n}\n`
  writeFileSync(join(dir, '.terraform.lock.hcl'), lock)
  mkdirSync(join(dir, '.terraform'), { recursive: true })
}

function count(one, said, ours, tally) {
  if (said !== null) tally.wrong++
  if ((said === null) === (ours.length === 0)) tally.same++
  else {
    const [{ file, line, summary, detail }] = ours.length > 0 ? ours : [{}]
    const shown = one.line === undefined ? '' : `\n  ${one.line}`
    const list = said === null ? tally.extra : tally.missed
    list.push(`${one.what}\n  ${said ?? `${file}:${line} ${summary}: ${detail}`}${shown}`)
  }
}

/** terraform validates what a root calls along with it, and so must we. */
function ourErrors(around, { dir, path, text }) {
  const surroundings = {
    list: (folder) => around.list(folder),
    text: (file) => (file === path ? text : around.text(file)),
    sees: () => true,
  }
  const dirs = modulesFrom(dir, surroundings).map((module) => module.dir)
  return validateTree(dirs, surroundings, packStore(schemas)).findings.filter((one) => one.severity === 'error')
}

const schemas = shippedSchemas()

function report({ modules, left, same, wrong, extra, missed, nobody, open }, list) {
  if (list) {
    for (const one of extra) console.log(`EXTRA ${one}`)
    for (const one of missed) console.log(`MISSED ${one}`)
  }
  const all = same + extra.length + missed.length
  const share = ((100 * same) / Math.max(1, all)).toFixed(2)
  console.log(
    `${modules} modules, ${left} left out (terraform init refuses them here), ${nobody} edits left out (they are for init to judge)${open > 0 ? `, ${open} cases not asked yet` : ''}`,
  )
  console.log(
    `${all} verdicts (${wrong} of them against the module), ${same} the same (${share} %), ${extra.length} errors that terraform does not see, ${missed.length} not seen`,
  )
  return extra.length === 0 && same / Math.max(1, all) >= 0.99 ? 0 : 1
}
