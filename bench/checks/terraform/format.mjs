// Whether files come out as `terraform fmt` writes them, byte for byte:
//   node bench/checks.mjs format DIR… [--count N] [--seed N] [--list]
// Every .tf, .tfvars and .tftest.hcl below the folders, then N mutations of them that terraform can read: other blanks and
// comments, slips of the pen, damaged characters.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { filesBelow } from '../../../src/cli/check/walk.ts'
import { formatHcl } from '../../../src/engine/render/format/hcl.ts'
import { mutate } from '../../../tests/engine/checks/fuzz/mutate.ts'
import { mess } from '../../../tests/engine/render/format/mess.ts'
import { seedEdit, seeded } from '../../../tests/engine/terraform/edits/index.ts'

const AT_ONCE = 500

export function formatAgreement(dirs, { count, seed, list }) {
  const files = dirs.flatMap((dir) =>
    filesBelow(resolve(dir))
      .filter((path) => /\.(?:tf|tfvars|tftest\.hcl)$/.test(path))
      .map((path) => ({ what: `${basename(resolve(dir))}/${path}`, text: readFileSync(join(dir, path), 'utf8') })),
  )
  if (files.length === 0) throw new Error('there is no Terraform in these folders')
  const whole = compare(files)
  say('files', whole, list)
  const random = seeded(seed)
  const changed = { same: 0, unread: 0, different: [] }
  while (changed.same + changed.different.length < count) {
    const wanted = Math.min(AT_ONCE, count - changed.same - changed.different.length)
    const batch = compare(Array.from({ length: wanted }, () => mutation(files, random)))
    changed.same += batch.same
    changed.unread += batch.unread
    changed.different.push(...batch.different)
  }
  say('mutations', changed, list)
  return whole.different.length + changed.different.length === 0 ? 0 : 1
}

function mutation(files, random) {
  const { what, text } = files[Math.floor(random() * files.length)]
  const dice = random()
  if (dice < 0.4) return { what: `${what}: other blanks`, text: mess(text, random) }
  if (dice < 0.8) {
    const edit = seedEdit(text, random)
    return { what: `${what}: ${edit?.kind ?? 'other blanks'}, other blanks`, text: mess(edit?.text ?? text, random) }
  }
  return { what: `${what}: damaged`, text: mutate([text], random) }
}

function compare(cases) {
  const result = { same: 0, unread: 0, different: [] }
  const theirs = terraformFmt(cases.map(({ text }) => text))
  cases.forEach(({ what, text }, index) => {
    const ours = formatHcl(text)
    if (theirs[index] === null) result.unread++
    else if (ours === theirs[index]) result.same++
    else result.different.push(`${what}\n  ${firstDifference(ours, theirs[index])}`)
  })
  return result
}

/** What `terraform fmt` leaves; null for a text that it cannot read. */
function terraformFmt(texts) {
  const dir = mkdtempSync(join(tmpdir(), 'skillchain-format-'))
  try {
    const file = (index) => join(dir, `case-${index}.tf`)
    for (const [index, text] of texts.entries()) writeFileSync(file(index), text)
    const { stderr, error } = spawnSync('terraform', ['fmt', '-no-color', '-list=false', '.'], {
      cwd: dir,
      maxBuffer: 1 << 28,
      encoding: 'utf8',
    })
    if (error !== undefined) throw error
    const refused = new Set([...stderr.matchAll(/\bon case-(\d+)\.tf\b/g)].map((match) => Number(match[1])))
    return texts.map((_, index) => (refused.has(index) ? null : readFileSync(file(index), 'utf8')))
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

function firstDifference(ours, theirs) {
  const [a, b] = [ours.split('\n'), theirs.split('\n')]
  const at = a.findIndex((line, index) => line !== b[index])
  return `${at + 1}: ours ${JSON.stringify(a[at] ?? null)}\n  ${at + 1}: fmt  ${JSON.stringify(b[at] ?? null)}`
}

function say(what, { same, unread, different }, list) {
  if (list) for (const one of different) console.log(`DIFFERENT ${one}`)
  const read = same + different.length
  console.log(
    `${read} ${what}: ${same} as terraform fmt leaves them, ${different.length} not; ${unread} more it cannot read`,
  )
}
