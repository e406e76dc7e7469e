import type { Judge } from '../resources/judge.ts'
import { fixed, names } from './fixed.ts'
import { runtimes } from './runtimes.ts'
import { destroyable, placeholders, singletons, whole } from './whole.ts'

export const PORTABILITY: readonly Judge[] = [runtimes, fixed, names, placeholders, whole, singletons, destroyable]
