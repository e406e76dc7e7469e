import type { Source } from '../read/source.ts'
import { YamlFindings } from '../read/yaml-findings.ts'

/** A file with rules, and what is said of it. */
export class RuleFile extends YamlFindings {
  /** Prometheus reads it itself; an object of Kubernetes has a check of its own for its fields. */
  readonly isPlain: boolean

  constructor(source: Source, isPlain: boolean) {
    super('prometheus', source)
    this.isPlain = isPlain
  }
}
