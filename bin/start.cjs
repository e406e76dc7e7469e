// Only a Node that is new enough comes here.
'use strict'
const path = require('node:path')
const dist = path.join(__dirname, '..', 'dist')

function start() {
  require('node:module').enableCompileCache?.(path.join(dist, '.cache'))
  if (first === 'match' && require('../dist/quick.cjs').quickMatch(args, path.join(__dirname, '..'))) return
  import('../dist/main.js').catch((error) => {
    process.stderr.write(`skillchain: ${error?.stack ?? error}\n`)
    process.exitCode = 1
  })
}

const args = process.argv.slice(2)
const [first, second] = args
if ((first === '--help' || first === '-h') && second === undefined) {
  process.stdout.write(require('node:fs').readFileSync(path.join(dist, 'help.txt'), 'utf8'))
} else start()
