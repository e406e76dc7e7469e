import type { CheckEntry } from './catalog.ts'
import { mayBeNginx } from './nginx/paths.ts'
import { writtenHere } from './paths.ts'

/** Checks of the files that other programs are configured with. */
export const CONFIGURATIONS: readonly CheckEntry[] = [
  {
    id: 'nginx',
    judges: 'nginx configurations',
    mayConcern: (path) => mayBeNginx(path) && writtenHere(path),
    load: async () => (await import('./nginx/check.ts')).nginxCheck,
  },
]
