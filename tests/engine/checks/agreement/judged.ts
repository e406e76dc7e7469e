import type { Judged } from './agree.ts'
import { nginxJudged } from './nginx.ts'

/** Checks that are measured against the program whose files they judge. */
export const JUDGED: readonly Judged[] = [nginxJudged]
