import type {
  Chain,
  DialogName,
  DialogRequest,
  Fact,
  GateRequest,
  GoalMatch,
  MergeRequest,
  QuestionRequest,
  Report,
  Request,
  RunEvent,
  RunOptions,
} from '../../../src/engine/protocol/index.ts'
import { DEFAULTS } from '../../helpers/run.ts'

/** One small story that has every kind of event and every kind of request in it, those included that few runs have. */

const range: Fact = { name: 'pipes.range', value: '10.9.0.0/16', origin: 'flag', source: '--set' }
const material: Fact = { name: 'pipes.material', value: 'plastic', origin: 'answer', source: 'your answer' }

export const CHAIN: Chain = {
  goal: 'taps without heating',
  skills: [
    {
      name: 'laying-pipes',
      title: 'Pipes',
      priority: 10,
      score: 0,
      why: ['fitting-taps needs it'],
      inserted: true,
      questions: 3,
    },
    {
      name: 'fitting-taps',
      title: 'Taps',
      priority: 5,
      score: 10,
      why: ['matched: "taps"'],
      inserted: false,
      questions: 1,
    },
  ],
  leftOut: [{ name: 'heating-water', why: 'the goal says "without heating"' }],
  blueprint: { name: 'bathroom', confidence: 0.75, why: ['matched: "taps"'] },
  estimate: { questions: 4, withDefault: 4, minutes: 2 },
}

export const MATCH: GoalMatch = {
  goal: CHAIN.goal,
  skills: CHAIN.skills,
  leftOut: CHAIN.leftOut,
  blueprint: CHAIN.blueprint,
  facts: [{ name: 'taps.kind', value: 'brass', origin: 'goal', source: 'brass' }],
  nearest: [{ name: 'heating-water', why: 'near "heating"' }],
  notes: ['"heating" is left out as the goal says'],
}

export const QUESTION: QuestionRequest = {
  kind: 'question',
  id: 'question:pipes.material',
  skill: 'laying-pipes',
  step: 1,
  of: 2,
  index: 2,
  count: 3,
  fact: 'pipes.material',
  ask: 'What are they made of?',
  why: 'Copper is dear and lasts.',
  spec: { type: 'choice', choices: [{ value: 'copper', label: 'Copper' }] },
  choices: [
    { value: 'copper', label: 'Copper', note: 'dear' },
    { value: 'plastic', label: 'Plastic', when: "maturity == 'starter'" },
  ],
  default: 'copper',
  defaultFrom: 'preferences',
  changes: ['a.conf', 'b.conf', 'c.conf', 'd.conf', 'e.conf'],
  known: [range],
}

const ASKED_AGAIN: QuestionRequest = {
  ...QUESTION,
  id: 'question:pipes.material#2',
  previous: 'plastic',
  problem: "there is no choice 'wood'; expected copper or plastic",
}

const OF_EACH_TYPE: QuestionRequest[] = [
  { ...QUESTION, spec: { type: 'integer', min: 2, max: 3 }, choices: [], default: 3, changes: [], known: [] },
  { ...QUESTION, spec: { type: 'list', items: { type: 'cidr' } }, choices: [], default: ['10.0.0.0/8'], changes: [] },
  { ...QUESTION, spec: { type: 'multi-choice', choices: QUESTION.choices }, default: [], defaultFrom: 'default' },
  {
    ...QUESTION,
    spec: { type: 'object', fields: { name: { type: 'slug', optional: true, default: 'web' } }, nullable: true },
    choices: [],
    default: { name: 'web', open: true },
    known: [],
  },
]

const dialog = (name: DialogName, keys: string[], fallback?: string): DialogRequest => ({
  kind: 'dialog',
  id: `${name}:fitting-taps`,
  dialog: name,
  title: `Title of ${name}`,
  lines: ['What happened.', '', 'Options:'],
  prompt: `Your choice (${keys.join('/')}):`,
  choices: keys.map((key) => ({ key, label: `Label of ${key}` })),
  ...(fallback === undefined ? {} : { default: fallback }),
})

const DIALOGS: DialogRequest[] = [
  dialog('skill-failed', ['1', '2', '3'], '3'),
  dialog('dependency-skipped', ['yes', 'no'], 'yes'),
  dialog('configuration-conflict', ['1', '2', '3'], '3'),
  dialog('missing-critical', ['1', '2', '3'], '1'),
  dialog('incomplete', ['A', 'B', 'C'], 'B'),
  dialog('save-preferences', ['all', 'selective', 'no'], 'no'),
  dialog('remove-orphan', ['yes', 'no']),
]

