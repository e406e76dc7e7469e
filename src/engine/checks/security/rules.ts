import type { Judge } from '../resources/judge.ts'
import { access } from './access.ts'
import { containers } from './containers.ts'
import { exposure } from './exposure.ts'
import { ports } from './ports.ts'
import { protection } from './protection.ts'
import { tls } from './tls.ts'

export const SECURITY: readonly Judge[] = [ports, ...exposure, ...protection, tls, access, containers]
