// Loaded before the program (`node --require`): what the whole process took goes to a file when it ends.
'use strict'
const fs = require('node:fs')
const { isMainThread } = require('node:worker_threads')

if (isMainThread) {
  process.on('exit', () => {
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage()
    const used = { memory: maxRSS * 1024, processor: (userCPUTime + systemCPUTime) / 1000 }
    fs.writeFileSync(process.env.SKILLCHAIN_BENCH_USAGE, JSON.stringify(used))
  })
}
