// How often the offline check of kustomizations says what `kubectl kustomize` says, folder by folder:
//   node bench/checks.mjs agreement kustomize DIR… [--edits N] [--seed N]
// Folders that need a network, a plugin or Helm are left out.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { diskSurroundings } from '../../src/cli/check/disk.ts'
import { shippedSchemas } from '../../src/cli/check/schemas.ts'
import { filesBelow } from '../../src/cli/check/walk.ts'
import { openPack } from '../../src/engine/kubernetes/schema/pack.ts'
import { KustomizeBuilder } from '../../src/engine/kustomize/build.ts'
import { BuildFiles } from '../../src/engine/kustomize/files.ts'
import { isKustomizationFile } from '../../src/engine/kustomize/kustomization.ts'
import { Reports } from '../../src/engine/kustomize/reports.ts'
import { seededEdit } from '../../tests/engine/kubernetes/edits.ts'
import { seeded } from '../../tests/engine/terraform/edits/index.ts'

export function kustomizeAgreement(dirs, { edits, seed }) {
  const pack = openPack(shippedSchemas())
  const random = seeded(seed)
  const result = { same: 0, wrong: 0, extra: 0, missed: 0, left: 0 }
  for (const given of dirs) {
    const copy = mkdtempSync(join(tmpdir(), 'skillchain-kustomize-'))
    try {
      cpSync(resolve(given), copy, { recursive: true, filter: (path) => !/[\\/]\.git$/.test(path) })
      for (const path of filesBelow(copy).filter(isKustomizationFile)) {
        const text = readFileSync(join(copy, path), 'utf8')
        if (/^kind:\s*Component/m.test(text)) continue
        const dir = dirname(path) === '.' ? '' : dirname(path)
        const what = `${basename(resolve(given))}/${dir}`
        if (!compare(copy, dir, what, pack, result)) continue
        for (let made = 0, tries = 0; made < edits && tries < edits * 20; tries++) {
          const edit = editOf(text, random)
          if (edit === null) continue
          made++
          writeFileSync(join(copy, path), edit.text)
          compare(copy, dir, `${what}: ${edit.kind}\n  ${edit.line.trim()}`, pack, result)
          writeFileSync(join(copy, path), text)
        }
      }
    } finally {
      rmSync(copy, { recursive: true, force: true })
    }
  }
  const all = result.same + result.extra + result.missed
  const share = ((100 * result.same) / Math.max(1, all)).toFixed(2)
  console.log(`${result.left} folders left out: they need a network, a plugin or Helm`)
  console.log(
    `${all} verdicts (${result.wrong} of them against the folder), ${result.same} the same (${share} %), ${result.extra} errors that kubectl does not see, ${result.missed} not seen`,
  )
  return result.extra === 0 && result.same / Math.max(1, all) >= 0.99 ? 0 : 1
}

/** Paths and names are what breaks in kustomizations. */
function editOf(text, random) {
  if (random() < 0.4) return seededEdit(text, random)
  const lines = text.split('\n')
  const index = Math.floor(random() * lines.length)
  const match = /^(\s*(?:- )?(?:name: |path: |- )\s*)([\w./-]{5,})\s*$/.exec(lines[index] ?? '')
  if (match === null) return null
  const at = 1 + Math.floor(random() * (match[2].length - 2))
  lines[index] = match[1] + match[2].slice(0, at) + match[2].slice(at + 1)
  return { kind: 'a letter of a name is lost', text: lines.join('\n'), line: lines[index] }
}

function compare(root, dir, what, pack, result) {
  const reports = new Reports()
  const files = new BuildFiles(diskSurroundings(root))
  const builder = new KustomizeBuilder(files, reports, (apiVersion, kind) => pack.find(apiVersion, kind)?.type ?? null)
  const built = builder.build(dir)
  const ours = reports.found.filter((one) => one.severity === 'error')
  if (!built.isComplete && ours.length === 0) {
    result.left++
    return false
  }
  const real = spawnSync('kubectl', ['kustomize', join(root, dir)], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    timeout: 60_000,
  })
  if (real.status !== 0) result.wrong++
  if ((real.status !== 0) === ours.length > 0) {
    result.same++
    return true
  }
  if (real.status === 0) {
    result.extra++
    const { at, message } = ours[0]
    console.log(`EXTRA ${what}\n  ${at.source.path}:${at.source.place(at.start).line} ${message}`)
  } else {
    result.missed++
    console.log(`MISSED ${what}\n  ${real.stderr.replaceAll(root, '').slice(0, 400)}`)
  }
  return true
}
