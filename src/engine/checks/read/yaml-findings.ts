import type { Diagnostic, Severity } from '../../protocol/diagnostic.ts'
import { offsetInside } from './inside.ts'
import { Findings, type Source } from './source.ts'
import type { YamlNode, YamlScalar } from './yaml-node.ts'

/** A YAML file, and what a check says of its nodes and of the texts in them. */
export class YamlFindings {
  private readonly findings: Findings
  private readonly source: Source

  constructor(check: string, source: Source) {
    this.findings = new Findings(check)
    this.source = source
  }

  get path(): string {
    return this.source.path
  }

  get found(): readonly Diagnostic[] {
    return this.findings.found
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
