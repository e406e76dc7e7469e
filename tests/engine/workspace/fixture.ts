import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import {
  type Applied,
  apply,
  type Decisions,
  type Lock,
  lock,
  type OutFile,
  openWorkspace,
  type Plan,
  plan,
  type Workspace,
} from '../../../src/engine/workspace/index.ts'
import { isAlive } from './alive.ts'

export const ME = { run: 'test-run', pid: process.pid, isAlive }

/** A directory of its own that is gone after the test. */
export function tempDir(): string {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'skillchain-')))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

export function out(path: string, text: string, more: Partial<OutFile> = {}): OutFile {
  return { path, text, owner: 'architecting-networks', ...more }
}

/** A project that is generated again and again, as a user would see it. */
export class Project {
  readonly workspace: Workspace
  constructor(workspace: Workspace = openWorkspace(join(tempDir(), 'infra'))) {
    this.workspace = workspace
  }

  plan(...files: OutFile[]): Plan {
    return plan(this.workspace, files)
  }

  async generate(files: OutFile[], decisions: Decisions = {}, restore: string[] = []): Promise<Applied> {
    return await this.apply(plan(this.workspace, files, { restore }), decisions)
  }

  async apply(made: Plan, decisions: Decisions = {}): Promise<Applied> {
    const held = this.lock()
    try {
      return await apply(this.workspace, made, { ...decisions, lock: held, project: {}, skills: {} })
    } finally {
      held.release()
    }
  }

  lock(): Lock {
    return lock(this.workspace, ME)
  }

  path(path: string): string {
    return join(this.workspace.root, path)
  }

  write(path: string, text: string | Buffer, mode = 0o644): void {
    mkdirSync(dirname(this.path(path)), { recursive: true })
    writeFileSync(this.path(path), text, { mode })
  }

  read(path: string): string {
    return readFileSync(this.path(path), 'utf8')
  }

  mode(path: string): number {
    return statSync(this.path(path)).mode & 0o777
  }

  /** Every file below the root with its content and rights; our own records only on request. */
  snapshot({ records = false } = {}): Record<string, string> {
    return snapshot(this.workspace.root, records)
  }

  actions(made: Plan): Record<string, string> {
    return Object.fromEntries(made.files.map((file) => [file.path, file.action]))
  }
}

export function snapshot(root: string, records = false): Record<string, string> {
  const found: Record<string, string> = {}
  const walk = (dir: string, above: string) => {
    for (const entry of readdirSync(dir, { withFileTypes: true })) {
      const path = above + entry.name
      if (path === '.skillchain' && !records) continue
      if (entry.isDirectory()) walk(join(dir, entry.name), `${path}/`)
      else if (entry.isFile()) {
        const mode = (statSync(join(dir, entry.name)).mode & 0o777).toString(8)
        found[path] = `${mode} ${readFileSync(join(dir, entry.name)).toString('latin1')}`
      } else found[path] = 'link'
    }
  }
  walk(root, '')
  return found
}

export function lines(...texts: string[]): string {
  return texts.map((text) => `${text}\n`).join('')
}
