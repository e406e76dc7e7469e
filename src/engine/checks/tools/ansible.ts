import { posix } from 'node:path'
import type { Severity } from '../../protocol/diagnostic.ts'
import { dirName, type FileRef } from '../tree.ts'
import {
  type Answer,
  type Around,
  type Finding,
  firstLine,
  jsonOf,
  NotJudged,
  numberAt,
  type OutsideTool,
  textAt,
} from './tool.ts'
import { isTemplate } from './words.ts'

const isYaml = (path: string): boolean => /\.ya?ml$/.test(path) && !isTemplate(path)

function isPlaybook({ path, text }: FileRef): boolean {
  if (/(?:^|\/)(?:tasks|handlers|vars|defaults|meta|group_vars|host_vars|molecule)\//.test(path)) return false
  return /^- (?:name:.*\n(?: {2}.*\n|\n)*? {2})?(?:hosts|(?:ansible\.builtin\.)?import_playbook):/m.test(text)
}

/** Ansible is started where its configuration is, for that says where roles and collections are. */
function projectOf(path: string, { paths }: Around): string {
  for (let dir = dirName(path); ; dir = dirName(dir)) {
    if (paths.includes(dir === '' ? 'ansible.cfg' : `${dir}/ansible.cfg`)) return dir
    if (dir === '') return dirName(path)
  }
}

const QUIET = {
  ANSIBLE_NOCOLOR: '1',
  ANSIBLE_LOCALHOST_WARNING: 'False',
  ANSIBLE_INVENTORY_UNPARSED_WARNING: 'False',
  ANSIBLE_DEPRECATION_WARNINGS: 'False',
}

const playbooks: OutsideTool = {
  id: 'ansible-playbook',
  judges: 'playbooks, by ansible-playbook --syntax-check',
  programs: ['ansible-playbook'],
  mayConcern: isYaml,
  questions: (files, around) =>
    files.filter(isPlaybook).map((file) => {
      const cwd = projectOf(file.path, around)
      const relative = posix.relative(cwd, file.path)
      return {
        about: file.path,
        cwd,
        args: ['--syntax-check', '-i', 'localhost,', relative],
        env: QUIET,
        read: (answer) => syntaxFindings(answer, relative),
      }
    }),
}

/** What comes with a `ansible-galaxy install`, or with a secret, is not in the tree. */
const TO_INSTALL =
  /couldn't resolve module\/action '(?!ansible\.(?:builtin|legacy)\.)[^']+\.[^']+\.[^']+'|the role '[^']+' was not found|vault secrets|vault password|unable to load (?:collection|plugin)|collection .* (?:was )?not found/i

function syntaxFindings({ code, stdout, stderr }: Answer, playbook: string): Finding[] {
  if (code === 0) return []
  const said = stderr || stdout
  const found = said
    .split(/^(?=\[ERROR\]|ERROR!)/m)
    .filter((part) => /^(?:\[ERROR\]|ERROR!)/.test(part))
    .map((part) => ansibleError(part, playbook))
  const missing = found.find((one) => TO_INSTALL.test(one.message))
  const own = found.filter((one) => !TO_INSTALL.test(one.message))
  if (own.length === 0)
    throw new NotJudged(missing === undefined ? firstLine(said) : `not installed here: ${missing.message}`)
  return own
}

function ansibleError(part: string, playbook: string): Finding {
  const message = firstLine(part.replace(/^(?:\[ERROR\]:|ERROR!)\s*/, ''))
  const at =
    /^Origin: (.+?):(\d+)(?::(\d+))?$/m.exec(part) ?? /appears to be in '([^']+)': line (\d+), column (\d+)/.exec(part)
  return {
    severity: 'error',
    file: at?.[1] ?? playbook,
    line: Number(at?.[2] ?? 0),
    column: Number(at?.[3] ?? 0),
    message,
  }
}

const lint: OutsideTool = {
  id: 'ansible-lint',
  judges: 'playbooks and roles, by ansible-lint',
  programs: ['ansible-lint'],
  writes: true,
  mayConcern: isYaml,
  questions: (files, around) => {
    const ours = files.filter((file) => isPlaybook(file) || /(?:^|\/)roles\/[^/]+\/tasks\/[^/]+$/.test(file.path))
    const projects = new Set(ours.map((file) => projectOf(file.path.replace(/(?:^|\/)roles\/.*$/, '/x'), around)))
    return [...projects].sort().map((cwd) => ({
      about: cwd === '' ? '.' : cwd,
      cwd,
      seconds: 180,
      args: ['--offline', '--nocolor', '-q', '-f', 'codeclimate'],
      env: QUIET,
      read(answer) {
        const said = jsonOf(answer)
        const all = Array.isArray(said) ? said : []
        const broken = all.find((one) => textAt(one, 'check_name') === 'internal-error')
        if (broken !== undefined) throw new NotJudged(textAt(broken, 'description'))
        return all.map((one) => ({
          severity: severityOf(textAt(one, 'check_name'), textAt(one, 'severity')),
          file: textAt(one, 'location', 'path'),
          line: numberAt(one, 'location', 'positions', 'begin', 'line') || numberAt(one, 'location', 'lines', 'begin'),
          column: numberAt(one, 'location', 'positions', 'begin', 'column'),
          message: textAt(one, 'description'),
          rule: textAt(one, 'check_name'),
        }))
      },
    }))
  },
}

/** Its rules are advice, apart from what cannot be read at all. What has to be installed is no mistake. */
function severityOf(rule: string, severity: string): Severity {
  if (/^(?:parser-error|load-failure|syntax-check)/.test(rule)) return /unknown-module/.test(rule) ? 'warning' : 'error'
  return /^(?:blocker|critical|major)$/.test(severity) ? 'warning' : 'info'
}

export const ANSIBLE_TOOLS: readonly OutsideTool[] = [playbooks, lint]
