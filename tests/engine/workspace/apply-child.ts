import { join } from 'node:path'
import { apply, lock, openWorkspace, plan, WorkspaceError } from '../../../src/engine/workspace/index.ts'
import { isAlive } from './alive.ts'

// Generates two files below the directory given, and says how it went.
const [dir = '', text = ''] = process.argv.slice(2)
try {
  const workspace = openWorkspace(join(dir, 'infra'))
  const made = plan(
    workspace,
    ['a.tf', 'sub/b.tf'].map((path) => ({ path, text: `${text}\n`, owner: 'child' })),
  )
  const held = lock(workspace, { run: 'child', pid: process.pid, isAlive })
  try {
    await apply(workspace, made, { lock: held, project: {}, skills: {} })
  } finally {
    held.release()
  }
  process.stdout.write('done\n')
} catch (error) {
  if (!(error instanceof WorkspaceError)) throw error
  process.stdout.write(`${error.code} ${error.path}\n`)
}
