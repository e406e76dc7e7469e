import type { Spec } from './spec.ts'

/** Events that start workflows, with the types of activity each knows; `*` for types of one's own. */
const WRITTEN = `branch_protection_rule: created edited deleted
check_run: created rerequested completed requested_action
check_suite: completed
create:
delete:
deployment:
deployment_status:
discussion: created edited deleted transferred pinned unpinned labeled unlabeled locked unlocked category_changed answered unanswered
discussion_comment: created edited deleted
fork:
gollum:
image_version:
issue_comment: created edited deleted
issues: opened edited deleted transferred pinned unpinned closed reopened assigned unassigned labeled unlabeled locked unlocked milestoned demilestoned typed untyped
label: created edited deleted
merge_group: checks_requested
milestone: created closed opened edited deleted
page_build:
public:
pull_request: PULL
pull_request_review: submitted edited dismissed
pull_request_review_comment: created edited deleted
pull_request_target: PULL
push:
registry_package: published updated
release: published unpublished created edited deleted prereleased released
repository_dispatch: *
schedule:
status:
watch: started
workflow_call:
workflow_dispatch:
workflow_run: completed requested in_progress`

const PULL =
  'assigned unassigned labeled unlabeled opened edited closed reopened synchronize converted_to_draft locked unlocked enqueued dequeued milestoned demilestoned ready_for_review review_requested review_request_removed auto_merge_enabled auto_merge_disabled'

export const EVENTS: ReadonlyMap<string, readonly string[]> = new Map(
  WRITTEN.split('\n').map((line) => {
    const [event = '', types = ''] = line.split(':')
    return [event, types.replace('PULL', PULL).split(' ').filter(Boolean)]
  }),
)

const FILTERS: Readonly<Record<string, string>> = {
  push: 'branches branches-ignore tags tags-ignore paths paths-ignore',
  pull_request: 'branches branches-ignore paths paths-ignore',
  pull_request_target: 'branches branches-ignore paths paths-ignore',
  merge_group: 'branches branches-ignore',
  workflow_run: 'branches branches-ignore workflows',
}

const PLAIN: Spec = { is: 'text' }
const ONE_OR_MORE: Spec = { is: 'either', scalar: PLAIN, list: { is: 'list', of: PLAIN, filled: true } }

const keysOf = (keys: Readonly<Record<string, Spec>>, ...required: string[]): Spec => ({ is: 'map', keys, required })
const each = (of: Spec): Spec => ({ is: 'map', others: of })

const DISPATCH_INPUT = keysOf({
  description: PLAIN,
  required: { is: 'boolean' },
  default: PLAIN,
  deprecationMessage: PLAIN,
  type: { is: 'word', words: ['string', 'number', 'boolean', 'choice', 'environment'] },
  options: { is: 'list', of: PLAIN, filled: true },
})

const CALL_INPUT = keysOf(
  {
    description: PLAIN,
    required: { is: 'boolean' },
    default: { is: 'text', at: 'call-input' },
    deprecationMessage: PLAIN,
    type: { is: 'word', words: ['boolean', 'number', 'string'] },
  },
  'type',
)

const SPECIAL: Readonly<Record<string, Spec>> = {
  schedule: {
    is: 'list',
    of: { is: 'map', keys: { cron: { is: 'text', filled: true }, timezone: PLAIN }, required: ['cron'], filled: true },
    filled: true,
  },
  workflow_dispatch: keysOf({ inputs: each(DISPATCH_INPUT) }),
  workflow_call: keysOf({
    inputs: each(CALL_INPUT),
    secrets: each(keysOf({ description: PLAIN, required: { is: 'boolean' } })),
    outputs: each(keysOf({ description: PLAIN, value: { is: 'text', at: 'call-output' } }, 'value')),
  }),
  image_version: keysOf({ names: ONE_OR_MORE, versions: ONE_OR_MORE }),
}

/** What stands in `on`. */
export function eventSpecs(): Spec {
  const events = [...EVENTS.keys()]
  const keys = Object.fromEntries(
    [...EVENTS].map(([event, types]) => {
      const filters = (FILTERS[event] ?? '')
        .split(' ')
        .filter(Boolean)
        .map((key) => [key, ONE_OR_MORE])
      const word: Spec = types.includes('*') ? PLAIN : { is: 'word', words: types }
      const typed: [string, Spec][] =
        types.length === 0
          ? []
          : [['types', { is: 'either', scalar: word, list: { is: 'list', of: word, filled: true } }]]
      return [event, SPECIAL[event] ?? keysOf(Object.fromEntries([...typed, ...filters]))]
    }),
  )
  const alone: Spec = { is: 'word', words: events.filter((event) => event !== 'schedule') }
  return {
    is: 'either',
    scalar: alone,
    list: { is: 'list', of: alone, filled: true },
    map: { is: 'map', keys, filled: true },
  }
}
