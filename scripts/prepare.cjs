// Runs after `npm ci` in a clone: builds the program with the pinned Node and links its command, so that `npx skillchain` finds it.
// In an installed package there is nothing to build and this file is absent.
const { execFileSync, spawnSync } = require('node:child_process')
const fs = require('node:fs')
const path = require('node:path')

const root = path.join(__dirname, '..')
const pinned = path.join(root, 'node_modules', 'node', 'bin', 'node')
const node = fs.existsSync(pinned) ? pinned : process.execPath
execFileSync(node, [path.join(__dirname, 'build.mjs')], {
  stdio: 'inherit',
  cwd: root,
})

const link = path.join(root, 'node_modules', '.bin', 'skillchain')
fs.rmSync(link, { force: true })
if (process.platform !== 'win32') fs.symlinkSync(path.join('..', '..', 'bin', 'skillchain.cjs'), link)

// What V8 compiles is kept in dist/.cache: after one run that writes nothing, the first real one is as fast as the second.
const dryRun = [
  'production kubernetes on AWS with dns',
  '--skip-all',
  '--dry-run',
  '--out',
  path.join(root, 'dist', 'nowhere'),
]
for (const args of [dryRun, ['match', 'dns']])
  spawnSync(node, [path.join(root, 'bin', 'skillchain.cjs'), ...args], { stdio: 'ignore' })
