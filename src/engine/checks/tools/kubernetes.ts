import { type Kustomization, patchFiles, readYaml } from '../read/manifests.ts'
import { baseName, dirName, type FileRef } from '../tree.ts'
import {
  type Answer,
  type Finding,
  findingsIn,
  firstLine,
  get,
  jsonOf,
  listAt,
  NotJudged,
  numberAt,
  type OutsideTool,
  textAt,
} from './tool.ts'
import { ELSEWHERE, groups, isTemplate } from './words.ts'

const isYaml = (path: string): boolean => /\.ya?ml$/.test(path) && !isTemplate(path)
const isKustomization = (path: string): boolean => /^kustomization\.ya?ml$/i.test(baseName(path))

const kustomize: OutsideTool = {
  id: 'kubectl-kustomize',
  judges: 'whether every kustomization can be built',
  programs: ['kubectl', 'kustomize'],
  mayConcern: isKustomization,
  questions: (files, { program }) =>
    files
      // A component is built by what includes it.
      .filter((file) => !/^kind:\s*Component\b/m.test(file.text))
      .map((file) => ({
        about: file.path,
        cwd: dirName(file.path),
        args: program === 'kubectl' ? ['kustomize', '.'] : ['build', '.'],
        read({ code, stderr }) {
          if (code === 0) return []
          const message = /err="((?:[^"\\]|\\.)*)"/.exec(stderr)?.[1] ?? stderr.replace(/^error: /i, '')
          if (ELSEWHERE.test(message)) throw new NotJudged('it includes what is fetched from the network')
          return [{ severity: 'error', file: baseName(file.path), message: message.replaceAll('\\"', '"').trim() }]
        },
      })),
}

/** Files with whole objects: patches are parts of one, and charts are no YAML before they are rendered. */
function objectFiles(files: readonly FileRef[], paths: readonly string[]): FileRef[] {
  const charts = paths.filter((path) => baseName(path) === 'Chart.yaml').map((path) => `${dirName(path)}/`)
  const kustomizations = files.filter((file) => isKustomization(file.path)).flatMap(kustomizationOf)
  const patches = patchFiles(kustomizations)
  return files.filter(
    ({ path, text }) =>
      /^apiVersion:\s*\S/m.test(text) &&
      /^kind:\s*\S/m.test(text) &&
      !isKustomization(path) &&
      !patches.has(path) &&
      !charts.some((chart) => chart === '/' || path.startsWith(chart)),
  )
}

function kustomizationOf(file: FileRef): Kustomization[] {
  return readYaml(file).parts.flatMap(({ value, line }) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? [{ file: file.path, dir: dirName(file.path), line, value: { ...value } }]
      : [],
  )
}

const kubeconform: OutsideTool = {
  id: 'kubeconform',
  judges: 'Kubernetes objects by their schemas',
  programs: ['kubeconform'],
  mayConcern: isYaml,
  questions: (files, { paths }) =>
    groups(objectFiles(files, paths)).map((group) => ({
      about: '',
      cwd: '',
      seconds: 120,
      args: ['-strict', '-ignore-missing-schemas', '-output', 'json', ...group.map((file) => file.path)],
      read(answer) {
        const resources = listAt(jsonOf(answer), 'resources')
        const unknown = resources.find((one) => /failed downloading schema/.test(textAt(one, 'msg')))
        if (unknown !== undefined) throw new NotJudged('it fetches its schemas from the network and could not')
        return resources.flatMap(conformity)
      },
    })),
}

function conformity(one: unknown): Finding[] {
  const base = { severity: 'error' as const, file: textAt(one, 'filename') }
  const name = `${textAt(one, 'kind')} ${textAt(one, 'name')}`
  const errors = listAt(one, 'validationErrors')
  if (errors.length === 0) return [{ ...base, message: `${name}: ${textAt(one, 'msg')}` }]
  return errors.map((error) => ({ ...base, message: `${name}: ${textAt(error, 'path')}: ${textAt(error, 'msg')}` }))
}

/** Grades of kube-score: 1 is critical, 5 a warning, 7 nearly right, 10 right. */
const CRITICAL = 1
const NEARLY = 7

const kubeScore: OutsideTool = {
  id: 'kube-score',
  judges: 'Kubernetes objects, by the advice of kube-score',
  programs: ['kube-score'],
  mayConcern: isYaml,
  questions: (files, { paths }) => {
    const objects = objectFiles(files, paths)
    // It looks for what belongs together, so it has to see all of them at once.
    if (objects.length === 0) return []
    return [
      {
        about: '',
        cwd: '',
        args: ['score', '--output-format', 'json', ...objects.map((file) => file.path)],
        read(answer) {
          if (/failed to parse/i.test(answer.stderr)) throw new NotJudged(firstLine(answer.stderr))
          const said = jsonOf(answer)
          return (Array.isArray(said) ? said : []).flatMap(scores)
        },
      },
    ]
  },
}

function scores(object: unknown): Finding[] {
  return listAt(object, 'checks').flatMap((check) => {
    const grade = get(check, 'grade')
    if (get(check, 'skipped') === true || typeof grade !== 'number' || grade >= NEARLY) return []
    const comments = listAt(check, 'comments')
    return (comments.length === 0 ? [{}] : comments).map((comment) => ({
      severity: grade === CRITICAL ? ('warning' as const) : ('info' as const),
      file: textAt(object, 'file_name'),
      line: numberAt(object, 'file_row'),
      message: [
        textAt(object, 'object_name'),
        textAt(comment, 'path'),
        textAt(comment, 'summary') || textAt(check, 'check', 'name'),
      ]
        .filter((part) => part !== '')
        .join(': '),
      rule: textAt(check, 'check', 'id'),
      hint: textAt(comment, 'description'),
    }))
  })
}

const HELM_LEVELS = { ERROR: 'error', WARNING: 'warning', INFO: 'info' } as const

const helmLint: OutsideTool = {
  id: 'helm-lint',
  judges: 'Helm charts, rendered with their own values',
  programs: ['helm'],
  writes: true,
  mayConcern: (path) => baseName(path) === 'Chart.yaml',
  questions: (files) =>
    files.map((file) => ({
      about: file.path,
      cwd: dirName(file.path),
      args: ['lint', '.'],
      read: (answer) => helmFindings(answer),
    })),
}

function helmFindings({ code, stdout, stderr }: Answer): Finding[] {
  const found = findingsIn(stdout, /^\[(?<level>ERROR|WARNING|INFO)\] (?<file>[^:]+): (?<message>.*)$/, (line) => {
    const message = line.message ?? ''
    // Inside of a template the place stands in the message, below the chart's name.
    const place = /\((?:[^/\s()]+)\/(templates\/[^:)\s]+):(\d+)(?::(\d+))?\)/.exec(message)
    const level = line.level === 'ERROR' || line.level === 'WARNING' ? line.level : 'INFO'
    return {
      severity: HELM_LEVELS[level],
      file: place?.[1] ?? line.file ?? '',
      line: Number(place?.[2] ?? 0),
      column: Number(place?.[3] ?? 0),
      message,
    }
  })
  const errors = found.some((one) => one.severity === 'error')
  if (code !== 0 && !errors) throw new NotJudged(firstLine(stderr || stdout))
  // It recommends an icon and a file of values to everybody.
  return found.filter((one) => one.severity !== 'info')
}

export const KUBERNETES_TOOLS: readonly OutsideTool[] = [kustomize, kubeconform, kubeScore, helmLint]
