// The thread that judges a result while its files are written.
'use strict'
const path = require('node:path')

const dist = path.join(__dirname, '..', 'dist')
require('node:module').enableCompileCache?.(path.join(dist, '.cache'))
require(path.join(dist, 'thread.cjs'))
