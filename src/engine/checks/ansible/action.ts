import { didYouMean } from '../../../skills/nearest.ts'
import { Spelling } from '../read/spelling.ts'
import type { YamlFindings } from '../read/yaml-findings.ts'
import { entriesOf, type YamlEntry, type YamlMap } from '../read/yaml-node.ts'
import { REMOVED } from './modules.ts'
import type { AnsibleTable } from './table.ts'

export type TaskKind = 'task' | 'handler'

const BUILTIN = /^ansible\.(?:builtin|legacy)\./

/** A name of ansible-core without its collection; another collection's is left as it is. */
export function shortName(name: string): string {
  return name.replace(BUILTIN, '')
}

/** `action: copy src=a` and its like name the module in their value. */
export function isActionWord(key: string): boolean {
  return key === 'action' || key === 'local_action'
}

export function keywordsOf(table: AnsibleTable, object: string): string[] {
  return [...table.keywords].filter(([, objects]) => objects.has(object)).map(([name]) => name)
}

/** The one module of a task; null where there is none, or several, which is said. */
export function actionOf(file: YamlFindings, table: AnsibleTable, task: YamlMap, kind: TaskKind): YamlEntry | null {
  const spelling = new Spelling(keywordsOf(table, kind))
  const candidates = entriesOf(task).filter(({ key }) => !isKeyword(table, key, kind))
  const modules = candidates.filter(({ key }) => isModule(table, key))
  const isCertain = modules.length > 0
  // Where no module is known, a key that is nearly a keyword is none either.
  const possible = isCertain ? modules : candidates.filter(({ key }) => spelling.slip(key) === null)
  const [action = candidates[0], second] = possible
  if (action === undefined) {
    if (entriesOf(task).length > 0) file.error(task, 'structure', 'no module/action detected in task')
    return null
  }
  if (second !== undefined) {
    const names = possible.map(({ key }) => key).join(', ')
    const hint = 'a task has one module; the others are tasks of their own'
    file.error(second.keyNode, 'structure', `conflicting action statements: ${names}`, hint)
    return null
  }
  const object = kind === 'task' ? 'Task' : 'Handler'
  for (const { key, keyNode } of candidates) {
    if (key === action.key) continue
    const hint = didYouMean(key, keywordsOf(table, kind)) ?? 'arguments of the module are indented below it'
    file.error(keyNode, 'structure', `'${key}' is not a valid attribute for a ${object}`, hint)
  }
  return action
}

function isKeyword(table: AnsibleTable, key: string, kind: TaskKind): boolean {
  if (isActionWord(key)) return false
  return table.keywords.get(key)?.has(kind) === true || key.startsWith('with_') || key === 'listen'
}

function isModule(table: AnsibleTable, key: string): boolean {
  return table.modules.has(shortName(key)) || REMOVED.has(key) || /^\w+\.\w+\.\w+/.test(key) || isActionWord(key)
}
