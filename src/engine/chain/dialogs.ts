import type { Conflict, Need } from '../../skills/types.ts'
import { count, type DialogRequest } from '../protocol/index.ts'
import type { Draft } from './session.ts'

type Dialog = Draft<DialogRequest>

const THREE = 'Your choice (1/2/3):'

const numbered = (labels: string[]): DialogRequest['choices'] =>
  labels.map((label, index) => ({ key: String(index + 1), label }))

/** spec 1 "Skill Invocation Failure". Nothing is chosen for the user: a run that nobody answers stops here. */
export const skillFailed = (skill: string, invocation: string, reason: string): Dialog => ({
  kind: 'dialog',
  about: `skill-failed:${skill}`,
  dialog: 'skill-failed',
  title: `ERROR: Skill '${skill}' failed to load`,
  lines: [`Invocation: ${invocation}`, `Reason: ${reason}`, '', 'Options:'],
  prompt: THREE,
  choices: numbered([
    'Continue with remaining skills (skip this one)',
    'Retry this skill',
    'Stop workflow and show partial progress',
  ]),
  default: '3',
})

/** spec 1 "Dependency Failures". */
export const dependencySkipped = (skill: string, dependency: string): Dialog => ({
  kind: 'dialog',
  about: `dependency-skipped:${skill}:${dependency}`,
  dialog: 'dependency-skipped',
  title: `WARNING: '${skill}' depends on '${dependency}' which was skipped.`,
  lines: ["We'll note this dependency in the generated configuration."],
  prompt: 'Continue? (yes/no)',
  choices: [
    { key: 'yes', label: 'Continue without it' },
    { key: 'no', label: 'Go back and configure it' },
  ],
  default: 'yes',
})

/** spec 1 "Configuration Conflicts". */
export const configurationConflict = (skill: string, conflict: Conflict, files: number): Dialog => ({
  kind: 'dialog',
  about: `configuration-conflict:${skill}:${conflict.with}`,
  dialog: 'configuration-conflict',
  title: 'CONFIGURATION CONFLICT DETECTED',
  lines: [
    `${skill} specified: ${conflict.mine}`,
    `${conflict.with} specified: ${conflict.theirs}`,
    ...(files === 0 ? [] : [`What changes with the choice: ${count(files, 'file')}`]),
    '',
    'For consistency, consider:',
  ],
  prompt: `Your choice (${conflict.options.map((_, index) => index + 1).join('/')}):`,
  choices: numbered(conflict.options.map((option) => option.label)),
  default: String(conflict.options.length),
})

/** spec 1 "Missing Critical Configuration". */
export const missingCritical = (skill: string, need: Need): Dialog => ({
  kind: 'dialog',
  about: `missing-critical:${skill}:${need.skill}`,
  dialog: 'missing-critical',
  title: `WARNING: ${need.title}`,
  lines: [
    `${need.skill} was not selected. This may cause issues with:`,
    ...need.issues.map((issue) => `- ${issue}`),
    '',
    'Options:',
  ],
  prompt: THREE,
  choices: numbered([
    `Add ${need.skill} skill (recommended)`,
    `Continue (${need.assume})`,
    'Go back and review skill selection',
  ]),
  default: '1',
})

/** spec 1 "Handle Missing Deliverables". */
export const incomplete = (missing: string[]): Dialog => ({
  kind: 'dialog',
  about: 'incomplete',
  dialog: 'incomplete',
  title: "⚠️ Some infrastructure components weren't fully generated:",
  lines: ['Missing:', ...missing.map((name) => `- ${name}`), '', 'Would you like me to:'],
  prompt: 'Your choice (A/B/C):',
  choices: [
    { key: 'A', label: 'Generate the missing components' },
    { key: 'B', label: 'Continue without them' },
    { key: 'C', label: 'See detailed validation report' },
  ],
  default: 'B',
})

export const savePreferences = (facts: string[]): Dialog => ({
  kind: 'dialog',
  about: 'save-preferences',
  dialog: 'save-preferences',
  title: 'Save these answers as preferences for the next run?',
  lines: facts.map((fact) => `- ${fact}`),
  prompt: 'Save? (all/selective/no)',
  choices: [
    { key: 'all', label: 'Save all of them' },
    { key: 'selective', label: 'Choose one by one' },
    { key: 'no', label: 'Save nothing' },
  ],
  default: 'no',
})

export const savePreference = (fact: string, shown: string): Dialog => ({
  kind: 'dialog',
  about: `save-preference:${fact}`,
  dialog: 'save-preferences',
  title: `Save ${fact} = ${shown}?`,
  lines: [],
  prompt: '(yes/no)',
  choices: [
    { key: 'yes', label: 'Save it' },
    { key: 'no', label: 'Leave it out' },
  ],
  default: 'no',
})

export const removeOrphan = (path: string, owner: string): Dialog => ({
  kind: 'dialog',
  about: `remove-orphan:${path}`,
  dialog: 'remove-orphan',
  title: `${path} is no longer generated`,
  lines: [`It came from ${owner} and you did not change it.`],
  prompt: 'Remove it? (yes/no)',
  choices: [
    { key: 'yes', label: 'Remove the file' },
    { key: 'no', label: 'Keep it; it is yours from now on' },
  ],
  default: 'no',
})
