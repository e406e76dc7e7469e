import { didYouMean } from '../../../skills/nearest.ts'
import {
  entriesOf,
  itemsOf,
  nodeAt,
  textOf,
  type YamlEntry,
  type YamlMap,
  type YamlNode,
  type YamlScalar,
} from '../read/yaml-node.ts'
import { cronFault, isTooOften } from './cron.ts'
import { judgeSpotted, type Scope } from './expressions.ts'
import type { ActionsFile } from './file.ts'
import { untrusted } from './injection.ts'
import { inputsOf, type JobScope, jobScope, keysOf, type Names, names, neededBy, stepsScope } from './scope.ts'
import { SpecWalk, type Spotted } from './spec.ts'
import { isLocal, jobUsesFault, type Neighbours, outputsOf, parameters, stepUsesFault } from './uses.ts'
import { WORKFLOW } from './workflow-spec.ts'

/** One workflow of a repository whose root is `root`. */
export function judgeWorkflow(file: ActionsFile, neighbours: Neighbours, root: string): void {
  const walk = new SpecWalk(file)
  walk.walk(file.root, WORKFLOW)
  const jobs = file.root.get('jobs')
  judgeEvents(file)
  judgeShell(file, nodeAt(file.root, 'defaults', 'run', 'shell'))
  if (jobs?.kind !== 'map') return
  const workflow = new Workflow(file, neighbours, root, jobs)
  for (const job of jobs.entries) if (job.value.kind === 'map') workflow.judgeJob(job, job.value)
  judgeNeeds(file, jobs)
  for (const spotted of walk.spotted) workflow.judgeText(spotted)
}

function judgeEvents(file: ActionsFile): void {
  const on = file.root.get('on')
  for (const entry of itemsOf(nodeAt(on, 'schedule'))) {
    const cron = nodeAt(entry, 'cron')
    if (cron?.kind !== 'scalar' || cron.text === '') continue
    const fault = cronFault(cron.text)
    if (fault !== null) file.error(cron, 'schedule', `invalid schedule ${JSON.stringify(cron.text)}: ${fault}`)
    else if (isTooOften(cron.text))
      file.warning(cron, 'schedule', 'GitHub starts no workflow more often than every 5 minutes', 'such as */5 * * * *')
  }
  for (const { value } of entriesOf(on))
    for (const filter of ['branches', 'tags', 'paths']) {
      const both = value.kind === 'map' && value.has(filter) ? value.entry(`${filter}-ignore`) : undefined
      if (both !== undefined)
        file.error(
          both.keyNode,
          'structure',
          `${filter} and ${filter}-ignore cannot stand together`,
          'exclude with a ! before a pattern',
        )
    }
  const inputs = entriesOf(nodeAt(on, 'workflow_dispatch', 'inputs'))
  const tooMany = inputs[MOST_INPUTS]
  if (tooMany !== undefined)
    file.error(tooMany.keyNode, 'structure', `workflow_dispatch takes ${MOST_INPUTS} inputs at most`)
  for (const { key, value } of inputs) judgeDispatchInput(file, key, value)
}

const MOST_INPUTS = 25

function judgeDispatchInput(file: ActionsFile, name: string, input: YamlNode): void {
  const [type, options, otherwise] = ['type', 'options', 'default'].map((key) => nodeAt(input, key))
  const kind = textOf(type)
  if (kind === 'choice' && options === undefined) file.error(input, 'structure', `the choice ${name} has no options`)
  if (kind !== 'choice' && options?.kind === 'list' && options.items.length > 0)
    file.error(options, 'structure', `options belong to inputs of type choice, and ${name} is none`)
  if (otherwise?.kind !== 'scalar') return
  const choices = itemsOf(options).map((one) => (one.kind === 'scalar' ? one.text : ''))
  if (kind === 'choice' && choices.length > 0 && !choices.includes(otherwise.text))
    file.error(
      otherwise,
      'structure',
      `the default ${JSON.stringify(otherwise.text)} is none of the options`,
      didYouMean(otherwise.text, choices),
    )
  if (kind === 'boolean' && !/^(?:true|false)$/.test(otherwise.text))
    file.error(
      otherwise,
      'structure',
      `the default of a boolean is true or false, and not ${JSON.stringify(otherwise.text)}`,
    )
}

const ID = /^[A-Za-z_][\w-]*$/

function judgeNeeds(file: ActionsFile, jobs: YamlMap): void {
  const needs = new Map<string, { text: string; at: YamlNode }[]>()
  for (const { key, value } of jobs.entries) if (value.kind === 'map') needs.set(key.toLowerCase(), neededBy(value))
  const ids = keysOf(jobs)
  for (const [id, all] of needs) {
    for (const { text, at } of all)
      if (text.toLowerCase() === id) file.error(at, 'needs', `the job ${text} needs itself`)
      else if (!needs.has(text.toLowerCase())) file.error(at, 'needs', `there is no job ${text}`, didYouMean(text, ids))
  }
  const cycle = cycleIn(needs)
  const entry = jobs.entries.find(({ key }) => key.toLowerCase() === cycle?.[0])
  if (cycle !== null && cycle.length > 1 && entry !== undefined)
    file.error(entry.keyNode, 'needs', `jobs wait for each other: ${[...cycle, cycle[0]].join(' → ')}`)
}

