import { chmodSync, mkdirSync, renameSync, symlinkSync, unlinkSync } from 'node:fs'
import { join } from 'node:path'
import {
  type Applied,
  apply,
  type Decisions,
  lock,
  type OutFile,
  plan,
  type Workspace,
} from '../../../src/engine/workspace/index.ts'

const NAMES = [
  'same',
  'update',
  'merge',
  'mine',
  'both',
  'deleted',
  'moved',
  'renamed',
  'carried',
  'chmod',
  'crlf',
  'gone',
  'orphan',
  'link',
]

/** One file of each kind there is; `version` 2 changes all of them. */
export function filesOf(version: 1 | 2): OutFile[] {
  const text = (name: string) =>
    Array.from({ length: 12 }, (_, i) => `${name} ${i}${version === 2 && i === 8 ? ' new' : ''}\n`).join('')
  const file = (name: string): OutFile => {
    const path = `${name === 'merge' ? 'deep/er/' : 'terraform/'}${name}.tf`
    return {
      path,
      text: name === 'same' ? 'same\n' : text(name),
      owner: 'scenario',
      executable: name === 'update' && version === 2,
    }
  }
  const files = NAMES.map(file)
  if (version === 1) return files
  return files
    .filter(({ path }) => !path.includes('gone') && !path.includes('orphan'))
    .map((one) =>
      /renamed|carried/.test(one.path)
        ? { ...one, path: one.path.replace('terraform/', 'k8s/base/'), was: [one.path] }
        : one,
    )
    .concat({ path: 'docs/created.md', text: 'created\n', owner: 'scenario' })
}

export const DECISIONS: Decisions = {
  conflicts: new Map([
    ['terraform/mine.tf', { is: 'mine' }],
    ['terraform/both.tf', { is: 'both' }],
    ['terraform/link.tf', { is: 'new' }],
  ]),
  remove: new Set(['terraform/gone.tf']),
}

export interface Hands {
  read(path: string): string
  write(path: string, text: string): void
  path(path: string): string
}

/** What the user did between version 1 and 2. */
export function userEdits(hands: Hands): void {
  const read = (name: string) => hands.read(name)
  const write = (name: string, text: string) => hands.write(name, text)
  const path = (name: string) => hands.path(name)
  const edit = (name: string, from: string, to: string) => write(name, read(name).replace(from, to))
  edit('deep/er/merge.tf', 'merge 2\n', 'mine\n')
  edit('terraform/mine.tf', 'mine 8\n', 'mine\n')
  edit('terraform/both.tf', 'both 8\n', 'mine\n')
  edit('terraform/carried.tf', 'carried 2\n', 'mine\n')
  edit('terraform/orphan.tf', 'orphan 2\n', 'mine\n')
  write('terraform/crlf.tf', read('terraform/crlf.tf').replace('crlf 2\n', 'mine\n').replaceAll('\n', '\r\n'))
  unlinkSync(path('terraform/deleted.tf'))
  mkdirSync(path('net'))
  renameSync(path('terraform/moved.tf'), path('net/moved.tf'))
  chmodSync(path('terraform/chmod.tf'), 0o600)
  unlinkSync(path('terraform/link.tf'))
  symlinkSync(join('..', 'notes.md'), path('terraform/link.tf'))
  write('notes.md', 'my notes\n')
}

/** Plans and applies a version; answers whatever the scenario leaves open, whether it is asked or not. */
export async function regenerate(
  workspace: Workspace,
  version: 1 | 2,
  isAlive = (_pid: number) => false,
): Promise<Applied> {
  const held = lock(workspace, { run: `version-${version}`, pid: process.pid, isAlive })
  try {
    const made = plan(workspace, filesOf(version))
    return await apply(workspace, made, {
      ...DECISIONS,
      lock: held,
      project: { version },
      skills: { scenario: '1.0.0' },
    })
  } finally {
    held.release()
  }
}
