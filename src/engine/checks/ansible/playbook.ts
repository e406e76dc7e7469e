import { didYouMean } from '../../../skills/nearest.ts'
import { entriesOf, isNull, itemsOf, nodeAt, textOf, type YamlMap, type YamlNode } from '../read/yaml-node.ts'
import { dirName } from '../tree.ts'
import { keywordsOf, shortName } from './action.ts'
import { hasFile, type Project } from './project.ts'
import { judgeFiles, judgeTasks, type TaskContext } from './tasks.ts'

/** A list of plays. */
export function judgePlaybook(context: TaskContext, plays: readonly YamlNode[]): void {
  for (const play of plays) {
    if (play.kind !== 'map') continue
    const imported = play.entries.find(({ key }) => shortName(key) === 'import_playbook')
    if (imported !== undefined) judgeFiles(context, 'import_playbook', imported.value, play)
    else if (play.has('include'))
      context.file.error(play, 'module', 'include was removed from Ansible', 'use import_playbook')
    else judgePlay(context, play)
  }
}

function judgePlay(context: TaskContext, play: YamlMap): void {
  const { file, table } = context
  const hosts = play.get('hosts')
  if (hosts === undefined) file.error(play, 'structure', "the field 'hosts' is required but was not set")
  else if (isNull(hosts)) file.error(hosts, 'structure', 'Hosts list cannot be empty. Please check your playbook')
  for (const { key, keyNode, value } of play.entries) {
    if (/^(?:tasks|pre_tasks|post_tasks)$/.test(key)) judgeTasks(context, value, 'task')
    else if (key === 'handlers') judgeTasks(context, value, 'handler')
    else if (key === 'roles') judgeRoles(context, value)
    else if (table.keywords.get(key)?.has('play') !== true) {
      const hint = didYouMean(key, keywordsOf(table, 'play'))
      file.error(keyNode, 'structure', `'${key}' is not a valid attribute for a Play`, hint)
    }
  }
  for (const one of itemsOf(play.get('vars_files'))) {
    const name = textOf(one)
    if (name !== undefined && !/\{\{|^[/~]/.test(name) && !hasFile(context.project, name))
      file.warning(one, 'missing-file', `there is no ${name} in this repository`)
  }
}

function judgeRoles(context: TaskContext, roles: YamlNode): void {
  if (roles.kind !== 'list') return
  for (const role of roles.items) {
    const at = role.kind === 'map' ? (role.get('role') ?? role.get('name')) : role
    if (at === undefined) context.file.error(role, 'structure', 'role definitions must contain a role name')
    else judgeRole(context, at)
  }
}

/** A role that a play, a task or another role names. */
export function judgeRole({ file, project }: TaskContext, at: YamlNode): void {
  const name = textOf(at)
  if (name === undefined || name === '' || /\{\{|[./]/.test(name) || project.roles.has(name)) return
  if ([...project.installed].some((one) => one === name || one.endsWith(`/${name}`) || one.includes(`/${name}.git`)))
    return
  if (!hasRolesNear(project, file.path)) return
  file.error(at, 'role', `the role '${name}' was not found`, didYouMean(name, project.roles.keys()))
}

/** Roles lie beside the playbook, or beside the folder that it is in: where there are none, they come from elsewhere. */
function hasRolesNear({ roles }: Project, path: string): boolean {
  const inRole = /^(.*\/)?roles\/[^/]+\//.exec(path)?.[1]
  const near = inRole === undefined ? [dirName(path), dirName(dirName(path))] : [inRole.replace(/\/$/, '')]
  return [...roles.values()]
    .flat()
    .some((dir) => near.some((one) => dir.startsWith(one === '' ? 'roles/' : `${one}/roles/`)))
}

/** Roles that `include_role` and `import_role` name, anywhere below a node. */
export function judgeRoleTasks(context: TaskContext, node: YamlNode | null | undefined): void {
  for (const item of itemsOf(node))
    for (const { key, value } of entriesOf(item)) {
      if (/^(?:include_role|import_role)$/.test(shortName(key))) {
        const name = nodeAt(value, 'name')
        if (name !== undefined) judgeRole(context, name)
      } else if (/^(?:block|rescue|always|tasks|pre_tasks|post_tasks|handlers)$/.test(key))
        judgeRoleTasks(context, value)
    }
}
