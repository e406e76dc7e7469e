import { join } from 'node:path'
import { folderSum, namesIn, readTextFile, type Seen } from '../disk.ts'
import { walk } from '../walk.ts'
import { markOf, settledMark } from './mark.ts'
import { readKept, writeKept } from './store.ts'
import { nameFor, sumOf } from './sum.ts'

/** A question that may have been asked before. */
export interface Asked {
  /** Where answers are kept. */
  folder: string
  args: readonly string[]
  cwd: string
  color: boolean
  day: string
}

/** Something on the disk as it was: the sum says it for certain, the mark says it at a glance. */
type Kept = [path: string, sum: string, mark: string | null]

interface KeptAnswer {
  question: string
  root: string
  named: readonly string[]
  /** Sum over the paths that were found, and the folders they were found in. */
  paths: string
  walked: Kept[]
  files: Kept[]
  folders: Kept[]
  out: string
  code: number
}

/** What was answered to the same question about the same files; null when anything is different. */
export function answerAgain(asked: Asked): { out: string; code: number } | null {
  const kept = readKept(fileOf(asked))
  if (!isAnswer(kept) || kept.question !== questionOf(asked)) return null
  const { root, named, walked, files, folders } = kept
  const isAsItWas = ([path, sum, mark]: Kept, look: (path: string) => string): boolean =>
    mark === null ? look(path) === sum : markOf(path) === mark || look(path) === sum
  const sameFolders = walked.every(([path, , mark]) => mark !== null && markOf(path) === mark)
  if (!sameFolders && kept.paths !== pathsSum(walk(root).paths, named)) return null
  if (!files.every((one) => isAsItWas(one, (file) => readTextFile(file).sum))) return null
  if (!folders.every((one) => isAsItWas(one, (folder) => folderSum(namesIn(folder))))) return null
  return { out: kept.out, code: kept.code }
}

export function keepAnswer(
  asked: Asked,
  { root, named }: { root: string; named: readonly string[] },
  walked: { paths: readonly string[]; folders: readonly string[] },
  seen: Seen,
  answer: { out: string; code: number },
): void {
  if (!seen.steady) return
  const kept: KeptAnswer = {
    question: questionOf(asked),
    root,
    named,
    paths: pathsSum(walked.paths, []),
    walked: walked.folders.map((folder) => [folder, '', settledMark(folder)]),
    files: [...seen.files].map(([file, sum]) => [file, sum, settledMark(file)]),
    folders: [...seen.folders].map(([folder, sum]) => [folder, sum, settledMark(folder)]),
    ...answer,
  }
  writeKept(fileOf(asked), kept)
}

function questionOf({ args, cwd, color, day }: Asked): string {
  return JSON.stringify([args, cwd, color, day])
}

const fileOf = (asked: Asked): string => join(asked.folder, `answer-${nameFor(questionOf(asked))}`)

function pathsSum(paths: readonly string[], named: readonly string[]): string {
  return sumOf((named.length === 0 ? paths : [...new Set([...paths, ...named])].sort()).join('\n'))
}

/** It was written by this very program, and is whole. */
function isAnswer(value: unknown): value is KeptAnswer {
  return typeof value === 'object' && value !== null && 'walked' in value && 'out' in value
}
