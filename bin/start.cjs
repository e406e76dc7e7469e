// Only a Node that is new enough comes here.
'use strict'
const path = require('node:path')

const root = path.join(__dirname, '..')
const args = process.argv.slice(2)

function start() {
  require('node:module').enableCompileCache?.(path.join(root, 'dist', '.cache'))
  if (args[0] === 'check' && args.includes('--offline') && require('../dist/again.cjs').checkedAgain(args, root)) return
  if (args[0] === 'match' && require('../dist/quick.cjs').quickMatch(args, root)) return
  require('../dist/main.cjs')
}

start()
