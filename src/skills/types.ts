import type { Choice, FactValue, Maturity, TypeSpec } from './values.ts'

/** A skill folder, read and checked. Data only: nothing in it can run. */
export interface Skill {
  name: string
  description: string
  version: string
  title: string
  /** Absolute folder it was read from, and which search path entry that was. */
  dir: string
  source: 'builtin' | 'user' | 'project' | 'flag'
  priority: number
  keywords: Keywords
  dependencies: string[]
  /** Conditions of those dependencies that are not always there, by name. The order counts all the same. */
  dependsWhen: Record<string, string>
  /** Shared skills whose files are written along, once, whoever includes them. */
  includes: string[]
  /** Holds files that several skills build on: no goal names it, it is no step and asks nothing. */
  shared?: boolean
  conflicts: Conflict[]
  needs: Need[]
  provides: Reference[]
  consumes: Consumed[]
  questions: Question[]
  /** Extra facts computed from others, in order: name → condition/expression cases. */
  derived: Derived[]
  outputs: SkillOutputs
  templates: TemplateFile[]
  /** Templates that others include, by the name they are included under. */
  partials?: Record<string, string>
  /** Set on a skill from the index: `withBodies` reads the texts of its templates. */
  bodies?: 'on-disk'
  /** A plain Agent Skill: it can be listed and shown, and contributes nothing to a chain. */
  textOnly?: boolean
  /** SKILL.md without its frontmatter and configuration, for people. */
  prose?: string
  /** Where parts of the skill stand in its files; only there after reading a folder. */
  places?: SkillPlaces
}

/** Keys are paths into the YAML of a file, `questions/2/when`. */
export interface SkillPlaces {
  skillFile: string
  outputsFile: string
  /** Of the configuration block. */
  config: Record<string, { line: number; column: number }>
  outputs: Record<string, { line: number; column: number }>
}

export interface Keywords {
  primary: string[]
  secondary: string[]
  exclusions: string[]
  requiresAny: string[]
}

/** Choices of two skills that do not go together; becomes spec 1's conflict dialog. */
export interface Conflict {
  with: string
  when: string
  mine: string
  theirs: string
  options: { label: string; set: Record<string, FactValue> }[]
}

/** Something this skill's output cannot do without; becomes spec 1's "missing critical configuration" dialog. */
export interface Need {
  skill: string
  when?: string
  title: string
  issues: string[]
  assume: string
}

export interface Reference {
  name: string
  kind: string
  what: string
  when?: string
}

/** One end of a link: what a skill takes from another. */
export interface Consumed extends Reference {
  /** What it is taken for: "alias records of the services". */
  for?: string
  /** Nothing is missing when nobody provides it. */
  optional?: boolean
}

export interface Question {
  fact: string
  ask: string
  why: string
  spec: TypeSpec
  /** False when the skill leaves the type to the shared model; `spec` is then only a text. */
  typed?: boolean
  /** One value, or one per maturity, or cases tried in order. */
  default: DefaultSpec
  when?: string
  /** First maturity at which it is asked; below, the default is taken silently. */
  from?: Maturity
  choices?: Choice[]
  line: number
}

export type DefaultSpec =
  | { is: 'value'; value: FactValue }
  | { is: 'cases'; cases: { when?: string; value?: FactValue; from?: string }[] }

export interface Derived {
  fact: string
  cases: { when?: string; value?: FactValue; from?: string }[]
}

/** How a line of must_contain is meant. For a glob it is enough that one matching file fulfils it. */
export type Expectation =
  | { kind: 'contains'; text: string }
  | { kind: 'matches'; pattern: string }
  | { kind: 'entry'; name: string }
  | { kind: 'any-file'; text: string }

export interface OutputItem {
  path: string
  kind: 'file' | 'directory' | 'glob'
  mustContain: Expectation[]
  description: string
  when?: string
  line: number
}

export interface SkillOutputs {
  base: OutputItem[]
  /** dimension → value → items; `maturity` is one of the dimensions. */
  conditional: Record<string, Record<string, OutputItem[]>>
  /** Which fact decides a dimension other than maturity. */
  dimensions: Record<string, string>
  scaffolding: { path: string; reason: string; template?: string }[]
  metadata: Record<string, unknown>
}

/** One template below files/: the path is where its output goes. */
export interface TemplateFile {
  /** Path below files/, `/`-separated; may hold {placeholders}. */
  source: string
  path: string
  when?: string
  /** `service in services`: rendered once for each member. */
  each?: { name: string; list: string }
  /** A named part of a file that several skills write. */
  section?: string
  order: number
  /** Former paths of this output, so that a rename carries the user's edits along. */
  was: string[]
  body: string
  /** Line of the body's first line in the source file. */
  bodyLine: number
  /** Where the header's keys stand in the source file. */
  headerLines?: Record<string, number>
}

export interface SkillProblem {
  severity: 'error' | 'warning' | 'info'
  file: string
  line: number
  column: number
  message: string
  hint?: string
}

/** A result that many people want: which skills, which values, which questions, and what must come out. Plain JSON. */
export interface Blueprint {
  name: string
  title: string
  description: string
  triggers: { primary: string[]; secondary: string[] }
  skills: string[]
  /** Values it brings for facts. The public collection's own keys are not facts and are left out. */
  defaults: Record<string, FactValue>
  /** The facts that are still asked. */
  questions: string[]
  deliverables: Deliverable[]
  profiles: Record<string, MaturityProfile>
  /** Absolute path it was read from. */
  file: string
  /** True for a file of the public collection, which has no frontmatter. */
  public: boolean
}

export interface Deliverable {
  name: string
  /** The skill that makes it; empty when the blueprint does not say. */
  skill: string
  requiredFiles: string[]
  contentChecks: ContentCheck[]
  /** Empty: at every maturity. */
  maturityRequired: Maturity[]
  condition?: string
  line: number
}

export interface ContentCheck {
  pattern: string
  in: string
  maturity?: Maturity[]
}

export interface MaturityProfile {
  description: string
  requireAdditionally: string[]
  skipDeliverables: string[]
  emptyDirsAllowed: string[]
  generationAdjustments: string[]
}
