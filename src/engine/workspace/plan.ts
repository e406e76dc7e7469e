import type { FileAction, PlannedFile } from '../protocol/events.ts'
import type { MergePlace, MergeRequest } from '../protocol/requests.ts'
import { checkPathSet } from './confine.ts'
import { WorkspaceError } from './errors.ts'
import { sameContent, sha256 } from './lines.ts'
import { locate, type Slot } from './locate.ts'
import { type Entry, emptyManifest } from './manifest.ts'
import { compareTexts, type Merged, mergeTexts } from './merge.ts'
import { isExecutable, observe, type Seen } from './observe.ts'
import { orphans } from './orphans.ts'
import { type Records, readRecords } from './records.ts'
import type { Workspace } from './root.ts'
import { type Decisions, settle } from './settle.ts'

/** A file as a skill generates it. */
export interface OutFile {
  path: string
  text: string
  /** The skill; for a file of several skills, the first. */
  owner: string
  executable?: boolean
  template?: string
  /** Former paths: the user's edits move along. */
  was?: readonly string[]
}

export interface FilePlan {
  /** The path the skill gives the file. */
  path: string
  /** Where it is, or will be, on disk: another path when the user moved it. */
  at: string
  /** Where the content comes from: removed once `at` is in place. */
  from: { path: string; seen: Seen } | null
  action: FileAction | 'conflict'
  owner: string
  /** One sentence where the action alone does not say why. */
  note: string | null
  /** What stood there when this was planned. */
  seen: Seen
  /** What will stand there; null when nothing is written. Unknown for a conflict until it is settled. */
  write: Content | null
  conflict: FileConflict | null
  /** The manifest's next entry; null when the file is forgotten. */
  entry: Entry | null
  /** The merge base that goes with `entry`. */
  base: string | null
}

export interface Content {
  bytes: Buffer
  executable: boolean
}

export interface FileConflict {
  reason: MergeRequest['reason']
  hunks: MergeRequest['hunks']
  executable: boolean
  ours: string
  /** Nothing of ours ever stood there. */
  fresh: boolean
  /** null when what stands there is not text, so that it can only be kept or replaced. */
  merged: Merged | null
}

export interface Plan {
  /** Sorted by path: those that are generated, then those that no longer are. */
  files: FilePlan[]
  records: Records
}

export interface PlanOptions {
  /** Paths the user deleted or kept as his own, and now wants to have from us again. */
  restore?: readonly string[]
}

/** Compares what was generated with what we wrote last and with what is there now. Reads; writes nothing. */
export function plan(workspace: Workspace, files: readonly OutFile[], options: PlanOptions = {}): Plan {
  checkPathSet(files.map((file) => file.path))
  const records = readRecords(workspace)
  const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : 1))
  const slots = locate(workspace, sorted, records.manifest ?? emptyManifest())
  const restore = new Set(options.restore ?? [])
  const plans = slots.map((slot) =>
    resumed(workspace, records, slot, decide(slot, records, restore.has(slot.file.path))),
  )
  return { files: [...plans, ...orphans(workspace, records, slots)], records }
}

function decide(slot: Slot, records: Records, restore: boolean): FilePlan {
  const { file, seen } = slot
  const known = slot.entry?.state === 'yours' && (restore || seen.is === 'absent') ? null : slot.entry
  if (!known) return fresh(slot)
  if (known.state === 'yours') return { ...outline(slot, 'keep-yours'), entry: known, base: null }
  if (seen.is === 'absent') {
    if (restore) return { ...outline(slot, 'create'), write: content(file.text, file.executable === true) }
    const note = known.state ? null : `You deleted ${slot.where}; it stays deleted.`
    const base = records.base.get(slot.key) ?? null
    return { ...outline(slot, 'stay-deleted'), from: null, note, entry: { ...known, state: 'deleted' }, base }
  }
  return tracked(slot, known, baseOf(slot, known, records))
}

/** Nothing of ours was here before. */
function fresh(slot: Slot): FilePlan {
  const { file, seen } = slot
  if (seen.is === 'absent') return { ...outline(slot, 'create'), write: content(file.text, file.executable === true) }
  if (seen.is === 'blocked') throw seen.error
  if (seen.is === 'text' && sameContent(seen.text, file.text)) return outline(slot, 'same')
  const executable = seen.is === 'link' ? file.executable === true : isExecutable(seen.stat)
  const merged = seen.is === 'text' ? compareTexts(seen.text, file.text) : null
  return conflict(slot, seen.is === 'binary' ? 'binary' : 'not-ours', executable, merged)
}

/** We wrote it once; the user may have changed it since, and so may the skill. */
function tracked(slot: Slot, entry: Entry, base: string | null): FilePlan {
  const { file, seen } = slot
  if (seen.is !== 'text') {
    const unchanged = sha256(file.text) === entry.hash && (file.executable === true) === entry.executable
    if (unchanged && slot.where === slot.target) return outline(slot, 'keep-yours')
    if (seen.is === 'blocked') throw seen.error
    const executable = seen.is === 'binary' ? wantsExecutable(slot, entry) : file.executable === true
    return conflict(slot, seen.is === 'binary' ? 'binary' : 'not-ours', executable, null)
  }
  const executable = wantsExecutable(slot, entry)
  const merged = base === null ? compareTexts(seen.text, file.text) : mergeTexts(base, seen.text, file.text)
  if (merged.hunks.length > 0) return conflict(slot, 'both-changed', executable, merged)
  const text = merged.text('mine')
  const edited = base === null ? text !== file.text : !sameContent(seen.text, base)
  const stays = text === seen.text && executable === isExecutable(seen.stat) && slot.where === slot.target
  if (stays) return outline(slot, edited && !sameContent(text, file.text) ? 'keep-yours' : 'same')
  return { ...outline(slot, edited ? 'merge' : 'update'), write: content(text, executable) }
}

