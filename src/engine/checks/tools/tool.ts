import type { Severity } from '../../protocol/diagnostic.ts'
import type { FileRef } from '../tree.ts'

/** A program that others wrote, and how it is asked about the files it is for. It is data: the runner does the work. */
export interface OutsideTool {
  id: string
  judges: string
  /** Names it may be installed under; the first that is found is asked. */
  programs: readonly string[]
  /** What a program is asked before it counts as found, where its name alone says too little. */
  probe?: Readonly<Record<string, readonly string[]>>
  /** Paths it may be about, without the text. */
  mayConcern(path: string): boolean
  /** What to ask about these files; none when none of them is for it after all. */
  questions(files: readonly FileRef[], around: Around): Question[]
  /** It leaves files behind, so it gets a copy of the tree for itself. */
  writes?: boolean
}

/** What a tool's questions may depend on beside its own files. */
export interface Around {
  /** All paths of the tree. */
  paths: readonly string[]
  text(path: string): string | undefined
  /** The program that was found. */
  program: string
}

/** One start of a program, or several of which each needs the one before. */
export interface Question {
  /** What it is about, for the words when there is no answer: a file or a folder. */
  about: string
  /** Folder that it is started in, below the copy of the tree; '' is its root. */
  cwd: string
  args: readonly string[]
  /** Asked before it, in the same folder; an answer that is not one ends the question. */
  before?: { args: readonly string[]; refused(answer: Answer): string | null }
  input?: string
  seconds?: number
  /** Environment of this tool alone. Nothing secret is known here. */
  env?: Readonly<Record<string, string>>
  /** What it says, as findings; a `NotJudged` when it says that it cannot judge. */
  read(answer: Answer): Finding[]
}

/** What a program did. */
export interface Answer {
  code: number
  stdout: string
  stderr: string
}

/** A finding in the tool's own terms. */
export interface Finding {
  severity: Severity
  /** As the tool prints it: absolute, or from the folder it was started in. */
  file: string
  line?: number
  column?: number
  message: string
  rule?: string
  hint?: string
}

/** The tool was there and could not judge: something is missing on this machine, or what it says makes no sense. */
export class NotJudged extends Error {}

/** JSON from a tool; what is none says nothing. Progress lines before it are left out. */
export function jsonOf({ stdout, stderr, code }: Answer): unknown {
  const start = stdout.search(/[[{]/)
  try {
    return JSON.parse(start < 0 ? stdout : stdout.slice(start))
  } catch {
    throw new NotJudged(`it ended with ${code} and no answer that can be read: ${firstLine(stderr || stdout)}`)
  }
}

export function firstLine(text: string): string {
  const line = text.split('\n').find((one) => one.trim() !== '')
  return line === undefined ? 'it said nothing' : line.trim().slice(0, 200)
}

/** A member of something that came from outside. */
export function get(value: unknown, ...keys: (string | number)[]): unknown {
  let at = value
  for (const key of keys) {
    if (typeof at !== 'object' || at === null) return undefined
    at = Object.hasOwn(at, key) ? Reflect.get(at, key) : undefined
  }
  return at
}

export function textAt(value: unknown, ...keys: (string | number)[]): string {
  const found = get(value, ...keys)
  return typeof found === 'string' ? found : typeof found === 'number' ? String(found) : ''
}

export function numberAt(value: unknown, ...keys: (string | number)[]): number {
  const found = get(value, ...keys)
  return typeof found === 'number' && Number.isInteger(found) && found > 0 ? found : 0
}

export function listAt(value: unknown, ...keys: (string | number)[]): unknown[] {
  const found = get(value, ...keys)
  return Array.isArray(found) ? found : []
}

/** Findings written one a line; lines that do not match say nothing. */
export function findingsIn(
  text: string,
  line: RegExp,
  read: (groups: Record<string, string>) => Finding | null,
): Finding[] {
  return text.split('\n').flatMap((one) => {
    const groups = line.exec(one)?.groups
    return groups === undefined ? [] : (read(groups) ?? [])
  })
}
