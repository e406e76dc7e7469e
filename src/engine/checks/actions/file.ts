import type { Source } from '../read/source.ts'
import { YamlFindings } from '../read/yaml-findings.ts'
import type { YamlMap } from '../read/yaml-node.ts'

/** A workflow or an action, and what is said of it. */
export class ActionsFile extends YamlFindings {
  readonly root: YamlMap

  constructor(source: Source, root: YamlMap) {
    super('actions', source)
    this.root = root
  }
}
