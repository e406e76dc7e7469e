// Loaded before the program (`node --require`): what it held at most goes to a file when it ends.
'use strict'
const fs = require('node:fs')

process.on('exit', () => {
  fs.writeFileSync(process.env.SKILLCHAIN_BENCH_PEAK, String(process.resourceUsage().maxRSS * 1024))
})
