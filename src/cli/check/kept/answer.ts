import { join } from 'node:path'
import { folderSum, namesIn, readTextFile, type Seen, sumOf } from '../disk.ts'
import { walk } from '../walk.ts'
import { readKept, writeKept } from './store.ts'

/** A question that may have been asked before. */
export interface Asked {
  /** Where answers are kept. */
  folder: string
  args: readonly string[]
  cwd: string
  color: boolean
  day: string
}

interface KeptAnswer {
  root: string
  named: readonly string[]
  /** Sum over the paths that were found. */
  paths: string
  files: [file: string, sum: string][]
  folders: [folder: string, sum: string][]
  out: string
  code: number
}

/** What was answered to the same question about the same files; null when anything is different. */
export function answerAgain(asked: Asked): { out: string; code: number } | null {
  const kept = readKept(fileOf(asked))
  if (!isAnswer(kept)) return null
  const { root, named, files, folders } = kept
  if (kept.paths !== pathsSum(walk(root).paths, named)) return null
  if (!files.every(([file, sum]) => readTextFile(file).sum === sum)) return null
  if (!folders.every(([folder, sum]) => folderSum(namesIn(folder)) === sum)) return null
  return { out: kept.out, code: kept.code }
}

export function keepAnswer(
  asked: Asked,
  { root, named }: { root: string; named: readonly string[] },
  paths: readonly string[],
  seen: Seen,
  answer: { out: string; code: number },
): void {
  if (!seen.steady) return
  const kept: KeptAnswer = {
    root,
    named,
    paths: pathsSum(paths, []),
    files: [...seen.files],
    folders: [...seen.folders],
    ...answer,
  }
  writeKept(fileOf(asked), kept)
}

function fileOf({ folder, args, cwd, color, day }: Asked): string {
  return join(folder, `answer-${sumOf(JSON.stringify([args, cwd, color, day]))}`)
}

function pathsSum(paths: readonly string[], named: readonly string[]): string {
  return sumOf((named.length === 0 ? paths : [...new Set([...paths, ...named])].sort()).join('\n'))
}

/** It was written by this very program, and its sum is right. */
function isAnswer(value: unknown): value is KeptAnswer {
  return typeof value === 'object' && value !== null && 'files' in value && 'out' in value
}
