import { appendFileSync } from 'node:fs'
import { lockFile, realDisk, WorkspaceError } from '../../../src/engine/workspace/index.ts'
import { isAlive } from './alive.ts'

// Takes the lock ten times and writes down when it holds it.
const [path = '', log = ''] = process.argv.slice(2)
for (let turns = 0; turns < 10; ) {
  try {
    const held = lockFile(path, { run: `run-${process.pid}`, pid: process.pid, isAlive }, realDisk)
    appendFileSync(log, `in ${process.pid}\n`)
    appendFileSync(log, `out ${process.pid}\n`)
    held.release()
    turns++
  } catch (error) {
    if (!(error instanceof WorkspaceError) || error.code !== 'locked') throw error
  }
}