/** The user's chmod is kept; where there was none, the skill decides. */
function wantsExecutable({ file, seen }: Slot, entry: Entry): boolean {
  const mine = seen.is === 'text' || seen.is === 'binary' ? isExecutable(seen.stat) : entry.executable
  return mine === entry.executable ? file.executable === true : mine
}

/** The text we wrote last. Where the store has lost it, a hash may still tell that one of the two sides is that text. */
function baseOf({ key, seen, file }: Slot, entry: Entry, records: Records): string | null {
  const stored = records.base.get(key)
  if (stored !== undefined && sha256(stored) === entry.hash) return stored
  if (sha256(file.text) === entry.hash) return file.text
  if (seen.is !== 'text') return null
  return [seen.text, seen.text.replaceAll('\r\n', '\n')].find((text) => sha256(text) === entry.hash) ?? null
}

function outline({ file, key, where, target, seen, entry: known }: Slot, action: FilePlan['action']): FilePlan {
  const was = [...new Set([...(known?.was ?? []), ...(key === file.path ? [] : [key])])]
  const entry: Entry = {
    hash: sha256(file.text),
    executable: file.executable === true,
    owner: file.owner,
    ...(file.template === undefined ? {} : { template: file.template }),
    ...(was.length > 0 ? { was } : {}),
    ...(target === file.path ? {} : { at: target }),
  }
  const note = moveNote(file.path, where, target)
  const from = where === target ? null : { path: where, seen }
  return {
    path: file.path,
    at: target,
    from,
    action,
    owner: file.owner,
    note,
    seen,
    write: null,
    conflict: null,
    entry,
    base: file.text,
  }
}

function moveNote(path: string, where: string, target: string): string | null {
  if (where !== target) return `${where} is now called ${target}; your changes move along.`
  return target === path ? null : `You moved ${path} to ${target}; it is kept up to date there.`
}

function conflict(slot: Slot, reason: FileConflict['reason'], executable: boolean, merged: Merged | null): FilePlan {
  const fresh = slot.entry === null || slot.entry.state === 'yours'
  const found: FileConflict = { reason, hunks: merged?.hunks ?? [], executable, ours: slot.file.text, fresh, merged }
  return { ...outline(slot, 'conflict'), conflict: found }
}

function content(text: string, executable: boolean): Content {
  return { bytes: Buffer.from(text), executable }
}

/** What a run that was cut short has done already is told as it would have been told then. */
function resumed(workspace: Workspace, { unfinished }: Records, slot: Slot, plan: FilePlan): FilePlan {
  const leftover = unfinished?.leftovers.get(plan.path)
  const former = leftover && { path: leftover.at, seen: observe(workspace, leftover.at) }
  const from = former && holds(former.seen, leftover.hash) ? former : plan.from
  const done = unfinished?.done.get(plan.path)
  const untouched = !plan.write && !plan.conflict && done?.hash && holds(slot.seen, done.hash)
  const unchanged = slot.entry?.hash === plan.entry?.hash
  return { ...plan, from, action: done && untouched && unchanged ? done.action : plan.action }
}

function holds(seen: Seen, hash: string): boolean {
  return (seen.is === 'text' || (seen.is === 'binary' && seen.bytes !== null)) && sha256(seen.bytes ?? '') === hash
}

/** The request that puts a conflict before a person. */
export function mergeRequest(file: FilePlan, place?: MergePlace): MergeRequest {
  if (!file.conflict)
    throw new WorkspaceError('io', file.path, `${file.path} has no conflict`, 'This is a defect; please report it.')
  const { reason, hunks, merged, ours } = file.conflict
  const marked = merged?.text('both') ?? ours
  const request: MergeRequest = { kind: 'merge', id: `merge:${file.path}`, path: file.at, hunks, marked, reason }
  return place === undefined ? request : { ...request, place }
}

/** What becomes of the files besides those that need a decision. */
export function placeOf({ files }: Plan, file: FilePlan): MergePlace {
  const open = files.filter((one) => one.action === 'conflict')
  const count = (...actions: FilePlan['action'][]): number => files.filter((one) => actions.includes(one.action)).length
  return {
    index: open.indexOf(file) + 1,
    of: open.length,
    files: files.length,
    same: count('same'),
    fresh: count('create'),
    changed: count('update', 'merge'),
    kept: count('keep-yours', 'stay-deleted'),
  }
}

/** The plan in the words of the protocol. A conflict that is not decided yet counts as what happens if it is left alone. */
export function plannedFiles({ files }: Plan, decisions: Decisions = {}): PlannedFile[] {
  return files.map((file) => {
    const open = file.action === 'conflict' && !decisions.conflicts?.has(file.path)
    const decided = open ? { ...file, action: 'keep-yours' as const } : settle(file, decisions)
    const { action, write, seen } = decided
    const there = seen.is === 'text' || seen.is === 'binary' ? seen.bytes : null
    const bytes = action === 'remove' ? null : (write?.bytes ?? there)
    return { path: decided.at, action, owner: file.owner, hash: bytes ? sha256(bytes) : null }
  })
}
