import { joinPath } from '../read/manifests.ts'
import { readYamlFile } from '../read/yaml.ts'
import { entriesOf, nodeAt, textOf, type YamlMap, type YamlNode } from '../read/yaml-node.ts'
import type { Surroundings } from '../surroundings.ts'
import { keysOf, type Names, names } from './scope.ts'

/** Actions and workflows of the same repository, read once. */
export class Neighbours {
  private readonly surroundings: Surroundings
  private readonly read = new Map<string, YamlMap | null>()

  constructor(surroundings: Surroundings) {
    this.surroundings = surroundings
  }

  /** `./path/to/action` of a repository whose root is `root`; null when it cannot be read. */
  action(root: string, uses: string): YamlMap | null {
    const dir = joinPath(root, uses.replace('$', '.'))
    return this.file(joinPath(dir, 'action.yml')) ?? this.file(joinPath(dir, 'action.yaml'))
  }

  /** A workflow that is called by its path. */
  workflow(root: string, uses: string): YamlMap | null {
    return this.file(joinPath(root, uses.replace('$', '.')))
  }

  private file(path: string): YamlMap | null {
    const known = this.read.get(path)
    if (known !== undefined) return known
    const text = this.surroundings.text(path)
    const file = text === undefined ? null : readYamlFile(text, { version: '1.2', path })
    const root = file === null || file.problems.length > 0 ? null : (file.documents[0]?.root ?? null)
    const map = root?.kind === 'map' ? root : null
    this.read.set(path, map)
    return map
  }
}

/** `./path` or `$/path`: of the same repository, as it is checked out or as the workflow itself is. */
export function isLocal(uses: string): boolean {
  return uses.startsWith('./') || uses.startsWith('$/')
}

/** How `uses` of a step must be written; null when it is right. */
export function stepUsesFault(uses: string): string | null {
  if (isLocal(uses) || uses.includes('${{')) return null
  if (uses.startsWith('docker://')) return uses.length > 'docker://'.length ? null : 'docker:// names no image'
  const [path = '', ref, ...more] = uses.split('@')
  if (ref === undefined) return 'an action needs a version: owner/repository@version'
  if (more.length > 0 || ref === '') return 'behind @ stands one branch, tag or commit'
  return /^[\w.-]+\/[\w.-]+(?:\/[^@]*)?$/.test(path)
    ? null
    : 'an action is owner/repository@version, ./path or docker://image'
}

/** How `uses` of a job must be written; null when it is right. */
export function jobUsesFault(uses: string): string | null {
  if (isLocal(uses))
    return uses.includes('@') ? 'a workflow of the same repository is called without a version' : ymlFault(uses)
  const [path = '', ref] = uses.split('@')
  if (!/^[\w.-]+\/[\w.-]+\/\.github\/workflows\//.test(path))
    return 'a workflow is owner/repository/.github/workflows/file.yml@version or ./.github/workflows/file.yml'
  return ref === undefined || ref === '' ? 'a workflow of another repository needs a version behind @' : ymlFault(path)
}

function ymlFault(path: string): string | null {
  return /\.ya?ml$/.test(path) ? null : 'a workflow is called by the path of its file'
}

/** Inputs or secrets of a called workflow, or inputs of an action: whether each must be given. */
export function parameters(declared: YamlNode | undefined): ReadonlyMap<string, boolean> {
  return new Map(
    entriesOf(declared).map(({ key, value }) => {
      const isRequired = nodeAt(value, 'required')
      const must = isRequired?.kind === 'scalar' && isRequired.text === 'true'
      return [key.toLowerCase(), must && nodeAt(value, 'default') === undefined]
    }),
  )
}

/** What a called workflow or a local action gives; null when that is not known. */
export function outputsOf(target: YamlMap | null): Names {
  if (target === null) return null
  // An action that is a program may set outputs that it does not declare.
  if (target.has('runs') && textOf(nodeAt(target, 'runs', 'using')) !== 'composite') return null
  const outputs = target.has('runs') ? target.get('outputs') : nodeAt(target, 'on', 'workflow_call', 'outputs')
  return names(keysOf(outputs))
}
