import { didYouMean, distance } from '../../../skills/nearest.ts'
import { Spelling } from '../read/spelling.ts'
import type { YamlFindings } from '../read/yaml-findings.ts'
import { entriesOf, isNull, nodeAt, textOf, type YamlEntry, type YamlMap, type YamlNode } from '../read/yaml-node.ts'
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

type Kind = 'task' | 'handler'

const BUILTIN = /^ansible\.(?:builtin|legacy)\./

/** A name of ansible-core without its collection; another collection's is left as it is. */
export function shortName(name: string): string {
  return name.replace(BUILTIN, '')
}

export function judgeTasks(context: TaskContext, list: YamlNode | undefined, kind: Kind): void {
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

function judgeTask(context: TaskContext, task: YamlMap, kind: Kind): void {
  const { file, table, hasDefaults } = context
  if (['block', 'rescue', 'always'].some((key) => task.has(key))) {
    judgeBlock(context, task, kind)
    return
  }
  const names = entriesOf(task).filter(({ key }) => !isKeyword(table, key, kind))
  const actions = names.filter(({ key }) => /^(?:action|local_action)$/.test(key))
  const known = names.filter(
    ({ key }) =>
      table.modules.has(shortName(key)) ||
      REMOVED.has(key) ||
      /^\w+\.\w+\.\w+/.test(key) ||
      actions.some((one) => one.key === key),
  )
  const [first, second] = known.length > 0 ? known : names
  if (first === undefined) {
    if (entriesOf(task).length > 0) file.error(task, 'structure', 'no module/action detected in task')
    return
  }
  if (known.length === 0 && names.length > 1) {
    const misspelt = names.find(({ key }) => keywordSlip(table, key, kind) !== null)
    if (misspelt === undefined) {
      file.error(
        second?.keyNode ?? task,
        'structure',
        `conflicting action statements: ${names.map(({ key }) => key).join(', ')}`,
      )
      return
    }
  }
  if (known.length > 1) {
    file.error(
      second?.keyNode ?? task,
      'structure',
      `conflicting action statements: ${known.map(({ key }) => key).join(', ')}`,
      'a task has one module; the others are tasks of their own',
    )
    return
  }
  const action = known.length === 0 ? (names.find(({ key }) => keywordSlip(table, key, kind) === null) ?? first) : first
  for (const { key, keyNode } of names)
    if (key !== action.key)
      file.error(
        keyNode,
        'structure',
        `'${key}' is not a valid attribute for a ${kind === 'task' ? 'Task' : 'Handler'}`,
        keywordHint(table, key, kind),
      )
  judgeModule(context, action)
  const module = table.modules.get(shortName(action.key))
  if (module !== undefined) judgeArguments(file, shortName(action.key), module, action, task, hasDefaults)
  judgeRegister(file, task)
  judgeLoop(file, task)
  judgeNotify(context, task)
  judgeFiles(context, shortName(action.key), action.value, task)
}

function isKeyword(table: AnsibleTable, key: string, kind: Kind): boolean {
  return (
    (table.keywords.get(key)?.has(kind) === true && !/^(?:action|local_action)$/.test(key)) ||
    key.startsWith('with_') ||
    key === 'listen'
  )
}

function keywordsOf(table: AnsibleTable, kind: string): string[] {
  return [...table.keywords].filter(([, kinds]) => kinds.has(kind)).map(([name]) => name)
}

function keywordSlip(table: AnsibleTable, key: string, kind: Kind): string | null {
  return new Spelling(keywordsOf(table, kind)).slip(key)
}

function keywordHint(table: AnsibleTable, key: string, kind: Kind): string | undefined {
  return didYouMean(key, keywordsOf(table, kind)) ?? 'arguments of the module are indented below it'
}

function judgeBlock(context: TaskContext, block: YamlMap, kind: Kind): void {
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
  if (/^(?:action|local_action)$/.test(key)) return
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
  if (hasFile(project, file.path, name)) return
  const message = `there is no ${name} in this repository`
  if (severity === 'error') file.error(at, 'missing-file', message)
  else
    file.warning(at, 'missing-file', message, 'Ansible looks in the folder files of the role, and beside the playbook')
}
