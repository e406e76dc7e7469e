import type { Finding } from '../checks/finding.ts'
import type { YamlNode } from '../checks/read/yaml-node.ts'

/** Findings, as they are met. */
export class Problems {
  readonly found: Finding[] = []

  error(at: YamlNode, rule: string, message: string, hint?: string): void {
    this.found.push({ at, severity: 'error', rule, message, hint })
  }

  warning(at: YamlNode, rule: string, message: string, hint?: string): void {
    this.found.push({ at, severity: 'warning', rule, message, hint })
  }
}

export function kindOf(node: YamlNode): string {
  if (node.kind === 'map') return 'a map'
  if (node.kind === 'list') return 'a list'
  if (node.value === null) return 'empty'
  const shown = node.text.length > 40 ? `${node.text.slice(0, 39)}…` : node.text
  return typeof node.value === 'string' ? `the text ${JSON.stringify(shown)}` : shown
}
