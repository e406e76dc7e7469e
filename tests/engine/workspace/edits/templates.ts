import type { OutFile } from '../../../../src/engine/workspace/index.ts'
import type { Random } from './random.ts'

/** A generated project that changes from version to version: lines, whole files, names. */
export class Templates {
  readonly #random: Random
  readonly #files = new Map<string, { lines: string[]; executable: boolean; was: string[] }>()
  #count = 0
  constructor(random: Random, files: number) {
    this.#random = random
    for (let i = 0; i < files; i++) this.#add()
  }

  /** The next version. Returns the renames, from the former path to the new one. */
  evolve(): Map<string, string> {
    const random = this.#random
    for (const { lines } of this.#files.values()) {
      for (let n = random.chance(60) ? 1 + random.int(4) : 0; n > 0; n--) this.#change(lines)
    }
    for (const file of this.#files.values()) if (random.chance(2)) file.executable = !file.executable
    for (let n = 0; n < 2; n++) this.#files.delete(random.pick([...this.#files.keys()]))
    for (let n = 0; n < 3; n++) this.#add()
    const renames = new Map<string, string>()
    for (let n = 0; n < 3; n++) {
      const path = random.pick([...this.#files.keys()])
      const file = this.#files.get(path)
      if (!file || renames.has(path) || [...renames.values()].includes(path)) continue
      const next = this.#path()
      this.#files.delete(path)
      this.#files.set(next, { ...file, was: [path] })
      renames.set(path, next)
    }
    return renames
  }

  output(): OutFile[] {
    return [...this.#files].map(([path, { lines, executable, was }]) => ({
      path,
      text: `${lines.join('\n')}\n`,
      owner: 'simulated',
      executable,
      was,
    }))
  }

  #path(): string {
    const dir = this.#random.pick([
      '',
      'terraform/',
      'terraform/network/',
      'k8s/base/',
      'k8s/overlays/prod/',
      'scripts/',
      'docs/',
    ])
    return `${dir}file-${this.#count++}.tf`
  }

  #add(): void {
    const lines = Array.from({ length: this.#random.int(12) + 1 }, () => this.#block()).flat()
    this.#files.set(this.#path(), { lines, executable: this.#random.chance(15), was: [] })
  }

  #change(lines: string[]): void {
    const at = this.#random.int(lines.length)
    const kind = this.#random.int(4)
    if (kind === 0) lines.splice(at, 0, ...this.#block())
    else if (kind === 1 && lines.length > 8) lines.splice(at, 1 + this.#random.int(3))
    else lines.splice(at, 1, this.#line())
  }

  /** Lines of their own between lines that every block has, as in real configurations. */
  #block(): string[] {
    return [`resource "thing" "r${this.#count++}" {`, this.#line(), '  tags = local.tags', this.#line(), '}', '']
  }

  #line(): string {
    return `  setting_${this.#count++} = "${this.#random.int(1000)}"`
  }
}
