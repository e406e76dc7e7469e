import type { Check } from '../check.ts'
import { isResourceFile, judged, unitsOf } from '../resources/units.ts'
import { diagnosticsOf } from '../rule.ts'
import { COST } from './rules.ts'

/** What costs money that nobody meant to spend, or that nobody can find afterwards. */
export const costCheck: Check = {
  id: 'cost',
  scope: 'tree',
  appliesTo: isResourceFile,
  run: async (_files, context) => diagnosticsOf('cost', judged(COST, unitsOf(context), context)),
}
