import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import type { Random } from './random.ts'

export const EDITS = [
  'change',
  'change',
  'change',
  'insert',
  'insert',
  'delete-lines',
  'append',
  'rewrite',
  'no-newline',
  'crlf',
  'bom',
  'chmod',
  'delete',
  'move',
  'new-file',
  'occupy',
  'link',
  'binary',
] as const
export type EditKind = (typeof EDITS)[number]

/** A user with an editor and a shell. Every line he writes is like no other. */
export class User {
  readonly #root: string
  readonly #random: Random
  #words = 0
  constructor(root: string, random: Random) {
    this.#root = root
    this.#random = random
  }

  /** Does one thing to one of the files, or beside them. Returns where the file is then; null when nothing changed. */
  edit(kind: EditKind, path: string, occupied: string): string | null {
    const file = join(this.#root, path)
    if (kind === 'new-file') return this.#write(join(dirname(path), `mine-${this.#words}.tf`), this.#lines()) && path
    if (kind === 'occupy')
      return existsSync(join(this.#root, occupied)) ? null : this.#write(occupied, this.#lines()) && path
    if (!lstatSync(file, { throwIfNoEntry: false })?.isFile()) return null
    if (kind === 'chmod') return this.#chmod(path)
    if (kind === 'delete') return this.#delete(path)
    if (kind === 'move') return this.#move(path)
    if (kind === 'link') return this.#link(path)
    if (kind === 'binary') return this.#write(path, Buffer.from([0, 255, this.#random.int(256), this.#words++ % 256]))
    const text = readFileSync(file, 'utf8')
    const edited = this.#edited(kind, text)
    return edited === text ? null : this.#write(path, edited)
  }

  #edited(kind: EditKind, text: string): string {
    const ending = text.includes('\r\n') ? '\r\n' : '\n'
    const lines = text.split(ending)
    const at = this.#random.int(lines.length)
    if (kind === 'rewrite') return this.#lines()
    if (kind === 'no-newline') return text.trimEnd()
    if (kind === 'crlf') return ending === '\n' ? text.replaceAll('\n', '\r\n') : text.replaceAll('\r\n', '\n')
    if (kind === 'bom') return text.startsWith('\ufeff') ? text : `\ufeff${text}`
    if (kind === 'append') return `${text}${text.endsWith('\n') || text === '' ? '' : ending}${this.#word()}${ending}`
    if (kind === 'delete-lines') lines.splice(at, 1 + this.#random.int(4))
    if (kind === 'insert') lines.splice(at, 0, ...Array.from({ length: 1 + this.#random.int(3) }, () => this.#word()))
    if (kind === 'change') lines.splice(at, 1, this.#word())
    return lines.join(ending)
  }

  #word(): string {
    return `  # written by the user: ${this.#words++}`
  }

  #lines(): string {
    return Array.from({ length: 3 }, () => `${this.#word()}\n`).join('')
  }

  #write(path: string, content: string | Buffer): string {
    const file = join(this.#root, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, content)
    return path
  }

  #chmod(path: string): string | null {
    const file = join(this.#root, path)
    const before = lstatSync(file).mode
    chmodSync(file, this.#random.pick([0o600, 0o640, 0o755, 0o644, 0o711]))
    return lstatSync(file).mode === before ? null : path
  }

  #delete(path: string): string {
    unlinkSync(join(this.#root, path))
    return path
  }

  #link(path: string): string {
    unlinkSync(join(this.#root, path))
    symlinkSync(`nowhere-${this.#words++}`, join(this.#root, path))
    return path
  }

  #move(path: string): string {
    const next = `moved/${this.#words++}/${path.split('/').at(-1)}`
    mkdirSync(join(this.#root, dirname(next)), { recursive: true })
    renameSync(join(this.#root, path), join(this.#root, next))
    return next
  }
}
