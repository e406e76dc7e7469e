import { distance } from '../../../skills/nearest.ts'
import { entriesOf, type YamlEntry, type YamlNode } from '../read/yaml-node.ts'
import type { FileRef } from '../tree.ts'
import type { JinjaReading } from './jinja/template.ts'

/** What Ansible and Jinja bring along. */
const GIVEN =
  /^(?:ansible_\w+|item|omit|inventory_\w+|groups|group_names|hostvars|play_hosts|playbook_dir|role_\w+|environment|vars|loop|self|caller|varargs|kwargs)$/

type Report = (hint: string) => void

/**
 * Variables of a tree. Who runs it may set others, so only one that nobody sets and that is one letter away from one that somebody
 * sets is worth a word.
 */
export class Variables {
  /** Everything that could be the name of a variable somewhere. */
  private readonly known = new Set<string>()
  /** What certainly is one. */
  private readonly set = new Set<string>()
  private readonly unknown: { name: string; report: Report }[] = []

  constructor(files: readonly FileRef[]) {
    for (const { text } of files) {
      for (const found of text.matchAll(/\b([A-Za-z_]\w*)["']?[ \t]{0,4}[:=]/g)) this.known.add(found[1] ?? '')
      for (const found of text.matchAll(/\b(?:register|loop_var|index_var|name)[ \t]{0,4}:[ \t]{0,4}["']?(\w+)/g))
        this.known.add(found[1] ?? '')
    }
  }

  /** The keys of a file of variables. */
  file(root: YamlNode): void {
    for (const { key } of entriesOf(root)) this.set.add(key)
  }

  /** What a task or a play sets. */
  entry({ key, value }: YamlEntry): void {
    if (/^(?:vars|(?:ansible\.builtin\.)?set_fact)$/.test(key)) this.file(value)
    else if (key === 'register' && value.kind === 'scalar') this.set.add(value.text)
  }

  read({ variables, bound }: JinjaReading, report: (at: number, name: string, hint: string) => void): void {
    for (const name of bound) this.known.add(name)
    for (const { name, start, isAsked } of variables)
      if (isAsked) this.known.add(name)
      else this.unknown.push({ name, report: (hint) => report(start, name, hint) })
  }

  /** To be called when everything was read. */
  judge(): void {
    const near = new Map<string, string | null>()
    for (const { name, report } of this.unknown) {
      if (name.length < SHORTEST || this.known.has(name) || this.set.has(name) || GIVEN.test(name)) continue
      if (!near.has(name)) near.set(name, [...this.set].find((one) => isSlip(name, one)) ?? null)
      const meant = near.get(name)
      if (meant) report(`did you mean "${meant}"?`)
    }
  }
}

const SHORTEST = 5

function isSlip(name: string, other: string): boolean {
  return Math.abs(name.length - other.length) <= 1 && distance(name, other) === 1
}
