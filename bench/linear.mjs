// Twice the files, twice the time: a built-in skill is copied 1, 4 and 16 times under other names and paths, and all copies
// go into one chain.
import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { BIN, inTemp, last, median, ms, NODE, ROOT, timed, times, workplace } from './program.mjs'

const SKILL = 'architecting-networks'
const SIZES = [1, 4, 16]
const ROUNDS = 5
/** Time per file at 16 × may exceed that at 4 × by this much before it counts as more than linear. */
const MOST = 1.25

export function linear() {
  return inTemp((dir) => {
    const at = workplace(dir)
    const folders = SIZES.map((copies) => copySkill(join(dir, `skills-${copies}`), copies))
    const taken = SIZES.map(() => [])
    const files = []
    for (let round = -1; round < ROUNDS; round++) {
      for (const [index, folder] of folders.entries()) {
        const out = join(at.cwd, `out-${index}`)
        rmSync(out, { recursive: true, force: true })
        const args = [
          'copies',
          '--skills',
          folder,
          '--blueprint',
          'none',
          '--maturity',
          'advanced',
          '--skip-all',
          '--out',
          out,
        ]
        const done = timed(NODE, [BIN, ...args], at)
        // 6: files are there, and the report misses what only the whole chain writes.
        if (done.code !== 0 && done.code !== 6)
          throw new Error(`exit ${done.code}: ${last(done.err) || last(done.out)}`)
        if (round >= 0) taken[index].push(done.ms)
        files[index] = countFiles(out)
      }
    }
    const whole = taken.map(median)
    // What every run costs before its first file is measured by the smallest one and does not count as growth.
    return SIZES.map((copies, index) => {
      const perFile = whole[index] / files[index]
      const before = index === 0 ? null : whole[index - 1] / files[index - 1]
      return {
        what: `${copies} × (${files[index]} files)`,
        ours: `${ms(whole[index])}, ${perFile.toFixed(2)} ms a file`,
        other: before === null ? '' : `${SIZES[index - 1]} ×: ${before.toFixed(2)} ms a file`,
        ratio: before === null ? '' : times(perFile / before),
        target: before === null ? '' : `≤ ${MOST} ×`,
        met: before === null ? null : perFile / before <= MOST,
      }
    })
  })
}

function countFiles(dir) {
  const names = readdirSync(dir, { recursive: true, encoding: 'utf8' })
  return names.filter((name) => !name.startsWith('.skillchain') && statSync(join(dir, name)).isFile()).length
}

function copySkill(target, copies) {
  const source = join(ROOT, 'skillchain', 'skills', SKILL)
  const shared = ['keywords', 'dependencies', 'consumes', 'conflicts', 'needs']
  for (let n = 1; n <= copies; n++) {
    const name = `copy-${String(n).padStart(2, '0')}`
    const dir = join(target, name)
    mkdirSync(dir, { recursive: true })
    cpSync(source, dir, { recursive: true })
    // All output of this copy lies below a folder of its own.
    renameSync(join(dir, 'files'), join(dir, 'moved'))
    mkdirSync(join(dir, 'files'))
    renameSync(join(dir, 'moved'), join(dir, 'files', name))
    edit(join(dir, 'outputs.yaml'), (text) =>
      text.replace(/^skill: .*$/m, `skill: ${name}`).replace(/^(\s*- path: )(["']?)/gm, `$1$2${name}/`),
    )
    edit(join(dir, 'SKILL.md'), (text) => {
      const [head, config] = text.replace(/^name: .*$/m, `name: ${name}`).split('```yaml\n')
      const kept = config.split(/^(?=\w)/m).filter((part) => !shared.includes(part.split(':')[0]))
      return `${head}\`\`\`yaml\nkeywords: {primary: [copies]}\n${kept.join('')}`
    })
  }
  return target
}

function edit(file, change) {
  writeFileSync(file, change(readFileSync(file, 'utf8')))
}
