export type WorkspaceErrorCode =
  | 'bad-root'
  | 'bad-path'
  | 'case-clash'
  | 'duplicate-path'
  | 'not-a-file'
  | 'not-a-directory'
  | 'symlink'
  | 'disk-full'
  | 'denied'
  | 'read-only'
  | 'name-too-long'
  | 'other-device'
  | 'io'
  | 'manifest-broken'
  | 'manifest-newer'
  | 'locked'
  | 'unresolved'

/** What stopped the workspace, where, and what to do next. Nothing is half-written when it is thrown. */
export class WorkspaceError extends Error {
  readonly code: WorkspaceErrorCode
  readonly path: string
  readonly hint: string
  constructor(code: WorkspaceErrorCode, path: string, message: string, hint: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'WorkspaceError'
    this.code = code
    this.path = path
    this.hint = hint
  }
}

const FROM_ERRNO: Record<string, [WorkspaceErrorCode, string, string]> = {
  ENOSPC: ['disk-full', 'the disk is full', 'Free some space and run the same command again.'],
  EDQUOT: ['disk-full', 'the disk quota is used up', 'Free some space and run the same command again.'],
  EACCES: ['denied', 'permission denied', 'Give yourself write permission there, or choose another --out.'],
  EPERM: ['denied', 'the operation is not permitted', 'Give yourself write permission there, or choose another --out.'],
  EROFS: ['read-only', 'the file system is read-only', 'Choose an --out on a file system that can be written.'],
  EISDIR: ['not-a-file', 'a directory is where a file belongs', 'Move the directory away and run the command again.'],
  ENOTDIR: ['not-a-directory', 'a file is where a directory belongs', 'Move the file away and run the command again.'],
  ELOOP: ['symlink', 'a symbolic link is in the way', 'Replace the link by a real file or directory.'],
  ENAMETOOLONG: [
    'name-too-long',
    'the name is too long for this file system',
    'Choose a shorter --out or project name.',
  ],
  EXDEV: [
    'other-device',
    'this directory is another file system',
    'Mount the whole --out directory, not a part of it.',
  ],
}

export function errnoOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}

/** A failure of the file system, told in terms of the path the user knows. */
export function fromFs(error: unknown, path: string, doing: string): WorkspaceError {
  if (error instanceof WorkspaceError) return error
  const known = FROM_ERRNO[errnoOf(error)]
  if (known)
    return new WorkspaceError(known[0], path, `Cannot ${doing} ${path}: ${known[1]}`, known[2], { cause: error })
  const what = error instanceof Error ? error.message : String(error)
  return new WorkspaceError('io', path, `Cannot ${doing} ${path}: ${what}`, 'Run the same command again.', {
    cause: error,
  })
}
