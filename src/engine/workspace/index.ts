export { type Applied, type ApplyOptions, apply } from './apply.ts'
export { checkPath, foldCase, RECORDS } from './confine.ts'
export { diffText } from './diff.ts'
export { type Disk, realDisk } from './disk.ts'
export { WorkspaceError, type WorkspaceErrorCode } from './errors.ts'
export { type GitRunner, type GitState, gitState } from './git.ts'
export { sameContent, sha256 } from './lines.ts'
export { type Lock, lock, lockFile, type Owner } from './lock.ts'
export type { Entry, Manifest } from './manifest.ts'
export { compareTexts, type Hunk, type Merged, mergeTexts } from './merge.ts'
export { lendAsFile, writeOutside } from './outside.ts'
export {
  type FilePlan,
  mergeRequest,
  type OutFile,
  type Plan,
  type PlanOptions,
  placeOf,
  plan,
  plannedFiles,
} from './plan.ts'
export { type Records, readManifest, readRecords } from './records.ts'
export { rewrite } from './rewrite.ts'
export { type OpenOptions, openWorkspace, type Workspace } from './root.ts'
export type { Decisions } from './settle.ts'
export { conflictText, fileDiff, overwrites, readText, removeFile, writeRecord } from './single.ts'
export { type Status, status } from './status.ts'
export { type Listing, listTree } from './tree.ts'
