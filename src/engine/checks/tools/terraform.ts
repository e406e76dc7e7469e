import { join } from '../../terraform/files.ts'
import { dirName, type FileRef } from '../tree.ts'
import {
  type Answer,
  type Finding,
  firstLine,
  get,
  jsonOf,
  listAt,
  NotJudged,
  numberAt,
  type OutsideTool,
  type Question,
  textAt,
} from './tool.ts'

const isCode = (path: string): boolean => path.endsWith('.tf')
const isFormatted = (path: string): boolean => /\.(?:tf|tfvars|tftest\.hcl)$/.test(path)

const MINUTES = 60

function format(id: string, program: string): OutsideTool {
  return {
    id,
    judges: `formatting as ${program} fmt has it`,
    programs: [program],
    mayConcern: isFormatted,
    questions: () => [
      {
        about: '',
        cwd: '',
        args: ['fmt', '-check', '-recursive', '-list=true', '-no-color', '.'],
        read({ code, stdout, stderr }) {
          const files = stdout.split('\n').filter((line) => isFormatted(line))
          // What cannot be parsed is told by validate, in better words.
          if (files.length === 0 && code !== 0 && code !== 3 && !/Invalid|Error:/.test(stderr))
            throw new NotJudged(firstLine(stderr))
          return files.map((file) => ({
            severity: 'warning',
            file,
            message: `It is not formatted as ${program} fmt has it.`,
            hint: 'skillchain check --fix formats it.',
          }))
        },
      },
    ],
  }
}

function validate(id: string, program: string): OutsideTool {
  return {
    id,
    judges: `Terraform modules, by ${program} itself`,
    programs: [program],
    writes: true,
    mayConcern: isCode,
    questions: (files) => rootModules(files).map((dir) => validation(dir)),
  }
}

/** Modules that no other module of the tree calls; those that are called are judged along with them. */
export function rootModules(files: readonly FileRef[]): string[] {
  const dirs = new Set(files.map((file) => dirName(file.path)))
  const called = new Set(
    files.flatMap((file) =>
      [...file.text.matchAll(/^\s*source\s*=\s*"(\.\.?(?:\/[^"]*)?)"/gm)].map((match) =>
        join(dirName(file.path), match[1] ?? ''),
      ),
    ),
  )
  const roots = [...dirs].filter((dir) => !called.has(dir)).sort()
  // Modules that call each other in a circle are all called; one of them has to be asked.
  return roots.length > 0 ? roots : [...dirs].slice(0, 1)
}

function validation(dir: string): Question {
  let init: Answer | null = null
  return {
    about: dir === '' ? '.' : dir,
    cwd: dir,
    seconds: 5 * MINUTES,
    before: {
      args: ['init', '-backend=false', '-input=false', '-no-color'],
      refused(answer) {
        init = answer
        return null
      },
    },
    args: ['validate', '-json', '-no-color'],
    read(answer) {
      const found = listAt(jsonOf(answer), 'diagnostics')
      const real = found.filter((one) => !ABSENT.test(textAt(one, 'summary')))
      if (init !== null && init.code !== 0 && real.length === 0) throw new NotJudged(`init: ${initProblem(init)}`)
      return real.map((one) => diagnostic(one, dir))
    },
  }
}

/** What init could not bring is missing on this machine, and no mistake of the module. */
const ABSENT = /^(?:Missing required provider|Module not installed|Failed to (?:query|install)|Provider .*not found)/

function initProblem({ stdout, stderr }: Answer): string {
  const text = `${stderr}\n${stdout}`
  const at = text.indexOf('Error: ')
  return firstLine(at < 0 ? text : text.slice(at).replace(/\n\s*\n?/g, ' ')).replace(/\s*[│╷╵]\s*/g, ' ')
}

function diagnostic(one: unknown, dir: string): Finding {
  const summary = textAt(one, 'summary')
  const detail = textAt(one, 'detail')
  return {
    severity: textAt(one, 'severity') === 'warning' ? 'warning' : 'error',
    file: textAt(one, 'range', 'filename') || dir,
    line: numberAt(one, 'range', 'start', 'line'),
    column: numberAt(one, 'range', 'start', 'column'),
    message: detail === '' ? summary : `${summary}: ${detail.replace(/\s*\n\s*/g, ' ')}`,
  }
}

const tflint: OutsideTool = {
  id: 'tflint',
  judges: 'Terraform modules, by the rules of tflint',
  programs: ['tflint'],
  mayConcern: isCode,
  questions: () => [
    {
      about: '',
      cwd: '',
      args: ['--recursive', '--format=json', '--no-color', '--force'],
      read(answer) {
        const said = jsonOf(answer)
        const problems = listAt(said, 'errors')
        const placed = problems.filter((one) => textAt(one, 'range', 'filename') !== '')
        const [other] = problems.filter((one) => textAt(one, 'range', 'filename') === '')
        if (other !== undefined) throw new NotJudged(firstLine(textAt(other, 'message')))
        return [
          ...placed.map((one) => lint(one, 'error')),
          ...listAt(said, 'issues').map((one) => lint(one, textAt(one, 'rule', 'severity'))),
        ]
      },
    },
  ],
}

function lint(one: unknown, severity: string): Finding {
  return {
    severity: severity === 'error' ? 'error' : severity === 'warning' ? 'warning' : 'info',
    file: textAt(one, 'range', 'filename'),
    line: numberAt(one, 'range', 'start', 'line'),
    column: numberAt(one, 'range', 'start', 'column'),
    message: textAt(one, 'message'),
    rule: textAt(one, 'rule', 'name'),
  }
}

/** Instead of a resource, a credential has a sum over it, which says nothing. */
function named(what: string, resource: string): string {
  return resource === '' || /^[0-9a-f]{40}$/.test(resource) ? what : `${what}: ${resource}`
}

const checkov: OutsideTool = {
  id: 'checkov',
  judges: 'security of Terraform, CloudFormation, Kubernetes, Dockerfiles and workflows, by the policies of checkov',
  programs: ['checkov'],
  mayConcern: (path) => isCode(path) || /(?:^|\/)Dockerfile/.test(path) || /\.(?:ya?ml|json)$/.test(path),
  questions: () => [
    {
      about: '',
      cwd: '',
      seconds: 3 * MINUTES,
      args: ['-d', '.', '-o', 'json', '--quiet', '--compact', '--skip-download', '--soft-fail'],
      read(answer) {
        const said = jsonOf(answer)
        return (Array.isArray(said) ? said : [said]).flatMap((part) =>
          listAt(part, 'results', 'failed_checks').map(
            (one): Finding => ({
              // Its severities are not in the open edition; what it finds is advice.
              severity: 'warning',
              file: textAt(one, 'file_path').replace(/^\//, ''),
              line: numberAt(one, 'file_line_range', 0),
              message: named(textAt(one, 'check_name'), textAt(one, 'resource')),
              rule: textAt(one, 'check_id'),
              hint: typeof get(one, 'guideline') === 'string' ? textAt(one, 'guideline') : '',
            }),
          ),
        )
      },
    },
  ],
}

export const TERRAFORM_TOOLS: readonly OutsideTool[] = [
  format('terraform-fmt', 'terraform'),
  validate('terraform-validate', 'terraform'),
  format('tofu-fmt', 'tofu'),
  validate('tofu-validate', 'tofu'),
  tflint,
  checkov,
]
