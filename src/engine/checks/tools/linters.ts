import type { Severity } from '../../protocol/diagnostic.ts'
import { fileKind } from '../file-kind.ts'
import type { FileRef } from '../tree.ts'
import {
  type Finding,
  findingsIn,
  firstLine,
  jsonOf,
  listAt,
  NotJudged,
  numberAt,
  type OutsideTool,
  textAt,
} from './tool.ts'
import { groups, isTemplate } from './words.ts'

/** Of tools with four levels; the lowest two are advice. */
function levelOf(level: string): Severity {
  return level === 'error' ? 'error' : level === 'warning' ? 'warning' : 'info'
}

const isScript = (file: FileRef): boolean =>
  /\.(?:sh|bash|ksh|bats)$/.test(file.path) || /^#!.*\b(?:ba|da|k)?sh\b/.test(file.text)

const shellcheck: OutsideTool = {
  id: 'shellcheck',
  judges: 'shell scripts, by shellcheck',
  programs: ['shellcheck'],
  mayConcern: (path) => !isTemplate(path) && ['shell', 'hash', 'plain'].includes(fileKind(path)),
  questions: (files) =>
    groups(files.filter(isScript)).map((group) => ({
      about: '',
      cwd: '',
      args: ['--format=json1', '--external-sources', ...group.map((file) => file.path)],
      read: (answer) =>
        listAt(jsonOf(answer), 'comments').map((one) => ({
          severity: levelOf(textAt(one, 'level')),
          file: textAt(one, 'file'),
          line: numberAt(one, 'line'),
          column: numberAt(one, 'column'),
          message: textAt(one, 'message'),
          rule: `SC${textAt(one, 'code')}`,
        })),
    })),
}

/** Where nobody said how YAML is to look here, only what is doubtful counts. */
const DOUBTFUL = '{extends: relaxed, rules: {line-length: disable}}'

const yamllint: OutsideTool = {
  id: 'yamllint',
  judges: 'YAML, by yamllint',
  programs: ['yamllint'],
  mayConcern: (path) => /\.ya?ml$/.test(path) && !isTemplate(path),
  questions: (files, { paths }) => {
    const own = paths.some((path) => /^\.yamllint(?:\.ya?ml)?$/.test(path))
    return groups(files).map((group) => ({
      about: '',
      cwd: '',
      args: ['-f', 'parsable', ...(own ? [] : ['-d', DOUBTFUL]), ...group.map((file) => file.path)],
      read({ code, stdout, stderr }) {
        const found = findingsIn(
          stdout,
          /^(?<file>.+?):(?<line>\d+):(?<column>\d+): \[(?<level>\w+)\] (?<message>.*?)(?: \((?<rule>[\w-]+)\))?$/,
          ({ file = '', line, column, level, message = '', rule }): Finding => ({
            // How it looks is advice, even where the tool calls it an error.
            severity: rule === 'syntax' ? 'error' : level === 'error' ? 'warning' : 'info',
            file,
            line: Number(line),
            column: Number(column),
            message,
            ...(rule === undefined ? {} : { rule }),
          }),
        )
        if (code > 2 || (code !== 0 && found.length === 0)) throw new NotJudged(firstLine(stderr))
        return found
      },
    }))
  },
}

const actionlint: OutsideTool = {
  id: 'actionlint',
  judges: 'workflows of GitHub Actions, by actionlint',
  programs: ['actionlint'],
  mayConcern: (path) => /(?:^|\/)\.github\/workflows\/[^/]+\.ya?ml$/.test(path),
  questions: (files) =>
    groups(files).map((group) => ({
      about: '',
      cwd: '',
      args: ['-format', '{{json .}}', ...group.map((file) => file.path)],
      read(answer) {
        const said = jsonOf(answer)
        return (Array.isArray(said) ? said : []).map((one) => ({
          severity: /^(?:shellcheck|pyflakes)$/.test(textAt(one, 'kind')) ? ('warning' as const) : ('error' as const),
          file: textAt(one, 'filepath'),
          line: numberAt(one, 'line'),
          column: numberAt(one, 'column'),
          message: textAt(one, 'message'),
          rule: textAt(one, 'kind'),
        }))
      },
    })),
}

