/** Where in a workflow or an action an expression stands: what may be named there depends on it. */
export type Spot =
  | 'run-name'
  | 'env'
  | 'concurrency'
  | 'call-input'
  | 'call-output'
  | 'job'
  | 'job-if'
  | 'job-env'
  | 'job-outputs'
  | 'job-defaults'
  | 'strategy'
  | 'credentials'
  | 'container-env'
  | 'environment-url'
  | 'step'
  | 'step-if'
  | 'action-step'
  | 'action-step-if'
  | 'action-output'
  | 'action-input'
  | 'action-args'

const STATUS = 'always cancelled failure success'
const JOB = 'github inputs matrix needs strategy vars'
const STEP = `env ${JOB} job runner secrets steps`
const STEP_IF = `env ${JOB} job runner steps`
const ACTION = 'env github inputs job matrix needs runner steps strategy vars'

/** Contexts, and behind a bar the functions that not every place has, as GitHub documents them. */
const WRITTEN: Readonly<Record<Spot, string>> = {
  'run-name': 'github inputs vars',
  env: 'github inputs secrets vars',
  concurrency: 'github inputs vars',
  'call-input': 'github inputs vars',
  'call-output': 'github inputs jobs vars',
  job: JOB,
  'job-if': `github inputs needs vars | ${STATUS}`,
  'job-env': `${JOB} secrets`,
  'job-outputs': STEP,
  'job-defaults': `${JOB} env`,
  strategy: 'github inputs needs vars',
  credentials: `${JOB} env secrets`,
  'container-env': `${JOB} env job runner secrets`,
  'environment-url': `${JOB} env job runner steps`,
  step: `${STEP} | hashfiles`,
  'step-if': `${STEP_IF} | hashfiles ${STATUS}`,
  'action-step': `${ACTION} | hashfiles`,
  'action-step-if': `${ACTION} | hashfiles ${STATUS}`,
  'action-output': ACTION,
  'action-input': ACTION,
  'action-args': 'env github inputs job matrix needs runner steps strategy vars',
}

export interface Available {
  contexts: ReadonlySet<string>
  functions: ReadonlySet<string>
}

const AVAILABLE = new Map<string, Available>(
  Object.entries(WRITTEN).map(([spot, written]) => {
    const [contexts = '', functions = ''] = written.split(' | ')
    return [spot, { contexts: new Set(contexts.split(' ')), functions: new Set(functions.split(' ')) }]
  }),
)

export function availableAt(spot: Spot): Available {
  return AVAILABLE.get(spot) ?? { contexts: new Set(), functions: new Set() }
}

export const CONTEXTS: ReadonlySet<string> = new Set(
  'env github inputs job jobs matrix needs runner secrets steps strategy vars'.split(' '),
)

/** Functions by their names in small letters: how they are written, and how many arguments they take. */
export const FUNCTIONS: ReadonlyMap<string, { name: string; least: number; most: number }> = new Map(
  'always 0 0|cancelled 0 0|case 3 Infinity|contains 2 2|endsWith 2 2|failure 0 0|format 1 Infinity|fromJSON 1 1|hashFiles 1 Infinity|join 1 2|startsWith 2 2|success 0 0|toJSON 1 1'
    .split('|')
    .map((one) => {
      const [name = '', least, most] = one.split(' ')
      return [name.toLowerCase(), { name, least: Number(least), most: Number(most) }]
    }),
)

/** Functions that only some places have. */
export const SPECIAL: ReadonlySet<string> = new Set(['hashfiles', ...STATUS.split(' ')])

/** What the contexts have that do not depend on the workflow. */
export const PROPERTIES: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  [
    'github',
    new Set(
      `action action_path action_ref action_repository action_status actor actor_id api_url artifact_cache_size_limit base_ref env event event_name
      event_path graphql_url head_ref job job_workflow_sha output path ref ref_name ref_protected ref_type repository repository_id repository_owner
      repository_owner_id repository_visibility repositoryurl retention_days run_attempt run_id run_number secret_source server_url sha state
      step_summary token triggering_actor workflow workflow_ref workflow_sha workspace`.split(/\s+/),
    ),
  ],
  ['runner', new Set('arch debug environment name os temp tool_cache workspace'.split(' '))],
  ['strategy', new Set(['fail-fast', 'job-index', 'job-total', 'max-parallel'])],
  [
    'job',
    new Set(
      'check_run_id container services status workflow_file_path workflow_ref workflow_repository workflow_sha'.split(
        ' ',
      ),
    ),
  ],
])
