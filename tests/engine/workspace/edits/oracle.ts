/** One file as a stranger would see it. Nothing in here knows how skillchain merges. */
export interface FileState {
  kind: 'file' | 'link'
  /** Latin-1 of the bytes; for a link its target. */
  content: string
  mode: number
}
export type TreeState = ReadonlyMap<string, FileState>

/** One generated file, before and after. */
export interface Generated {
  /** Where the user had it before the regeneration. */
  was: string
  /** Where it is expected after it. */
  now: string
  /** Text and rights of the version before; null when it is new. */
  before: { text: string; executable: boolean } | null
  /** Text of this version; null when it is no longer generated. */
  after: string | null
  /** What the user was asked about it, and what he said. */
  asked: {
    hunks: { yours: string; base: string; ours: string }[]
    answer: 'mine' | 'new' | 'both'
    whole: boolean
  } | null
  /** He agreed that it goes. */
  mayGo: boolean
}

export interface Verdict {
  lost: string[]
  overwritten: string[]
}

/** Counts what the user had and has no more, without having been asked. */
export function judge(before: TreeState, after: TreeState, files: readonly Generated[]): Verdict {
  const verdict: Verdict = { lost: [], overwritten: [] }
  const generated = new Set(files.flatMap(({ was }) => was))
  for (const [path, state] of before) {
    if (generated.has(path)) continue
    if (!same(state, after.get(path))) verdict.overwritten.push(`${path}: a file of the user changed or vanished`)
  }
  const common = repeated(files)
  for (const file of files) judgeFile(before, after, file, common, verdict)
  return verdict
}

/** Lines that generated texts have more than once: where one of them went cannot be told. */
function repeated(files: readonly Generated[]): ReadonlySet<string> {
  const all = count(files.flatMap(({ before }) => latin1(before?.text ?? '').split('\n')))
  return new Set([...all].filter(([, n]) => n > 1).map(([line]) => line))
}

function judgeFile(
  before: TreeState,
  after: TreeState,
  file: Generated,
  common: ReadonlySet<string>,
  verdict: Verdict,
): void {
  const { was, now, before: base, asked, mayGo } = file
  const mine = before.get(was)
  const result = after.get(now)
  if (!mine) {
    if (base && result) verdict.lost.push(`${now}: was deleted by the user and came back`)
    return
  }
  const untouched =
    mine.kind === 'file' && base !== null && mine.content === latin1(base.text) && executable(mine) === base.executable
  if (untouched) {
    if (!result && !mayGo) verdict.lost.push(`${now}: removed without a yes`)
    return
  }
  if (!result) {
    // Line endings alone may have been changed by git, and it was he who said yes.
    if (mayGo && base !== null && linesOf(mine.content).join('\n') === latin1(base.text)) return
    verdict.overwritten.push(`${was}: held changes of the user and vanished`)
    return
  }
  if (same(mine, result)) return
  if (asked?.answer === 'new' && asked.whole) return
  if (mine.kind === 'link' || isBinary(mine.content) || base === null) {
    const both = asked?.answer === 'both' && mine.kind === 'file' && !isBinary(mine.content)
    if (!both || !contains(result.content, linesOf(mine.content)))
      verdict.overwritten.push(`${now}: replaced without a yes`)
    return
  }
  judgeLines(mine, result, file, { base: base.text, common }, verdict)
  judgeForm(mine, result, now, base, verdict)
}

/** Each line he added is there, or was shown to him; each line of ours he took out stays out, or was shown to him. */
function judgeLines(
  mine: FileState,
  result: FileState,
  file: Generated,
  { base, common }: { base: string; common: ReadonlySet<string> },
  verdict: Verdict,
): void {
  const { now, after, asked } = file
  const hunks =
    asked?.hunks.map((hunk) => ({ yours: latin1(hunk.yours), ours: `${latin1(hunk.base)}\n${latin1(hunk.ours)}` })) ??
    []
  const wrong = linesOf(result.content).join('\n') === after ? verdict.overwritten : verdict.lost
  const had = count(latin1(base).split('\n'))
  const has = count(linesOf(mine.content))
  const left = count(linesOf(result.content))
  const given = count(asked?.answer === 'new' ? hunks.flatMap(({ yours }) => yours.split('\n')) : [])
  const shown = new Set(hunks.flatMap(({ ours }) => ours.split('\n')))
  for (const [line, n] of has) {
    const added = n - (had.get(line) ?? 0)
    if (line === '' || added <= 0 || (left.get(line) ?? 0) + (given.get(line) ?? 0) >= added) continue
    wrong.push(`${now}: the user’s line is gone: ${line}`)
  }
  for (const line of had.keys()) {
    if (common.has(line) || has.has(line) || shown.has(line) || !left.has(line)) continue
    wrong.push(`${now}: the user took this out: ${line}`)
  }
}

function judgeForm(
  mine: FileState,
  result: FileState,
  now: string,
  base: { executable: boolean },
  verdict: Verdict,
): void {
  const ordinary = base.executable ? 0o755 : 0o644
  if (mine.mode !== ordinary && (result.mode & 0o777) !== mine.mode) {
    // Bits for reading and writing are his; the executable bit follows the skill where he left it alone.
    const bitsKept = (result.mode & 0o666) === (mine.mode & 0o666)
    if (!bitsKept || executable(mine) !== base.executable) verdict.lost.push(`${now}: rights of the user are gone`)
  }
  const endings = mine.content.split('\n').length - 1
  const windows = mine.content.split('\r\n').length - 1
  if (endings > 0 && windows === endings && /[^\r]\n/.test(result.content)) verdict.lost.push(`${now}: CR LF is gone`)
  if (mine.content.startsWith(BOM) && !result.content.startsWith(BOM))
    verdict.lost.push(`${now}: the byte order mark is gone`)
}

const BOM = 'ï»¿'

function same(a: FileState, b: FileState | undefined): boolean {
  return b !== undefined && a.kind === b.kind && a.content === b.content && (a.kind === 'link' || a.mode === b.mode)
}

function executable(state: FileState): boolean {
  return (state.mode & 0o100) !== 0
}

function isBinary(content: string): boolean {
  return content.includes('\0')
}

function latin1(text: string): string {
  return Buffer.from(text).toString('latin1')
}

function linesOf(content: string): string[] {
  const body = content.startsWith(BOM) ? content.slice(BOM.length) : content
  return body.split('\n').map((line) => line.replace(/\r$/, ''))
}

function contains(content: string, lines: string[]): boolean {
  const there = count(linesOf(content))
  return [...count(lines)].every(([line, n]) => line === '' || (there.get(line) ?? 0) >= n)
}

function count(lines: string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1)
  return counts
}
