import type { Severity } from '../../protocol/diagnostic.ts'
import { offsetInside } from '../read/inside.ts'
import { Findings, type Source } from '../read/source.ts'
import type { YamlMap, YamlNode, YamlScalar } from '../read/yaml-node.ts'

/** A workflow or an action, and what is said of it. */
export class ActionsFile {
  readonly findings = new Findings('actions')
  readonly source: Source
  readonly root: YamlMap

  constructor(source: Source, root: YamlMap) {
    this.source = source
    this.root = root
  }

  error(at: YamlNode, rule: string, message: string, hint?: string): void {
    this.say('error', at.start, rule, message, hint)
  }

  warning(at: YamlNode, rule: string, message: string, hint?: string): void {
    this.say('warning', at.start, rule, message, hint)
  }

  /** About one character of a text. */
  inside(severity: Severity, at: YamlScalar, index: number, rule: string, message: string, hint?: string): void {
    this.say(severity, offsetInside(this.source.text, at, index), rule, message, hint)
  }

  private say(severity: Severity, offset: number, rule: string, message: string, hint?: string): void {
    this.findings.add(severity, this.source, offset, message, { rule, ...(hint === undefined ? {} : { hint }) })
  }
}
