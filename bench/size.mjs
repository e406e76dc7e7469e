// What `npm install skillchain` puts on a disk, and that it runs from there.
import { lstatSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { GOAL, inTemp, last, NODE, ROOT, timed, workplace } from './program.mjs'

const MOST = 15e6

export function size() {
  return inTemp((dir) => {
    const at = workplace(dir)
    const packed = timed('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', dir], { cwd: ROOT })
    if (packed.code !== 0) throw new Error(`npm pack: ${last(packed.err)}`)
    const tarball = readdirSync(dir).find((name) => name.endsWith('.tgz'))
    writeFileSync(join(at.cwd, 'package.json'), '{"private": true}\n')
    const args = [
      'install',
      '--omit=dev',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--offline',
      join(dir, tarball),
    ]
    const installed = timed('npm', args, at)
    if (installed.code !== 0) throw new Error(`npm install: ${last(installed.err)}`)
    const bytes = bytesBelow(join(at.cwd, 'node_modules'))
    const bin = join(at.cwd, 'node_modules', 'skillchain', 'bin', 'skillchain.cjs')
    const ran = timed(NODE, [bin, 'match', GOAL], at)
    if (ran.code !== 0) throw new Error(`the installed program: ${last(ran.err)}`)
    return [
      {
        what: 'installed, without dev dependencies',
        ours: `${(bytes / 1e6).toFixed(2)} MB`,
        other:
          'packages it brings along: ' +
          (readdirSync(join(at.cwd, 'node_modules')).filter((name) => !name.startsWith('.')).length - 1),
        ratio: '',
        target: `≤ ${MOST / 1e6} MB`,
        met: bytes <= MOST,
      },
    ]
  })
}

function bytesBelow(dir) {
  return readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .map((name) => lstatSync(join(dir, name)))
    .reduce((sum, stat) => sum + (stat.isFile() ? stat.size : 0), 0)
}