const cfnLint: OutsideTool = {
  id: 'cfn-lint',
  judges: 'CloudFormation templates, by cfn-lint',
  programs: ['cfn-lint'],
  mayConcern: (path) => /\.(?:ya?ml|json|template)$/.test(path),
  questions: (files) =>
    groups(files.filter((file) => /AWSTemplateFormatVersion|"?Type"?:\s*["']?AWS::/.test(file.text))).map((group) => ({
      about: '',
      cwd: '',
      seconds: 120,
      args: ['--format', 'json', '--non-zero-exit-code', 'none', '--', ...group.map((file) => file.path)],
      read(answer) {
        const said = jsonOf(answer)
        return (Array.isArray(said) ? said : []).map((one) => ({
          severity: levelOf(textAt(one, 'Level').toLowerCase()),
          file: textAt(one, 'Filename'),
          line: numberAt(one, 'Location', 'Start', 'LineNumber'),
          column: numberAt(one, 'Location', 'Start', 'ColumnNumber'),
          message: textAt(one, 'Message'),
          rule: textAt(one, 'Rule', 'Id'),
        }))
      },
    })),
}

const hadolint: OutsideTool = {
  id: 'hadolint',
  judges: 'Dockerfiles, by hadolint',
  programs: ['hadolint'],
  mayConcern: (path) => fileKind(path) === 'dockerfile' && !isTemplate(path),
  questions: (files) =>
    groups(files).map((group) => ({
      about: '',
      cwd: '',
      args: ['--no-fail', '-f', 'json', ...group.map((file) => file.path)],
      read(answer) {
        const said = jsonOf(answer)
        return (Array.isArray(said) ? said : []).map((one) => ({
          severity: levelOf(textAt(one, 'level')),
          file: textAt(one, 'file'),
          line: numberAt(one, 'line'),
          column: numberAt(one, 'column'),
          message: textAt(one, 'message'),
          rule: textAt(one, 'code'),
        }))
      },
    })),
}

const promtool: OutsideTool = {
  id: 'promtool',
  judges: 'rules of Prometheus, by promtool',
  programs: ['promtool'],
  mayConcern: (path) => /\.ya?ml$/.test(path) && !isTemplate(path),
  questions: (files) =>
    files
      .filter((file) => /^groups:/m.test(file.text) && /^\s+(?:- )?(?:alert|record):/m.test(file.text))
      .filter((file) => !/^apiVersion:/m.test(file.text))
      .map((file) => ({
        about: file.path,
        cwd: '',
        args: ['check', 'rules', file.path],
        read({ code, stdout, stderr }) {
          if (code === 0) return []
          const said = `${stderr}\n${stdout}`
          const placed = findingsIn(
            said,
            /^\s*(?:(?<file>\S+\.ya?ml): )?(?:(?<line>\d+):(?<column>\d+): |line (?<line2>\d+): )(?<message>.+)$/,
            ({ line, line2, column, message = '' }): Finding => ({
              severity: 'error',
              file: file.path,
              line: Number(line ?? line2 ?? 0),
              column: Number(column ?? 0),
              message,
            }),
          )
          if (placed.length > 0) return placed
          if (!/FAILED/.test(said)) throw new NotJudged(firstLine(said))
          const [message = ''] = said.split('\n').filter((line) => /\S/.test(line) && !/FAILED|^Checking/.test(line))
          return [{ severity: 'error', file: file.path, message }]
        },
      })),
}

export const LINTERS: readonly OutsideTool[] = [shellcheck, yamllint, actionlint, cfnLint, hadolint, promtool]
