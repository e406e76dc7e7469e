import { textOf, type YamlMap } from '../read/yaml-node.ts'
import type { Spot } from './contexts.ts'
import { eventSpecs } from './events.ts'
import type { Spec } from './spec.ts'

const PLAIN: Spec = { is: 'text' }
const text = (at: Spot): Spec => ({ is: 'text', at })
const boolean = (at?: Spot): Spec => (at === undefined ? { is: 'boolean' } : { is: 'boolean', at })
const FILLED: Spec = { is: 'text', filled: true }
const filled = (at: Spot): Spec => ({ is: 'text', at, filled: true })
const texts = (of: Spec, filled = true): Spec => ({ is: 'list', of, filled })
const map = (keys: Readonly<Record<string, Spec>>, ...required: string[]): Spec => ({
  is: 'map',
  keys,
  required,
  filled: true,
})
const mapOf = (others: Spec, filled = true): Spec => ({ is: 'map', others, filled })

const SCOPES =
  'actions artifact-metadata attestations checks contents deployments discussions id-token issues models packages pages pull-requests repository-projects security-events statuses'

const PERMISSIONS: Spec = {
  is: 'either',
  scalar: { is: 'word', words: ['read-all', 'write-all'] },
  map: {
    is: 'map',
    keys: Object.fromEntries(
      SCOPES.split(' ').map((scope) => [
        scope,
        {
          is: 'word',
          words:
            scope === 'id-token'
              ? ['write', 'none']
              : scope === 'models'
                ? ['read', 'none']
                : ['read', 'write', 'none'],
        } satisfies Spec,
      ]),
    ),
  },
}

export function env(at: Spot): Spec {
  return { is: 'either', at, map: { is: 'map', others: text(at), filled: true, names: /^[^&= ]+$|\$\{\{/ } }
}

function concurrency(at: Spot): Spec {
  const keys = { group: filled(at), 'cancel-in-progress': boolean(at), queue: text(at) }
  return { is: 'either', scalar: text(at), map: map(keys, 'group') }
}

const defaults = (at?: Spot): Spec =>
  map(
    {
      run: map(
        at === undefined
          ? { shell: PLAIN, 'working-directory': PLAIN }
          : { shell: filled(at), 'working-directory': text(at) },
      ),
    },
    'run',
  )

const CREDENTIALS: Spec = {
  is: 'either',
  at: 'credentials',
  map: map({ username: text('credentials'), password: text('credentials') }, 'username', 'password'),
}

function container(more: Readonly<Record<string, Spec>>): Spec {
  const keys = {
    image: text('job'),
    credentials: CREDENTIALS,
    env: env('container-env'),
    ports: texts(text('job'), false),
    volumes: texts(text('job'), false),
    options: text('job'),
    ...more,
  }
  return { is: 'either', scalar: text('job'), map: map(keys) }
}

const COMBINATIONS: Spec = {
  is: 'either',
  at: 'strategy',
  list: texts({ is: 'either', at: 'strategy', map: mapOf({ is: 'anything', at: 'strategy' }) }),
}

const MATRIX: Spec = {
  is: 'either',
  at: 'strategy',
  map: {
    is: 'map',
    keys: { include: COMBINATIONS, exclude: COMBINATIONS },
    others: { is: 'either', at: 'strategy', list: texts({ is: 'anything', at: 'strategy' }) },
    filled: true,
  },
}

const STRATEGY: Spec = {
  is: 'either',
  at: 'strategy',
  map: map({
    matrix: MATRIX,
    'fail-fast': boolean('strategy'),
    'max-parallel': { is: 'number', at: 'strategy', positive: true },
  }),
}

/** Keys of every step; `at` and `condition` are where its expressions stand. */
function stepKeys(at: Spot, condition: Spot): Readonly<Record<string, Spec>> {
  return {
    id: FILLED,
    if: text(condition),
    name: text(at),
    env: env(at),
    'continue-on-error': boolean(at),
    'timeout-minutes': { is: 'number', at, positive: true },
  }
}

export function stepSpec(at: Spot, condition: Spot, isAction = false): Spec {
  const { 'timeout-minutes': minutes, ...common } = stepKeys(at, condition)
  const shared: Readonly<Record<string, Spec>> =
    isAction || minutes === undefined ? common : { ...common, 'timeout-minutes': minutes }
  const inputs: Spec = { is: 'map', others: { is: 'text', at }, filled: true }
  const uses = map({ ...shared, uses: FILLED, with: inputs })
  const run = map(
    { ...shared, run: filled(at), shell: filled(at), 'working-directory': text(at) },
    ...(isAction ? ['shell'] : []),
  )
  const none = map(
    { ...shared, run: filled(at), uses: FILLED, with: inputs, shell: filled(at), 'working-directory': text(at) },
    'run or uses',
  )
  return { is: 'choice', of: (node) => (node.has('uses') ? uses : node.has('run') ? run : none) }
}

const SNAPSHOT: Spec = {
  is: 'either',
  scalar: text('job'),
  map: map({ 'image-name': text('job'), version: text('job'), if: text('job') }, 'image-name'),
}

const SHARED_BY_JOBS: Readonly<Record<string, Spec>> = {
  name: text('job'),
  needs: { is: 'either', scalar: PLAIN, list: texts(PLAIN, false) },
  if: text('job-if'),
  permissions: PERMISSIONS,
  concurrency: concurrency('job'),
  strategy: STRATEGY,
}

const LABELS: Spec = { is: 'either', scalar: filled('job'), list: texts(filled('job')) }

const JOB = map(
  {
    ...SHARED_BY_JOBS,
    'runs-on': { ...LABELS, map: map({ group: text('job'), labels: LABELS }) },
    environment: {
      is: 'either',
      scalar: text('job'),
      map: map({ name: text('job'), url: text('environment-url'), deployment: boolean('job') }, 'name'),
    },
    outputs: mapOf(text('job-outputs')),
    env: env('job-env'),
    defaults: defaults('job-defaults'),
    steps: texts(stepSpec('step', 'step-if')),
    'timeout-minutes': { is: 'number', at: 'job', positive: true },
    'continue-on-error': boolean('job'),
    container: container({}),
    services: { is: 'either', at: 'job', map: mapOf(container({ command: text('job'), entrypoint: text('job') })) },
    snapshot: SNAPSHOT,
  },
  'runs-on',
  'steps',
)

const CALL = map({
  ...SHARED_BY_JOBS,
  uses: FILLED,
  with: mapOf(text('job')),
  secrets: { is: 'either', scalar: { is: 'word', words: ['inherit'] }, map: mapOf(text('job-env')) },
})

export const WORKFLOW: Spec = {
  is: 'map',
  keys: {
    name: PLAIN,
    'run-name': text('run-name'),
    on: eventSpecs(),
    permissions: PERMISSIONS,
    env: env('env'),
    defaults: defaults(),
    concurrency: concurrency('concurrency'),
    jobs: mapOf({ is: 'choice', of: (job: YamlMap) => (textOf(job.get('uses')) === undefined ? JOB : CALL) }),
  },
  required: ['on', 'jobs'],
}
