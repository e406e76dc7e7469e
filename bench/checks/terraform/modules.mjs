// The modules of a checkout, as they are and with one seeded mistake each.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { diskSurroundings } from '../../../src/cli/check/disk.ts'
import { filesBelow } from '../../../src/cli/check/walk.ts'
import { isTerraform, moduleDirs, moduleTree } from '../../../src/engine/terraform/index.ts'
import { seedEdit, seeded } from '../../../tests/engine/terraform/edits/index.ts'

/** Each folder with its cases; `sum` stands for everything in the checkout that a verdict may depend on. */
export function modulesOf(checkout, name, { edits, seed }) {
  const paths = filesBelow(checkout)
  const sum = sumOf(paths.map((path) => `${path}\0${readFileSync(join(checkout, path)).toString('base64')}`).join('\0'))
  const words = wordsIn(paths.filter((path) => isTerraform({ path })).map((path) => text(checkout, path)))
  const around = diskSurroundings(checkout)
  return moduleDirs(paths.filter((path) => isTerraform({ path })).map((path) => ({ path }))).map((dir) => {
    const what = dir === '' ? name : `${name}/${dir}`
    const asItIs = { what, key: sumOf(`${sum}\0${dir}`), dir, words, kind: 'as it is', path: null, text: null }
    const cases = [asItIs, ...edited(checkout, asItIs, edits, seed)]
    return { dir, what, sum: sumOf(`init\0${sum}\0${dir}`), cases, aws: askedFor(around, dir) }
  })
}

/** The module in a folder and those it calls, as far as they are on this disk. */
export function modulesFrom(dir, around) {
  const tree = moduleTree(around)
  const modules = new Set([tree.at(dir)])
  for (const one of modules) for (const call of one?.calls.values() ?? []) modules.add(tree.called(one, call))
  return [...modules].filter((one) => one !== null && one !== undefined)
}

/** What they say of the version of the AWS provider. */
function askedFor(around, dir) {
  return modulesFrom(dir, around)
    .flatMap(({ requirements }) => [...requirements.values()])
    .filter(({ source }) => source === 'hashicorp/aws')
    .map(({ constraint }) => constraint)
}

function edited(checkout, asItIs, edits, seed) {
  const { what, dir, words, key } = asItIs
  // Numbers of its own: what else is judged in the same run changes no mistake.
  const random = seeded(seed + Number.parseInt(sumOf(what).slice(0, 8), 16))
  const files = filesBelow(join(checkout, dir)).filter((file) => /^[^/]+\.tf$/.test(file))
  const found = []
  for (let tries = 0; found.length < edits && tries < edits * 20 && files.length > 0; tries++) {
    const file = files[Math.floor(random() * files.length)]
    const path = join(dir, file)
    const before = text(checkout, path)
    const edit = seedEdit(before, random)
    if (edit === null) continue
    found.push({
      what: `${what} ${file}: ${edit.kind}`,
      key: sumOf(`${key}\0${path}\0${edit.text}`),
      dir,
      words: new Set([...words, ...wordsIn([edit.text])]),
      kind: edit.kind,
      path,
      text: edit.text,
      line: firstChange(before, edit.text),
    })
  }
  return found
}

function firstChange(before, after) {
  const [old, lines] = [before.split('\n'), after.split('\n')]
  const at = lines.findIndex((line, index) => line !== old[index])
  return `${at + 1}: ${lines[at]?.trim()}`
}

const text = (checkout, path) => readFileSync(join(checkout, path), 'utf8')
const wordsIn = (texts) => new Set(texts.flatMap((one) => one.match(/\w+/g) ?? []))
const sumOf = (value) => createHash('sha1').update(value).digest('hex')
