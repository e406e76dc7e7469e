import type { Evidence } from '../../protocol/report.ts'
import { withoutComments } from '../comments.ts'
import { isMap, maps } from '../read/manifests.ts'
import { codeOf, type Survey } from '../survey.ts'
import { baseName, type FileRef } from '../tree.ts'
import { at, count, type Finding, type Line, some } from './finding.ts'

export const idempotence: Line = {
  line: 'Automation scripts are idempotent',
  otherwise: 'There are no scripts and no playbooks.',
  judge: (survey) => [...shellScripts(survey), ...playbooks(survey)],
}

/** Commands that fail or do more on the second run, and the words on the same line that make them safe. */
const NOT_AGAIN: readonly (readonly [command: RegExp, safe: RegExp, instead: string])[] = [
  [/\bkubectl\s+(?:\S+\s+)*?create\s/, /--dry-run|\|\|/, 'kubectl create'],
  [/\bhelm\s+(?:\S+\s+)*?install\s/, /upgrade\s+--install|--install/, 'helm install'],
  [/(?:^|[;&|]\s*|\b(?:sudo|run|then|do|else)\s+)mkdir\s/, /\s-(?:[a-z]*p[a-z]*)\b|--parents|\|\|/, 'mkdir without -p'],
  [/\bln\s+-s(?!\S*[fn])/, /\s-\w*f|--force|\|\|/, 'ln -s without -f'],
  [/\b(?:useradd|adduser|groupadd)\s/, /\|\||\bid\b|getent|--force/, 'useradd'],
  [/\baws\s+(?:[\w-]+\s+)(?:create|run)-[\w-]+/, /\|\|/, 'aws create'],
  [/\bgit\s+clone\s/, /\|\|/, 'git clone'],
  [/(?:echo|printf)\b.*>>\s*["']?(?:\/etc|~|\$HOME)/, /grep|\|\|/, 'appending to a file'],
]

/** A guard in the lines before is as good as one on the line. */
const GUARD =
  /^\s*(?:if|elif|unless|while|until)\b|\[\[? |\b(?:grep -q|command -v|describe-|head-|get-|kubectl get|helm status)\b/
const LOOK_BACK = 4
/** Longer lines hold data, not commands. */
const LONGEST_LINE = 2000

function shellScripts(survey: Survey): Finding[] {
  const scripts = survey.scripts.filter((file) => !/(?:^|\/)(?:lib|helpers|completions?)\//.test(file.path))
  if (scripts.length === 0) return []
  const tests = survey.files.filter((file) => file.path.endsWith('.bats'))
  const proofs: Evidence[] = []
  const doubts: (Evidence & { why: string })[] = []
  let read = 0
  for (const script of scripts) {
    const proof = secondRunTest(survey, script, tests)
    if (proof) {
      proofs.push(proof)
      continue
    }
    const found = repeatedEffects(survey, script)
    doubts.push(...found)
    if (found.length === 0) read++
  }
  if (doubts.length > 0)
    return [
      {
        ok: false,
        says: `not safe to run twice: ${count(doubts.length, 'command')} (${some(doubts.map((one) => `${one.why} in ${baseName(one.file)}`))})`,
        evidence: doubts.map(({ file, line, text }) => ({ file, line, text })),
      },
    ]
  const parts = [
    proofs.length > 0 ? `${count(proofs.length, 'script')} by a test that runs them twice` : '',
    read > 0 ? `${count(read, 'script')} by reading: no command that acts again` : '',
  ]
  return [
    {
      ok: true,
      says: `safe to run twice: ${parts.filter(Boolean).join(', ')}`,
      evidence: proofs.length > 0 ? proofs : scripts.map((file) => at(survey, file.path, strictLine(file))),
    },
  ]
}

function strictLine(file: FileRef): number {
  const index = file.text.split('\n').findIndex((line) => /^set -\w*e/.test(line))
  return index === -1 ? 1 : index + 1
}

function secondRunTest(survey: Survey, script: FileRef, tests: FileRef[]): Evidence | null {
  const name = baseName(script.path)
  for (const test of tests) {
    if (!test.text.includes(name) && baseName(test.path) !== name.replace(/\.\w+$/, '.bats')) continue
    const line = test.text
      .split('\n')
      .findIndex((one) => /^\s*@test\b.*\b(?:second run|twice|again|idempotent|re-?run|second time)\b/i.test(one))
    if (line !== -1) return at(survey, test.path, line + 1)
  }
  return null
}

function repeatedEffects(survey: Survey, script: FileRef): (Evidence & { why: string })[] {
  const lines = codeOf(script).split('\n')
  return lines.flatMap((line, index) => {
    if (line.length > LONGEST_LINE) return []
    const hit = NOT_AGAIN.find(([command, safe]) => command.test(line) && !safe.test(line))
    if (!hit) return []
    // The rest of a continued command may carry its guard.
    const around = [
      ...lines.slice(Math.max(0, index - LOOK_BACK), index),
      ...(line.trimEnd().endsWith('\\') ? lines.slice(index + 1, index + 3) : []),
    ]
    if (around.some((one) => GUARD.test(one) || /--dry-run=client|\|\|/.test(one))) return []
    return [{ ...at(survey, script.path, index + 1), why: hit[2] }]
  })
}

const COMMANDS = /^(?:ansible\.(?:builtin|windows)\.)?(?:shell|command|raw|script|win_shell|win_command)$/

/** Ansible knows what changed, except where it runs a command and is not told. */
function playbooks(survey: Survey): Finding[] {
  const tasks = survey.yaml
    .filter((part) => isAnsible(part.file) && Array.isArray(part.value))
    .flatMap((part) => flatten(maps(part.value)).map((task) => ({ part, task })))
  const commands = tasks.filter(({ task }) => Object.keys(task).some((key) => COMMANDS.test(key)))
  if (tasks.length === 0) return []
  const blind = commands.filter(({ task }) => {
    if (task.changed_when !== undefined) return false
    const call = Object.entries(task).find(([key]) => COMMANDS.test(key))?.[1]
    const args = [call, task.args].filter(isMap)
    return (
      !args.some((one) => one.creates !== undefined || one.removes !== undefined) &&
      !/\b(?:creates|removes)=/.test(String(call))
    )
  })
  const lineOfTask = ({ part, task }: (typeof tasks)[number]): number => {
    const code = withoutComments(part.file, part.text).split('\n')
    const index = code.findIndex((line) => typeof task.name === 'string' && line.includes(`name: ${task.name}`))
    return part.line + Math.max(0, index)
  }
  return [
    {
      ok: blind.length === 0,
      says:
        blind.length === 0
          ? `every one of ${count(tasks.length, 'Ansible task')} knows whether it changed something`
          : `changed on every run: ${count(blind.length, 'Ansible command')} without changed_when, creates or removes`,
      evidence: (blind.length > 0 ? blind : tasks.slice(0, 4)).map((one) => at(survey, one.part.file, lineOfTask(one))),
    },
  ]
}

function isAnsible(path: string): boolean {
  return /(?:^|\/)(?:tasks|handlers|playbooks)\/[^/]+\.ya?ml$|(?:^|\/)ansible\/[^/]+\.ya?ml$/.test(path)
}

function flatten(entries: ReturnType<typeof maps>, depth = 0): ReturnType<typeof maps> {
  if (depth > 8) return []
  return entries.flatMap((entry) => {
    const inner = ['tasks', 'pre_tasks', 'post_tasks', 'handlers', 'block', 'rescue', 'always'].flatMap((key) =>
      maps(entry[key]),
    )
    return inner.length > 0 ? flatten(inner, depth + 1) : [entry]
  })
}
