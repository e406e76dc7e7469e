import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { fromFs, WorkspaceError } from './errors.ts'

/** Writes one file that belongs to no result (preferences, a page, a new skill): whole or not at all. */
export function writeOutside(path: string, text: string, options: { fresh?: boolean } = {}): void {
  const draft = `${path}.skillchain-new`
  try {
    mkdirSync(dirname(path), { recursive: true })
    if (options.fresh === true) {
      writeFileSync(path, text, { flag: 'wx' })
      return
    }
    writeFileSync(draft, text)
    renameSync(draft, path)
  } catch (error) {
    rmSync(draft, { force: true })
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') {
      throw new WorkspaceError('io', path, `${path} exists already`, 'Choose another name, or remove it first.')
    }
    throw fromFs(error, path, 'write')
  }
}

/** Lends a text as a file of its own, for a program that edits files, and returns what that program left in it. */
export function lendAsFile(name: string, text: string, edit: (file: string) => void): string {
  const dir = mkdtempSync(join(tmpdir(), 'skillchain-'))
  try {
    const file = join(dir, basename(name))
    writeFileSync(file, text)
    edit(file)
    return readFileSync(file, 'utf8')
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}
