// Only a Node that is new enough comes here.
'use strict'
const path = require('node:path')
const { enableCompileCache } = require('node:module')

enableCompileCache?.(path.join(__dirname, '..', 'dist', '.cache'))
import('../dist/main.js').catch((error) => {
  process.stderr.write(`skillchain: ${error?.stack ?? error}\n`)
  process.exitCode = 1
})
