import { mayHoldObjects } from '../../kubernetes/objects.ts'
import type { Check } from '../check.ts'
import { isResourceFile, judged, unitsOf } from '../resources/units.ts'
import { diagnosticsOf } from '../rule.ts'
import { judgedObjects } from './kubernetes/rules.ts'
import { SECURITY } from './rules.ts'

/** What lets others in, what can be read, what is lost, and what nobody would notice. */
export const securityCheck: Check = {
  id: 'security',
  scope: 'tree',
  appliesTo: (file) => isResourceFile(file) || mayHoldObjects(file.text),
  run: async (_files, context) =>
    diagnosticsOf('security', [...judged(SECURITY, unitsOf(context), context), ...judgedObjects(context)]),
}
