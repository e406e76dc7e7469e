import type { Diagnostic } from '../../protocol/diagnostic.ts'
import type { Check, CheckContext } from '../check.ts'
import { Findings, sourceOf } from '../read/source.ts'
import { readYamlFile } from '../read/yaml.ts'
import { YamlFindings } from '../read/yaml-findings.ts'
import { entriesOf, itemsOf, type YamlNode } from '../read/yaml-node.ts'
import { baseName, dirName, type FileRef, isReadable, type Tree } from '../tree.ts'
import { shortName } from './action.ts'
import { isInventory, judgeInventory } from './inventory.ts'
import { readTemplate } from './jinja/template.ts'
import { isInventoryPath, mayBeAnsible } from './paths.ts'
import { judgePlaybook, judgeRole, judgeRoleTasks } from './playbook.ts'
import { type Project, readProject } from './project.ts'
import { type AnsibleTable, ansibleTable } from './table.ts'
import { judgeTasks, type TaskContext } from './tasks.ts'
import { ValueJudge } from './values.ts'
import { Variables } from './variables.ts'
import { isYamlInventory, judgeYamlInventory } from './yaml-inventory.ts'

/** The offline check of Ansible: playbooks, roles, variables, templates and inventories. */
export const ansibleCheck: Check = {
  id: 'ansible',
  scope: 'tree',
  appliesTo: isAnsible,
  run: async (files, context) => judgeAnsible(files, context),
}

const IN_ROLE = /(?:^|\/)(?:tasks|handlers)\/.*\.ya?ml$/
const VARIABLES =
  /(?:^|\/)(?:group_vars|host_vars)\/|(?:^|\/)roles\/[^/]+\/(?:defaults|vars)\/|^(?:defaults|vars)\/main\.ya?ml$/
const TEMPLATE = /(?:^|\/)templates\/.*\.j2$/

export function isAnsible(file: FileRef): boolean {
  const { path, text } = file
  if (!mayBeAnsible(path) || /<%|<:/.test(text) || text.startsWith('$ANSIBLE_VAULT')) return false
  if (/(?:^|\/)(?:molecule\/[^/]+\/(?:molecule\.yml)|\.github|node_modules)\b/.test(path)) return false
  if (isInventoryPath(path)) return isInventory(file)
  if (TEMPLATE.test(path) || VARIABLES.test(path) || /(?:^|\/)inventor(?:y|ies)\//.test(path)) return true
  if (/^(?:apiVersion|kind):/m.test(text)) return false
  return (
    IN_ROLE.test(path) ||
    /(?:^|\/)meta\/main\.ya?ml$/.test(path) ||
    /^(?:- +| +)(?:hosts|(?:ansible\.builtin\.)?import_playbook) *:/m.test(text)
  )
}

export function judgeAnsible(
  files: readonly FileRef[],
  { tree, schemas }: Pick<CheckContext, 'tree' | 'schemas'>,
): Diagnostic[] {
  const table = ansibleTable(schemas)
  const project = readProject(tree.paths(), files, (path) => tree.text(path))
  const hasDefaults = files.some((file) => /\bmodule_defaults:/.test(file.text))
  const variables = new Variables([...files, ...declarations(tree)])
  const world: World = { table, project, hasDefaults, variables }
  const found = files.map((file): readonly Diagnostic[] => {
    if (isInventoryPath(file.path)) return judgeInventory(file)
    if (!file.path.endsWith('.j2')) return judgeYaml(file, world)
    return isTemplateOf(file.path, files) ? judgeTemplate(file, world) : []
  })
  variables.judge()
  return found.flat()
}

/** What is known of the whole tree. */
interface World {
  table: AnsibleTable
  project: Project
  hasDefaults: boolean
  variables: Variables
}

/** Where variables are written down beside the files that are judged. */
function declarations(tree: Tree): FileRef[] {
  return tree.paths().flatMap((path) => {
    const text = /(?:^|\/)(?:inventor(?:y|ies)|molecule|meta)\/|(?:^|\/)(?:hosts|README\.md$)/.test(path)
      ? tree.text(path)
      : undefined
    return isReadable(text) ? [{ path, text }] : []
  })
}

function judgeYaml(file: FileRef, { table, project, hasDefaults, variables }: World): readonly Diagnostic[] {
  const { documents, problems } = readYamlFile(file.text, { version: '1.1', path: file.path })
  const root = documents[0]?.root
  if (problems.length > 0 || root === null || root === undefined) return []
  const findings = new YamlFindings('ansible', sourceOf(file))
  const context: TaskContext = { file: findings, table, project, hasDefaults }
  const values = new ValueJudge(findings, table, project.hasPlugins, variables)
  if (VARIABLES.test(file.path)) {
    variables.file(root)
    values.judge(root)
  } else if (isYamlInventory(file.path, root)) judgeYamlInventory(findings, root)
  else if (/(?:^|\/)meta\/main\.ya?ml$/.test(file.path)) judgeMeta(context, root)
  else if (IN_ROLE.test(file.path) ? looksLikeTasks(root, table) : isPlaybook(root)) {
    if (isPlaybook(root)) judgePlaybook(context, itemsOf(root))
    else judgeTasks(context, root, /(?:^|\/)handlers\//.test(file.path) ? 'handler' : 'task')
    judgeRoleTasks(context, root)
    values.judge(root)
  }
  return findings.found
}

function isPlaybook(root: YamlNode): boolean {
  return itemsOf(root).some((play) =>
    entriesOf(play).some(({ key }) => key === 'hosts' || shortName(key) === 'import_playbook'),
  )
}

/** Other programs have folders of that name too: a task of Ansible names a module that is known. */
function looksLikeTasks(root: YamlNode, { modules }: AnsibleTable): boolean {
  return itemsOf(root).some((task) =>
    entriesOf(task).some(
      ({ key }) =>
        key === 'block' ||
        (key !== 'script' && modules.has(shortName(key))) ||
        /^\w+\.\w+\.\w+$/.test(key) ||
        /^(?:hosts|include)$/.test(key),
    ),
  )
}

function judgeMeta(context: TaskContext, root: YamlNode): void {
  for (const { key, value } of entriesOf(root)) {
    if (key !== 'dependencies') continue
    for (const one of itemsOf(value)) {
      const at = one.kind === 'map' ? (one.get('role') ?? one.get('name')) : one
      if (at !== undefined && !(one.kind === 'map' && one.has('src'))) judgeRole(context, at)
    }
  }
}

/** Other programs have templates of Jinja: those of Ansible lie beside tasks or a playbook. */
function isTemplateOf(path: string, files: readonly FileRef[]): boolean {
  const dir = path.slice(0, path.search(/(?:^|\/)templates\//))
  const beside = dir === '' ? '' : `${dir}/`
  return files.some((file) => file.path.startsWith(`${beside}tasks/`) || dirName(file.path) === dir)
}

function judgeTemplate(file: FileRef, { project, variables }: World): readonly Diagnostic[] {
  // A first line may say that other signs are used in this file.
  if (/^#jinja2:.*_(?:string|start)/.test(file.text) || project.otherDelimiters.has(baseName(file.path))) return []
  const findings = new Findings('ansible')
  const source = sourceOf(file)
  const reading = readTemplate(file.text)
  if (reading.fault !== null)
    findings.add('error', source, reading.fault.offset, `template error: ${reading.fault.message}`, { rule: 'jinja' })
  else
    variables.read(reading, (at, name, hint) =>
      findings.add('warning', source, at, `nobody sets the variable ${name}`, { rule: 'variable', hint }),
    )
  return findings.found
}
