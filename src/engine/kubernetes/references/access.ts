import { nodeAt, textOf } from '../../checks/read/yaml-node.ts'
import type { Reports } from '../../kustomize/reports.ts'
import { mapsIn } from './pods.ts'
import { type ObjectSet, type SetObject, titleOf } from './set.ts'
import { isTemplated } from './workloads.ts'

/** Roles that bindings give, whom they give them to, and what autoscalers scale. */
export function checkAccess(set: ObjectSet, reports: Reports): void {
  for (const binding of set.of('RoleBinding', 'ClusterRoleBinding')) checkBinding(binding, set, reports)
  for (const scaler of set.of('HorizontalPodAutoscaler', 'VerticalPodAutoscaler', 'ScaledObject'))
    checkScaler(scaler, set, reports)
}

function checkBinding(binding: SetObject, set: ObjectSet, reports: Reports): void {
  const at = nodeAt(binding.node, 'roleRef', 'name')
  const name = textOf(at)
  const kind = textOf(nodeAt(binding.node, 'roleRef', 'kind')) ?? ''
  if (at !== undefined && name !== undefined && !isTemplated(name) && set.isComplete && !isGivenRole(kind, name)) {
    const isThere = set.find(kind, name, kind === 'Role' ? binding.namespace : '').length > 0
    const near = set.near(kind, name)
    if (!isThere && (kind === 'Role' || near !== undefined))
      reports.warning(at, 'reference', `${titleOf(binding)} gives the ${kind} ${name}, which is not in this tree`, near)
  }
  for (const subject of mapsIn(binding.node.get('subjects'))) {
    const who = subject.get('name')
    const account = textOf(who)
    if (
      who === undefined ||
      account === undefined ||
      isTemplated(account) ||
      textOf(subject.get('kind')) !== 'ServiceAccount'
    )
      continue
    if (account === 'default' || set.find('ServiceAccount', account).length > 0 || set.mayBeMadeByOther(account))
      continue
    // Accounts of other parts of a cluster are given roles as well; one that is nearly here is meant to be here.
    const near = set.near('ServiceAccount', account)
    if (near !== undefined && set.isComplete)
      reports.warning(
        who,
        'reference',
        `${titleOf(binding)} names the ServiceAccount ${account}, which is not in this tree`,
        near,
      )
  }
}

/** Roles that every cluster has. */
function isGivenRole(kind: string, name: string): boolean {
  if (name === 'extension-apiserver-authentication-reader') return true
  return kind !== 'Role' && (/^(?:cluster-admin|admin|edit|view)$/.test(name) || name.startsWith('system:'))
}

function checkScaler(scaler: SetObject, set: ObjectSet, reports: Reports): void {
  const path = scaler.kind === 'VerticalPodAutoscaler' ? 'targetRef' : 'scaleTargetRef'
  const target = nodeAt(scaler.node, 'spec', path)
  const at = nodeAt(target, 'name')
  const name = textOf(at)
  const kind = textOf(nodeAt(target, 'kind')) ?? 'Deployment'
  if (at === undefined || name === undefined || isTemplated(name) || !set.isComplete) return
  if (!/^(?:Deployment|ReplicaSet|ReplicationController|StatefulSet)$/.test(kind)) return
  if (set.find(kind, name, scaler.namespace).length > 0 || set.mayBeMadeByOther(name)) return
  reports.warning(
    at,
    'reference',
    `${titleOf(scaler)} scales the ${kind} ${name}, which is not in this tree`,
    set.near(kind, name),
  )
}
