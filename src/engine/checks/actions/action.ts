import { itemsOf, nodeAt, textOf, type YamlMap } from '../read/yaml-node.ts'
import { judgeSpotted } from './expressions.ts'
import type { ActionsFile } from './file.ts'
import { keysOf, names, stepsScope } from './scope.ts'
import { type Spec, SpecWalk } from './spec.ts'
import type { Neighbours } from './uses.ts'
import { judgeInjection, judgeSteps, stepOutputs } from './workflow.ts'
import { env, stepSpec } from './workflow-spec.ts'

const PLAIN: Spec = { is: 'text' }
const RUNTIMES = ['composite', 'docker', 'node12', 'node16', 'node20', 'node24']

const NODE: Spec = {
  is: 'map',
  keys: { using: PLAIN, main: PLAIN, pre: PLAIN, 'pre-if': PLAIN, post: PLAIN, 'post-if': PLAIN },
  required: ['main'],
}

const DOCKER: Spec = {
  is: 'map',
  keys: {
    using: PLAIN,
    image: PLAIN,
    env: env('action-args'),
    entrypoint: PLAIN,
    'pre-entrypoint': PLAIN,
    'post-entrypoint': PLAIN,
    'pre-if': PLAIN,
    'post-if': PLAIN,
    args: { is: 'list', of: { is: 'text', at: 'action-args' } },
  },
  required: ['image'],
}

const COMPOSITE: Spec = {
  is: 'map',
  keys: { using: PLAIN, steps: { is: 'list', of: stepSpec('action-step', 'action-step-if', true) } },
  required: ['steps'],
}

const UNKNOWN: Spec = {
  is: 'map',
  keys: { using: { is: 'word', words: RUNTIMES } },
  others: { is: 'anything' },
  required: ['using'],
}

function runsOf(runs: YamlMap): Spec {
  const using = textOf(runs.get('using'))?.toLowerCase() ?? ''
  if (using === 'composite') return COMPOSITE
  if (using === 'docker') return DOCKER
  return RUNTIMES.includes(using) ? NODE : UNKNOWN
}

/** GitHub leaves alone what it does not know, but for what says how to run it. */
const ACTION: Spec = {
  is: 'map',
  keys: {
    name: PLAIN,
    description: PLAIN,
    author: PLAIN,
    inputs: {
      is: 'map',
      others: {
        is: 'map',
        keys: {
          description: PLAIN,
          required: { is: 'either', scalar: PLAIN },
          default: { is: 'text', at: 'action-input' },
          deprecationMessage: PLAIN,
        },
        others: PLAIN,
      },
    },
    outputs: {
      is: 'map',
      others: { is: 'map', keys: { description: PLAIN, value: { is: 'text', at: 'action-output' } } },
    },
    runs: { is: 'choice', of: runsOf },
    branding: { is: 'map', keys: { icon: PLAIN, color: PLAIN } },
  },
  others: { is: 'anything' },
  required: ['runs'],
}

/** An action of a repository whose root is `root`. */
export function judgeAction(file: ActionsFile, neighbours: Neighbours, root: string): void {
  const walk = new SpecWalk(file)
  walk.walk(file.root, ACTION)
  for (const key of ['name', 'description'])
    if (!file.root.has(key)) file.warning(file.root, 'structure', `the action has no ${key}: the marketplace wants one`)
  const steps = itemsOf(nodeAt(file.root, 'runs', 'steps'))
  judgeSteps(file, steps, neighbours, root)
  const inputs = names(keysOf(file.root.get('inputs')))
  for (const spotted of walk.spotted) {
    const [first, , index] = spotted.path
    const before = first === 'runs' ? Number(index) : steps.length
    const known = stepsScope(steps, (step) => stepOutputs(step, neighbours, root), before)
    // A composite action has outputs only of its own steps, and inputs only of its own.
    const read = judgeSpotted(file, spotted, { inputs, steps: known })
    judgeInjection(file, steps[before], spotted.path, spotted.node, read)
  }
}
