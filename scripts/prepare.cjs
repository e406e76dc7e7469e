// Runs after `npm ci` in a clone: builds the program with the pinned Node and links its command, so that `npx skillchain` finds it.
// In an installed package there is nothing to build and this file is absent.
const { execFileSync } = require('node:child_process')
const fs = require('node:fs')
const path = require('node:path')

const root = path.join(__dirname, '..')
const node = path.join(root, 'node_modules', 'node', 'bin', 'node')
execFileSync(fs.existsSync(node) ? node : process.execPath, [path.join(__dirname, 'build.mjs')], {
  stdio: 'inherit',
  cwd: root,
})

const link = path.join(root, 'node_modules', '.bin', 'skillchain')
fs.rmSync(link, { force: true })
if (process.platform !== 'win32') fs.symlinkSync(path.join('..', '..', 'bin', 'skillchain.cjs'), link)
