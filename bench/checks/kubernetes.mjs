// How often the offline check of Kubernetes objects says what `kubeconform -strict` says, file by file:
//   node bench/checks.mjs agreement kubernetes DIR… [--edits N] [--seed N]
// Judged are objects of Kubernetes itself; custom resources, templates and patches are left out, as kubeconform cannot judge them here.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { shippedSchemas } from '../../src/cli/check/schemas.ts'
import { filesBelow } from '../../src/cli/check/walk.ts'
import { readYamlFile } from '../../src/engine/checks/read/yaml.ts'
import { KindCheck } from '../../src/engine/kubernetes/kinds.ts'
import { mayHoldObjects, objectsOf } from '../../src/engine/kubernetes/objects.ts'
import { DefinedKinds } from '../../src/engine/kubernetes/schema/crd.ts'
import { groupOf, KUBERNETES, openPack } from '../../src/engine/kubernetes/schema/pack.ts'
import { isKustomizationFile, patchPaths, readKustomization } from '../../src/engine/kustomize/kustomization.ts'
import { seededEdit } from '../../tests/engine/kubernetes/edits.ts'
import { seeded } from '../../tests/engine/terraform/edits/index.ts'
import { coreSchemas } from '../../tests/helpers/core-schemas.ts'

export function kubernetesAgreement(dirs, { edits, seed }) {
  const scratch = mkdtempSync(join(tmpdir(), 'skillchain-kubernetes-'))
  try {
    const pack = openPack(shippedSchemas())
    const schemas = join(scratch, 'schemas')
    mkdirSync(schemas)
    const location = coreSchemas(`1.${pack.newest}`, 'all', schemas)
    if (location === null) throw new Error('needs the Python package kubernetes-validate')
    const random = seeded(seed)
    const cases = []
    for (const dir of dirs) {
      const root = resolve(dir)
      const files = filesBelow(root).filter(
        (path) => /\.(?:ya?ml|json)$/.test(path) && !/(?:^|\/)templates\//.test(path),
      )
      const text = (path) => readFileSync(join(root, path), 'utf8')
      const patches = new Set(
        filesBelow(root)
          .filter(isKustomizationFile)
          .flatMap((path) => patchesOf({ path, text: text(path) })),
      )
      for (const path of files) {
        if (patches.has(path) || isKustomizationFile(path)) continue
        const content = text(path)
        if (!mayHoldObjects(content) || /\{\{|\$\{/.test(content) || !isOurs(content, pack)) continue
        cases.push({ what: `${basename(root)}/${path}`, text: content })
        for (let made = 0, tries = 0; made < edits && tries < edits * 20; tries++) {
          const edit = seededEdit(content, random)
          if (edit === null) continue
          made++
          cases.push({ what: `${basename(root)}/${path}: ${edit.kind}`, text: edit.text, edited: edit.line })
        }
      }
    }
    const theirs = kubeconform(cases, scratch, location)
    return tally(cases, theirs, pack)
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

function patchesOf(file) {
  const read = readKustomization(file)
  return read === null ? [] : patchPaths(read)
}

/** Files of Kubernetes' own objects only: of others the two know different things. */
function isOurs(text, pack) {
  const objects = readYamlFile(text, { version: '1.1' }).documents.flatMap(({ root }) => objectsOf(root))
  return objects.length > 0 && objects.every((one) => pack.familyOf(groupOf(one.apiVersion)) === KUBERNETES)
}

function kubeconform(cases, scratch, location) {
  const folder = join(scratch, 'cases')
  mkdirSync(folder)
  cases.forEach((one, index) => {
    writeFileSync(join(folder, `${index}.yaml`), one.text)
  })
  const verdicts = new Map()
  const done = spawnSync(
    'kubeconform',
    ['-strict', '-output', 'json', '-n', '2', '-ignore-missing-schemas', '-schema-location', location, folder],
    { encoding: 'utf8', maxBuffer: 1 << 28 },
  )
  for (const { filename, status, msg } of JSON.parse(done.stdout).resources) {
    if (status !== 'statusInvalid' && status !== 'statusError') continue
    verdicts.set(Number(basename(filename, '.yaml')), msg)
  }
  return verdicts
}

const NOT_JUDGED = new Set(['removed-api', 'unknown-kind'])

/** What kubeconform does not look at: the words that a field permits, and names. */
const NOT_THEIRS = new Set(['value', 'name'])

function tally(cases, theirs, pack) {
  const check = new KindCheck(pack, new DefinedKinds({ is: 'any' }), { minor: pack.newest, isKnown: true }, () => {})
  const result = { same: 0, wrong: 0, extra: 0, missed: 0, words: 0, left: 0 }
  cases.forEach((one, index) => {
    const { documents, problems, place } = readYamlFile(one.text, { version: '1.1' })
    const objects = documents.flatMap(({ root }) => objectsOf(root))
    // Without a schema kubeconform says nothing, and a removed version has none.
    if (objects.some((object) => check.judge(object).some(({ rule }) => NOT_JUDGED.has(rule)))) {
      result.left++
      return
    }
    const found = objects.flatMap((object) => check.judge(object)).filter((found) => found.severity === 'error')
    const ours = [
      ...problems.map((problem) => `${place(problem.offset).line} ${problem.message}`),
      ...found
        .filter(({ rule }) => !NOT_THEIRS.has(rule))
        .map(({ at, message }) => `${place(at.start).line} ${message}`),
    ]
    const said = theirs.get(index)
    if (found.some(({ rule }) => rule === 'value')) result.words++
    if (said !== undefined) result.wrong++
    if ((said !== undefined) === ours.length > 0) {
      result.same++
      return
    }
    const shown = one.edited === undefined ? '' : `\n  ${one.edited}`
    if (said === undefined) {
      result.extra++
      console.log(`EXTRA ${one.what}\n  ${ours[0]}${shown}`)
    } else {
      result.missed++
      console.log(`MISSED ${one.what}\n  ${said.slice(0, 300)}${shown}`)
    }
  })
  const all = cases.length - result.left
  const share = ((100 * result.same) / Math.max(1, all)).toFixed(2)
  console.log(
    `${all} verdicts (${result.wrong} of them against the file), ${result.same} the same (${share} %), ${result.extra} errors that kubeconform does not see, ${result.missed} not seen; ${result.words} files use words that Kubernetes refuses and kubeconform does not judge`,
  )
  return result.extra === 0 && result.same / Math.max(1, all) >= 0.99 ? 0 : 1
}
