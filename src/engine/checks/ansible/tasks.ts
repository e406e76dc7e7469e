import { didYouMean, distance } from '../../../skills/nearest.ts'
import { Spelling } from '../read/spelling.ts'
import type { YamlFindings } from '../read/yaml-findings.ts'
import { entriesOf, isNull, nodeAt, textOf, type YamlEntry, type YamlMap, type YamlNode } from '../read/yaml-node.ts'
import { actionOf, isActionWord, keywordsOf, shortName, type TaskKind } from './action.ts'
import { judgeArguments, REMOVED } from './modules.ts'
import { hasFile, type Project } from './project.ts'
import type { AnsibleTable } from './table.ts'

export interface TaskContext {
  file: YamlFindings
  table: AnsibleTable
  project: Project
  /** Arguments may come from `module_defaults`. */
  hasDefaults: boolean
}

export function judgeTasks(context: TaskContext, list: YamlNode | undefined, kind: TaskKind): void {
  if (isNull(list) || list === undefined) return
  if (list.kind !== 'list') {
    if (list.kind === 'map' || !list.text.includes('{{'))
      context.file.error(list, 'structure', `A malformed block was encountered: there must be a list of ${kind}s`)
    return
  }
  for (const task of list.items) {
    if (task.kind === 'map') judgeTask(context, task, kind)
    else if (!isNull(task)) context.file.error(task, 'structure', `a ${kind} must be a map`)
  }
}

function judgeTask(context: TaskContext, task: YamlMap, kind: TaskKind): void {
  const { file, table, hasDefaults } = context
  if (['block', 'rescue', 'always'].some((key) => task.has(key))) {
    judgeBlock(context, task, kind)
    return
  }
  const action = actionOf(file, table, task, kind)
  if (action === null) return
  judgeModule(context, action)
  const module = table.modules.get(shortName(action.key))
  if (module !== undefined) judgeArguments(file, shortName(action.key), module, action, task, hasDefaults)
  judgeRegister(file, task)
  judgeLoop(file, task)
  judgeNotify(context, task)
  judgeFiles(context, shortName(action.key), action.value, task)
}

function judgeBlock(context: TaskContext, block: YamlMap, kind: TaskKind): void {
  const { file, table } = context
  if (!block.has('block')) file.error(block, 'structure', "rescue and always belong to a block, and 'block' is missing")
  for (const { key, keyNode, value } of block.entries) {
    if (/^(?:block|rescue|always)$/.test(key)) judgeTasks(context, value, kind)
    else if (table.keywords.get(key)?.has('block') !== true)
      file.error(
        keyNode,
        'structure',
        `'${key}' is not a valid attribute for a Block`,
        didYouMean(key, keywordsOf(table, 'block')),
      )
  }
  judgeNotify(context, block)
}

function judgeModule({ file, table, project }: TaskContext, { key, keyNode }: YamlEntry): void {
  if (isActionWord(key)) return
  const instead = REMOVED.get(shortName(key))
  if (instead !== undefined) {
    file.error(keyNode, 'module', `${key} was removed from Ansible`, `use ${instead}`)
    return
  }
  const name = shortName(key)
  if (table.modules.has(name)) return
  const collection = /^\w+\.\w+(?=\.)/.exec(key)?.[0] ?? 'ansible.builtin'
  if (collection !== 'ansible.builtin' && distance(collection, 'ansible.builtin') <= 2) {
    file.error(keyNode, 'module', `couldn't resolve module/action '${key}'`, 'did you mean "ansible.builtin"?')
    return
  }
  if (name === key && key.includes('.')) return
  if (!/^[a-z_]\w*$/i.test(name)) {
    file.error(keyNode, 'module', `couldn't resolve module/action '${key}'`)
    return
  }
  const spelling = new Spelling(table.modules.keys())
  const slip = name.length > 3 ? spelling.slip(name) : null
  if (slip !== null && !(project.hasPlugins && name === key))
    file.error(
      keyNode,
      'module',
      `couldn't resolve module/action '${key}'`,
      `did you mean "${key.replace(name, slip)}"?`,
    )
  else if (name !== key)
    file.warning(
      keyNode,
      'module',
      `ansible-core ${table.version} has no module ${name}`,
      spelling.hint(name) ?? 'most modules live in collections, such as community.general',
    )
}

const LOOP_CONTROL: ReadonlySet<string> = new Set(
  'label loop_var index_var pause extended extended_allitems break_when'.split(' '),
)

function judgeLoop(file: YamlFindings, task: YamlMap): void {
  for (const { key, keyNode } of entriesOf(task.get('loop_control')))
    if (!LOOP_CONTROL.has(key))
      file.error(
        keyNode,
        'structure',
        `'${key}' is not a valid attribute for a LoopControl`,
        didYouMean(key, LOOP_CONTROL),
      )
}

function judgeRegister(file: YamlFindings, task: YamlMap): void {
  const node = task.get('register')
  if (node?.kind === 'scalar' && node.text !== '' && !node.text.includes('{{') && !/^[A-Za-z_]\w*$/.test(node.text))
    file.error(
      node,
      'structure',
      `Invalid variable name in 'register' specified: '${node.text}'`,
      'letters, digits and _, and no digit first',
    )
}

function judgeNotify({ file, project }: TaskContext, task: YamlMap): void {
  const { handlers } = project
  const node = task.get('notify')
  if (handlers === null || node === undefined) return
  for (const item of node.kind === 'list' ? node.items : [node]) {
    const name = textOf(item)
    if (name === undefined || name.includes('{{')) continue
    const plain = name.replace(/^[^:]+ : /, '')
    if (handlers.has(name) || handlers.has(plain)) continue
    const slip = new Spelling(handlers).hint(plain)
    const message = `no handler of this repository is called '${name}' or listens to it`
    // Roles of others bring handlers along.
    const isWhole = project.installed.size === 0
    if (slip !== undefined && isWhole) file.error(item, 'handler', message, slip)
    else if (slip !== undefined || (isWhole && handlers.size > 0)) file.warning(item, 'handler', message, slip)
  }
}

const FILES: Readonly<Record<string, 'error' | 'warning'>> = {
  template: 'error',
  import_tasks: 'error',
  include_tasks: 'error',
  import_playbook: 'error',
  copy: 'warning',
  script: 'warning',
}

/** Files of the repository that a task names. */
export function judgeFiles({ file, project }: TaskContext, module: string, value: YamlNode, task: YamlMap): void {
  const severity = FILES[module]
  if (
    severity === undefined ||
    textOf(nodeAt(value, 'remote_src')) === 'true' ||
    nodeAt(value, 'remote_src') !== undefined
  )
    return
  const at = value.kind === 'map' ? (value.get('src') ?? value.get('file') ?? value.get('cmd')) : value
  if (at?.kind !== 'scalar' || typeof at.value !== 'string') return
  const isLine = value.kind === 'scalar' && /(?:^|\s)\w+=/.test(at.text)
  const name = isLine
    ? /(?:^|\s)(?:src|file)=(\S+)/.exec(at.text)?.[1]
    : module === 'script'
      ? at.text.split(/\s/, 1)[0]
      : at.text
  if (name === undefined || name === '' || /\{\{|^[/~]|^\w+:\/\//.test(name) || task.has('first_available_file')) return
  if (hasFile(project, name)) return
  const message = `there is no ${name} in this repository`
  if (severity === 'error') file.error(at, 'missing-file', message)
  else
    file.warning(at, 'missing-file', message, 'Ansible looks in the folder files of the role, and beside the playbook')
}