function cycleIn(needs: ReadonlyMap<string, { text: string }[]>): string[] | null {
  const done = new Set<string>()
  const visit = (id: string, path: readonly string[]): string[] | null => {
    if (path.includes(id)) return path.slice(path.indexOf(id))
    if (done.has(id)) return null
    for (const { text } of needs.get(id) ?? []) {
      const found = visit(text.toLowerCase(), [...path, id])
      if (found !== null) return found
    }
    done.add(id)
    return null
  }
  for (const id of needs.keys()) {
    const found = visit(id, [])
    if (found !== null) return found
  }
  return null
}

/** What is left out must be there. */
function judgeExclude(file: ActionsFile, matrix: YamlNode | undefined): void {
  const known = keysOf(matrix).filter((key) => key !== 'include' && key !== 'exclude')
  for (const item of itemsOf(nodeAt(matrix, 'exclude')))
    for (const { key, keyNode } of entriesOf(item))
      if (!known.some((one) => one.toLowerCase() === key.toLowerCase()))
        file.error(keyNode, 'matrix', `the matrix has no ${key} to exclude`, didYouMean(key, known))
}

class Workflow {
  private readonly file: ActionsFile
  private readonly neighbours: Neighbours
  private readonly root: string
  private readonly jobs: YamlMap
  private readonly inputs: { inputs: Names; dispatch: Names }
  private readonly scopes = new Map<string, JobScope>()

  constructor(file: ActionsFile, neighbours: Neighbours, root: string, jobs: YamlMap) {
    this.file = file
    this.neighbours = neighbours
    this.root = root
    this.jobs = jobs
    this.inputs = inputsOf(file.root)
  }

  judgeJob({ key, keyNode }: YamlEntry, job: YamlMap): void {
    const { file } = this
    if (!ID.test(key))
      file.error(
        keyNode,
        'id',
        `invalid job id ${JSON.stringify(key)}`,
        'letters, digits, - and _, a letter or _ first',
      )
    this.scopes.set(
      key,
      jobScope(job, this.jobs, (needed) => this.outputsOfJob(needed)),
    )
    judgeShell(file, nodeAt(job, 'defaults', 'run', 'shell'))
    judgeExclude(file, nodeAt(job, 'strategy', 'matrix'))
    const uses = job.get('uses')
    if (uses?.kind === 'scalar' && typeof uses.value === 'string') this.judgeCall(job, uses)
    judgeSteps(file, itemsOf(job.get('steps')), this.neighbours, this.root)
  }

  private outputsOfJob(job: YamlMap): Names {
    const uses = textOf(job.get('uses'))
    if (uses !== undefined) return isLocal(uses) ? outputsOf(this.neighbours.workflow(this.root, uses)) : null
    return names(keysOf(job.get('outputs')))
  }

  private judgeCall(job: YamlMap, uses: YamlScalar): void {
    const { file } = this
    const fault = jobUsesFault(uses.text)
    if (fault !== null) {
      file.error(uses, 'uses', `${uses.text} calls no workflow: ${fault}`)
      return
    }
    const target = isLocal(uses.text) ? this.neighbours.workflow(this.root, uses.text) : null
    if (target === null) return
    const call = nodeAt(target, 'on', 'workflow_call')
    const on = target.get('on')
    const isCallable =
      call !== undefined || textOf(on) === 'workflow_call' || itemsOf(on).some((one) => textOf(one) === 'workflow_call')
    if (!isCallable) {
      file.error(uses, 'uses', `${uses.text} cannot be called: it has no workflow_call among its events`)
      return
    }
    this.judgeGiven(uses, 'input', job.get('with'), nodeAt(call, 'inputs'))
    if (textOf(job.get('secrets')) !== 'inherit')
      this.judgeGiven(uses, 'secret', job.get('secrets'), nodeAt(call, 'secrets'))
  }

  private judgeGiven(
    uses: YamlScalar,
    what: string,
    given: YamlNode | undefined,
    declared: YamlNode | undefined,
  ): void {
    const known = parameters(declared)
    for (const { key, keyNode } of entriesOf(given))
      if (!known.has(key.toLowerCase()))
        this.file.error(keyNode, 'uses', `${uses.text} has no ${what} ${key}`, didYouMean(key, known.keys()))
    const have = new Set(keysOf(given).map((key) => key.toLowerCase()))
    for (const [key, must] of known)
      if (must && !have.has(key)) this.file.error(uses, 'uses', `the ${what} ${key} of ${uses.text} must be given`)
  }

