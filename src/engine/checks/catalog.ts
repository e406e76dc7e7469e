import type { Check } from './check.ts'

/** A check by its name, loaded when there is a file for it. */
export interface CheckEntry {
  id: string
  /** What it judges, for `--help` and the summary. */
  judges: string
  /** Paths it may be about. Cheap, and without the text: only what passes is read, and then the check itself decides. */
  mayConcern(path: string): boolean
  load(): Promise<Check>
}

const HIDDEN = /(?:^|\/)(?:\.terraform|node_modules|\.git|\.skillchain)\//

function ending(...endings: string[]): (path: string) => boolean {
  return (path) => endings.some((one) => path.endsWith(one)) && !HIDDEN.test(path)
}

/** Every check there is, in the order of the summary. */
export const CHECKS: readonly CheckEntry[] = [
  {
    id: 'terraform',
    judges: 'Terraform modules',
    mayConcern: ending('.tf'),
    load: async () => (await import('../terraform/check.ts')).terraformCheck,
  },
  {
    id: 'secrets',
    judges: 'credentials in files',
    mayConcern: (path) => !HIDDEN.test(path),
    load: async () => (await import('./secret-scan.ts')).secretScan,
  },
]