export const MERGE: MergeRequest = {
  kind: 'merge',
  id: 'merge:taps.conf',
  path: 'taps.conf',
  hunks: [{ line: 2, base: 'hot = false', yours: 'hot = maybe\ncold = yes', ours: 'hot = true' }],
  marked: '<<<<<<< yours\nhot = maybe\n=======\nhot = true\n>>>>>>> skillchain\n',
  reason: 'both-changed',
}

export const TWO_CHANGES: MergeRequest = {
  ...MERGE,
  id: 'merge:pipes.conf',
  path: 'pipes.conf',
  hunks: [
    { line: 2, base: 'litres = 1', yours: 'litres = 2', ours: 'litres = 3' },
    { line: 6, base: 'joints = solder', yours: 'joints = press', ours: '' },
  ],
  marked: [
    'head = 1',
    '<<<<<<< yours',
    'litres = 2',
    '||||||| base',
    'litres = 1',
    '=======',
    'litres = 3',
    '>>>>>>> skillchain',
    'length = 4',
    'width = 5',
    '<<<<<<< yours',
    'joints = press',
    '||||||| base',
    'joints = solder',
    '=======',
    '>>>>>>> skillchain',
    'foot = 7',
    '',
  ].join('\n'),
  place: { index: 2, of: 3, files: 62, same: 57, fresh: 1, changed: 0, kept: 1 },
}

const MERGES: MergeRequest[] = (['both-changed', 'not-ours', 'binary', 'deleted-by-you'] as const).map((reason) => ({
  ...MERGE,
  reason,
  ...(reason === 'both-changed' ? {} : { hunks: [] }),
}))

export const GATE: GateRequest = {
  kind: 'gate',
  id: 'gate:drain',
  gate: 'drain',
  title: 'Drain the boiler',
  lines: ['All water goes.'],
  evidence: ['boiler.conf:1 litres = 120'],
  choices: [
    { key: 'keep', label: 'Keep the water' },
    { key: 'drain', label: 'Drain it' },
  ],
  safe: 'keep',
}

export const TYPED_GATE: GateRequest = { ...GATE, id: 'gate:drain#2', typed: 'drain the boiler' }

export const REQUESTS: Request[] = [
  {
    kind: 'chain',
    id: 'chain',
    chain: CHAIN,
    match: MATCH,
    others: [{ name: 'heating-water', title: 'Boilers', questions: 2, withDefault: 1 }],
  },
  {
    kind: 'chain',
    id: 'chain#2',
    chain: { ...CHAIN, skills: [], leftOut: [], blueprint: null },
    match: { ...MATCH, facts: [] },
    others: [],
    problem: 'the chain is empty: add a skill',
  },
  QUESTION,
  ASKED_AGAIN,
  ...OF_EACH_TYPE,
  ...DIALOGS,
  ...MERGES,
  TWO_CHANGES,
  GATE,
  TYPED_GATE,
]

export const REPORT: Report = {
  goal: CHAIN.goal,
  blueprint: 'bathroom',
  maturity: 'starter',
  required: 2,
  fulfilled: 1,
  completeness: 50,
  skills: [
    { skill: 'fitting-taps', outputs: [{ path: 'taps.conf', status: 'incomplete', problems: ['lacks "hot"'] }] },
  ],
  deliverables: [
    {
      name: 'Taps',
      status: 'missing',
      skill: 'fitting-taps',
      files: ['taps.conf'],
      missingPaths: ['taps.conf'],
      why: ['taps.conf lacks "hot"'],
      evidence: [{ file: 'taps.conf', line: 1, text: 'kind = brass' }],
    },
    {
      name: 'Boiler',
      status: 'skipped',
      skippedBy: 'maturity',
      skill: 'heating-water',
      files: [],
      why: [],
      evidence: [],
    },
  ],
  checklist: [{ line: 'Nothing drips', status: 'unmet', because: 'one tap drips', evidence: [] }],
  files: [{ path: 'taps.conf', owner: 'fitting-taps', bytes: 13 }],
  keyFiles: [{ label: 'Taps', path: 'taps.conf' }],
  nextSteps: ['Turn the water on'],
  diagnostics: 1,
  checks: [{ check: 'syntax', status: 'passed', findings: 0, note: '1 file' }],
  chain: CHAIN,
}

const OPTIONS: RunOptions = {
  ...DEFAULTS,
  maturity: 'starter',
  set: { 'pipes.range': '10.9.0.0/16' },
  approve: { drain: 'keep' },
}

const RUN = '20261120-120000-abcd'

