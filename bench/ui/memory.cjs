// Loaded before the program (`node --expose-gc --require`): on SIGUSR2 what it holds after a collection goes to a file.
'use strict'
const fs = require('node:fs')

const file = process.env.SKILLCHAIN_BENCH_MEMORY
process.on('SIGUSR2', () => {
  globalThis.gc()
  globalThis.gc()
  const { rss, heapUsed, external } = process.memoryUsage()
  fs.appendFileSync(file, `${JSON.stringify({ rss, heapUsed, external })}\n`)
})
