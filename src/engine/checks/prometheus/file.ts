import type { Severity } from '../../protocol/diagnostic.ts'
import { offsetInside } from '../read/inside.ts'
import { Findings, type Source } from '../read/source.ts'
import type { YamlNode, YamlScalar } from '../read/yaml-node.ts'

/** A file with rules, and what is said of it. */
export class RuleFile {
  readonly findings = new Findings('prometheus')
  /** Prometheus reads it itself; an object of Kubernetes has a check of its own for its fields. */
  readonly isPlain: boolean
  private readonly source: Source

  constructor(source: Source, isPlain: boolean) {
    this.source = source
    this.isPlain = isPlain
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