export const EVENTS: RunEvent[] = [
  {
    type: 'run.started',
    run: RUN,
    version: '0.1.0',
    goal: CHAIN.goal,
    options: OPTIONS,
    origin: {
      cwd: '/home/plumber',
      out: '/home/plumber/house',
      shown: 'house',
      date: '2026-11-20',
      projectName: 'house',
      repository: 'https://git.example/house',
    },
  },
  { type: 'goal.understood', match: MATCH },
  { type: 'fact.set', fact: range },
  { type: 'chain.proposed', chain: CHAIN },
  ...REQUESTS.slice(0, 1).map((request): RunEvent => ({ type: 'request.opened', request })),
  { type: 'request.answered', id: 'chain', answer: { is: 'confirm' }, by: 'person' },
  { type: 'chain.confirmed', chain: CHAIN, skipAll: false },
  { type: 'skill.started', skill: 'laying-pipes', title: 'Pipes', step: 1, of: 2 },
  { type: 'request.opened', request: QUESTION },
  { type: 'request.answered', id: QUESTION.id, answer: { is: 'value', value: 'plastic' }, by: 'person' },
  { type: 'fact.set', fact: material },
  { type: 'fact.cleared', name: 'pipes.joints', because: 'pipes.material changed: solder does not fit' },
  { type: 'skill.configured', skill: 'laying-pipes', summary: '10.9.0.0/16 · plastic' },
  { type: 'skill.started', skill: 'fitting-taps', title: 'Taps', step: 2, of: 2 },
  { type: 'skill.configured', skill: 'fitting-taps', summary: '' },
  { type: 'run.resumed', run: RUN, goal: CHAIN.goal, version: '0.1.0' },
  { type: 'chain.confirmed', chain: CHAIN, skipAll: true },
  {
    type: 'generate.started',
    goal: CHAIN.goal,
    skills: [
      { name: 'laying-pipes', summary: '10.9.0.0/16 · plastic' },
      { name: 'fitting-taps', summary: 'brass' },
    ],
  },
  {
    type: 'skill.failed',
    skill: 'laying-pipes',
    invocation: 'infrastructure-skills:laying-pipes',
    reason: 'files/pipes.conf:1:8: there is no fact pipes.rang',
  },
  { type: 'request.answered', id: 'skill-failed:laying-pipes', answer: '1', by: 'policy' },
  { type: 'skill.skipped', skill: 'laying-pipes', reason: 'files/pipes.conf:1:8: there is no fact pipes.rang' },
  { type: 'generate.skill', skill: 'fitting-taps', files: 1, ms: 4.2 },
  {
    type: 'checks.started',
    checks: [
      { check: 'syntax', files: 1 },
      { check: 'pressure', files: 3 },
    ],
  },
  { type: 'check.started', check: 'syntax' },
  {
    type: 'check.finished',
    check: 'syntax',
    status: 'failed',
    diagnostics: [
      {
        check: 'syntax',
        severity: 'error',
        file: 'taps.conf',
        line: 3,
        column: 7,
        message: 'no value',
        hint: 'add one',
      },
      { check: 'syntax', severity: 'warning', file: 'taps.conf', line: 0, column: 0, message: 'no last line' },
    ],
    note: '1 file',
  },
  { type: 'check.finished', check: 'pressure', status: 'not-run', diagnostics: [] },
  {
    type: 'files.planned',
    files: [
      { path: 'taps.conf', action: 'merge', owner: 'fitting-taps', hash: 'a1b2' },
      { path: 'old.conf', action: 'remove', owner: 'fitting-taps', hash: null },
    ],
  },
  {
    type: 'file.diff',
    path: 'taps.conf',
    diff: '--- taps.conf\n+++ taps.conf\n@@ -1 +1 @@\n-hot = false\n+hot = true\n',
  },
  ...(['create', 'update', 'merge', 'same', 'keep-yours', 'stay-deleted', 'remove', 'keep-orphan'] as const).map(
    (action): RunEvent => ({ type: 'file.written', path: `${action}.conf`, action }),
  ),
  { type: 'files.settled', written: 2, same: 1, kept: 3, removed: 1 },
  { type: 'report.ready', report: REPORT },
  { type: 'note', level: 'info', text: 'detailed validation report:\n  Taps (fitting-taps): taps.conf lacks "hot"' },
  { type: 'note', level: 'warning', text: 'the boiler is cold' },
  { type: 'run.finished', outcome: 'incomplete', exitCode: 6, message: 'incomplete: 1 of 2 required' },
  { type: 'run.finished', outcome: 'done', exitCode: 0, message: '' },
]