  judgeText(spotted: Spotted): void {
    const { path, node } = spotted
    const [first, id = '', third, index] = path
    const job = first === 'jobs' ? this.jobs.get(id) : undefined
    const steps = job?.kind === 'map' ? itemsOf(job.get('steps')) : []
    const before = third === 'steps' ? Number(index) : steps.length
    const scope: Scope = {
      ...this.inputs,
      ...(this.scopes.get(id) ?? {}),
      steps: stepsScope(steps, (step) => stepOutputs(step, this.neighbours, this.root), before),
      jobs: new Map(
        this.jobs.entries.map(({ key, value }) => {
          const outputs = value.kind === 'map' ? this.outputsOfJob(value) : null
          return [
            key.toLowerCase(),
            new Map([
              ['outputs', outputs],
              ['result', null],
            ]),
          ]
        }),
      ),
    }
    const read = judgeSpotted(this.file, spotted, scope)
    judgeInjection(this.file, steps[before], path, node, read)
  }
}

/** Texts of strangers in a script run as a part of it. */
export function judgeInjection(
  file: ActionsFile,
  step: YamlNode | undefined,
  path: readonly string[],
  node: YamlScalar,
  read: readonly Parameters<typeof untrusted>[0][],
): void {
  const key = path.at(-1)
  const isScript =
    path.at(-2) === 'with' && key === 'script' && /^actions\/github-script@/.test(textOf(nodeAt(step, 'uses')) ?? '')
  if (key !== 'run' && !isScript) return
  for (const { name } of read.flatMap(untrusted))
    file.inside(
      'warning',
      node,
      Math.max(0, node.text.toLowerCase().indexOf(name.replace(/\.\*.*/, ''))),
      'injection',
      `whoever writes ${name} writes this script: it is put in before the shell reads it`,
      'give it in env, and read "$NAME" in the script',
    )
}

/** Outputs of a step; null when they are not known. */
export function stepOutputs(step: YamlMap, neighbours: Neighbours, root: string): Names {
  const uses = textOf(step.get('uses'))
  return uses !== undefined && isLocal(uses) ? outputsOf(neighbours.action(root, uses)) : null
}

const SHELLS = /^(?:bash|pwsh|python|sh|cmd|powershell)$/i

function judgeShell(file: ActionsFile, shell: YamlNode | undefined): void {
  if (shell?.kind !== 'scalar' || shell.text === '' || /\{0\}|\$\{\{/.test(shell.text) || SHELLS.test(shell.text))
    return
  const hint = 'bash, sh, pwsh, powershell, cmd, python, or a command with {0}'
  file.error(shell, 'shell', `there is no shell ${JSON.stringify(shell.text)}`, hint)
}

/** Steps of a job or of a composite action. */
export function judgeSteps(file: ActionsFile, steps: readonly YamlNode[], neighbours: Neighbours, root: string): void {
  const ids = new Set<string>()
  for (const step of steps) {
    if (step.kind !== 'map') continue
    const [id, uses, shell] = ['id', 'uses', 'shell'].map((key) => step.get(key))
    if (id?.kind === 'scalar' && id.text !== '' && !id.text.includes('${{')) {
      if (!ID.test(id.text))
        file.error(
          id,
          'id',
          `invalid step id ${JSON.stringify(id.text)}`,
          'letters, digits, - and _, a letter or _ first',
        )
      if (ids.has(id.text.toLowerCase())) file.error(id, 'id', `the step id ${id.text} stands here a second time`)
      ids.add(id.text.toLowerCase())
    }
    judgeShell(file, shell)
    if (uses?.kind === 'scalar' && uses.text !== '') judgeUses(file, step, uses, neighbours, root)
  }
}

function judgeUses(file: ActionsFile, step: YamlMap, uses: YamlScalar, neighbours: Neighbours, root: string): void {
  const fault = stepUsesFault(uses.text)
  if (fault !== null) {
    file.error(uses, 'uses', `${JSON.stringify(uses.text)} names no action: ${fault}`)
    return
  }
  const action = isLocal(uses.text) ? neighbours.action(root, uses.text) : null
  if (action === null || !action.has('runs')) return
  const known = parameters(action.get('inputs'))
  for (const { key, keyNode } of entriesOf(step.get('with')))
    if (!known.has(key.toLowerCase()) && !/^(?:args|entrypoint)$/i.test(key))
      file.warning(keyNode, 'uses', `the action ${uses.text} has no input ${key}`, didYouMean(key, known.keys()))
  const given = new Set(keysOf(step.get('with')).map((key) => key.toLowerCase()))
  for (const [key, must] of known)
    if (must && !given.has(key)) file.warning(uses, 'uses', `the action ${uses.text} needs the input ${key}`)
}
