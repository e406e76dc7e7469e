import type { Diagnostic } from '../../protocol/diagnostic.ts'
import type { Check } from '../check.ts'
import { sourceOf } from '../read/source.ts'
import { readYamlFile } from '../read/yaml.ts'
import type { YamlMap } from '../read/yaml-node.ts'
import type { FileRef } from '../tree.ts'
import { judgeAction } from './action.ts'
import { ActionsFile } from './file.ts'
import { isWorkflowPath, mayBeActions } from './paths.ts'
import { Neighbours } from './uses.ts'
import { judgeWorkflow } from './workflow.ts'

/** The offline check of GitHub Actions: workflows, and actions of one's own. */
export const actionsCheck: Check = {
  id: 'actions',
  scope: 'tree',
  appliesTo: isActions,
  run: async (files, { surroundings }) => {
    const neighbours = new Neighbours(surroundings)
    return files.flatMap((file) => judgeActions(file, neighbours))
  },
}

export function isActions({ path, text }: FileRef): boolean {
  if (!mayBeActions(path) || /\{%|<%|<:/.test(text)) return false
  return isWorkflowPath(path) || /^runs:/m.test(text)
}

export function judgeActions(file: FileRef, neighbours: Neighbours): Diagnostic[] {
  const { documents, problems } = readYamlFile(file.text, { version: '1.2', path: file.path })
  const root = documents[0]?.root
  if (problems.length > 0 || root === undefined) return []
  if (root?.kind !== 'map') return root === null ? [] : notAMap(file)
  return judgeMap(file, root, neighbours)
}

function judgeMap(file: FileRef, root: YamlMap, neighbours: Neighbours): Diagnostic[] {
  const judged = new ActionsFile(sourceOf(file), root)
  const at = file.path.lastIndexOf('.github/workflows/')
  if (isWorkflowPath(file.path)) judgeWorkflow(judged, neighbours, file.path.slice(0, Math.max(0, at - 1)))
  // An action may lie in any folder of its repository: what it uses of it is found from the top.
  else judgeAction(judged, neighbours, '')
  return [...judged.found]
}

function notAMap({ path }: FileRef): Diagnostic[] {
  return [
    {
      check: 'actions',
      severity: 'error',
      file: path,
      line: 1,
      column: 1,
      message: 'a workflow must be a map',
      rule: 'structure',
    },
  ]
}
