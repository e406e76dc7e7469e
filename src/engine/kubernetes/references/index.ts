import type { Reports } from '../../kustomize/reports.ts'
import { checkAccess } from './access.ts'
import { checkConfiguration } from './configuration.ts'
import { checkNetwork } from './network.ts'
import type { ObjectSet } from './set.ts'
import { checkWorkloads } from './workloads.ts'

export { ObjectSet, type SetObject } from './set.ts'

/** What objects that are applied together say of each other. */
export function checkReferences(set: ObjectSet, reports: Reports): void {
  checkWorkloads(set, reports)
  checkConfiguration(set, reports)
  checkNetwork(set, reports)
  checkAccess(set, reports)
}
