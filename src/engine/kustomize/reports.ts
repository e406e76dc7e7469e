import type { Finding } from '../checks/finding.ts'
import type { YamlNode } from '../checks/read/yaml-node.ts'
import { placeOf } from '../checks/read/yaml-node.ts'

/** Findings of a build. What two overlays meet in one base is said once. */
export class Reports {
  readonly found: Finding[] = []
  private readonly said = new Set<string>()

  error(at: YamlNode, rule: string, message: string, hint?: string): void {
    this.add({ at, severity: 'error', rule, message, hint })
  }

  warning(at: YamlNode, rule: string, message: string, hint?: string): void {
    this.add({ at, severity: 'warning', rule, message, hint })
  }

  info(at: YamlNode, rule: string, message: string, hint?: string): void {
    this.add({ at, severity: 'info', rule, message, hint })
  }

  add(finding: Finding): void {
    const { file, line, column } = placeOf(finding.at)
    const key = `${file}:${line}:${column} ${finding.message}`
    if (this.said.has(key)) return
    this.said.add(key)
    this.found.push(finding)
  }
}
