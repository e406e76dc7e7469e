import type { CheckEntry } from './catalog.ts'
import { mayBeCompose } from './compose/paths.ts'
import { mayBeDockerfile } from './dockerfile/paths.ts'
import { mayBeMarkdown } from './markdown/paths.ts'
import { writtenHere } from './paths.ts'
import { mayBeShell } from './shell/paths.ts'

/** Checks of what most repositories hold beside their configurations. */
export const REPOSITORY_FILES: readonly CheckEntry[] = [
  {
    id: 'shell',
    judges: 'shell scripts',
    mayConcern: (path) => mayBeShell(path) && writtenHere(path),
    load: async () => (await import('./shell/check.ts')).shellCheck,
  },
  {
    id: 'shell-format',
    family: 'format',
    judges: 'formatting of shell scripts, where an .editorconfig asks for it',
    mayConcern: (path) => mayBeShell(path) && writtenHere(path),
    load: async () => (await import('./format/shell.ts')).shellFormat,
  },
  {
    id: 'markdown',
    judges: 'links between documents',
    mayConcern: (path) => mayBeMarkdown(path) && writtenHere(path),
    load: async () => (await import('./markdown/check.ts')).markdownCheck,
  },
  {
    id: 'dockerfile',
    judges: 'Dockerfiles',
    mayConcern: (path) => mayBeDockerfile(path) && writtenHere(path),
    load: async () => (await import('./dockerfile/check.ts')).dockerfileCheck,
  },
  {
    id: 'compose',
    judges: 'Compose files',
    mayConcern: (path) => mayBeCompose(path) && writtenHere(path),
    load: async () => (await import('./compose/check.ts')).composeCheck,
  },
]
