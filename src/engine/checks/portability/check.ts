import type { Check } from '../check.ts'
import { isResourceFile, judged, unitsOf } from '../resources/units.ts'
import { diagnosticsOf } from '../rule.ts'
import { PORTABILITY } from './rules.ts'

/** What ties a configuration to one account, one region, one environment or one moment. */
export const portabilityCheck: Check = {
  id: 'portability',
  scope: 'tree',
  appliesTo: isResourceFile,
  run: async (_files, context) => diagnosticsOf('portability', judged(PORTABILITY, unitsOf(context), context)),
}
