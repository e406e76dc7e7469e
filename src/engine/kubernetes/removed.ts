/** API versions that were gone before the oldest Kubernetes version whose schemas are known here. */
const REMOVED: readonly (readonly [apiVersion: string, kinds: string, minor: number, instead: string])[] = [
  ['extensions/v1beta1', 'Deployment DaemonSet ReplicaSet', 16, 'apps/v1'],
  ['extensions/v1beta1', 'NetworkPolicy', 16, 'networking.k8s.io/v1'],
  ['extensions/v1beta1', 'PodSecurityPolicy', 16, 'Pod Security Standards'],
  ['extensions/v1beta1', 'Ingress', 22, 'networking.k8s.io/v1'],
  ['apps/v1beta1', 'Deployment StatefulSet ControllerRevision', 16, 'apps/v1'],
  ['apps/v1beta2', 'Deployment StatefulSet DaemonSet ReplicaSet ControllerRevision', 16, 'apps/v1'],
  ['batch/v2alpha1', 'CronJob', 21, 'batch/v1'],
  ['batch/v1beta1', 'CronJob', 25, 'batch/v1'],
  ['networking.k8s.io/v1beta1', 'Ingress IngressClass', 22, 'networking.k8s.io/v1'],
  ['policy/v1beta1', 'PodDisruptionBudget', 25, 'policy/v1'],
  ['policy/v1beta1', 'PodSecurityPolicy', 25, 'Pod Security Standards'],
  ['autoscaling/v2beta1', 'HorizontalPodAutoscaler', 25, 'autoscaling/v2'],
  ['apiextensions.k8s.io/v1beta1', 'CustomResourceDefinition', 22, 'apiextensions.k8s.io/v1'],
  [
    'admissionregistration.k8s.io/v1beta1',
    'MutatingWebhookConfiguration ValidatingWebhookConfiguration',
    22,
    'admissionregistration.k8s.io/v1',
  ],
  ['apiregistration.k8s.io/v1beta1', 'APIService', 22, 'apiregistration.k8s.io/v1'],
  ['authentication.k8s.io/v1beta1', 'TokenReview', 22, 'authentication.k8s.io/v1'],
  [
    'authorization.k8s.io/v1beta1',
    'LocalSubjectAccessReview SelfSubjectAccessReview SubjectAccessReview',
    22,
    'authorization.k8s.io/v1',
  ],
  ['certificates.k8s.io/v1beta1', 'CertificateSigningRequest', 22, 'certificates.k8s.io/v1'],
  ['coordination.k8s.io/v1beta1', 'Lease', 22, 'coordination.k8s.io/v1'],
  ['discovery.k8s.io/v1beta1', 'EndpointSlice', 25, 'discovery.k8s.io/v1'],
  ['events.k8s.io/v1beta1', 'Event', 25, 'events.k8s.io/v1'],
  ['node.k8s.io/v1beta1', 'RuntimeClass', 25, 'node.k8s.io/v1'],
  [
    'rbac.authorization.k8s.io/v1alpha1',
    'ClusterRole ClusterRoleBinding Role RoleBinding',
    22,
    'rbac.authorization.k8s.io/v1',
  ],
  [
    'rbac.authorization.k8s.io/v1beta1',
    'ClusterRole ClusterRoleBinding Role RoleBinding',
    22,
    'rbac.authorization.k8s.io/v1',
  ],
  ['scheduling.k8s.io/v1alpha1', 'PriorityClass', 22, 'scheduling.k8s.io/v1'],
  ['scheduling.k8s.io/v1beta1', 'PriorityClass', 22, 'scheduling.k8s.io/v1'],
  ['storage.k8s.io/v1beta1', 'CSIDriver CSINode StorageClass VolumeAttachment', 22, 'storage.k8s.io/v1'],
]

/** When a kind left an API version, and what takes its place; null for what never was there. */
export function removedEarly(apiVersion: string, kind: string): { minor: number; instead: string } | null {
  const found = REMOVED.find(([version, kinds]) => version === apiVersion && kinds.split(' ').includes(kind))
  return found === undefined ? null : { minor: found[2], instead: found[3] }
}

/** Served still, and to be replaced. */
const DEPRECATED: Readonly<Record<string, readonly [minor: number, instead: string]>> = {
  'v1 ComponentStatus': [19, 'the health endpoints of the components'],
  'v1 Endpoints': [33, 'discovery.k8s.io/v1 EndpointSlice'],
}

/** Since when a kind is deprecated, and what takes its place; null for what is not. */
export function deprecatedSince(
  apiVersion: string,
  kind: string,
  target: number,
): { minor: number; instead: string } | null {
  const [minor, instead] = DEPRECATED[`${apiVersion} ${kind}`] ?? []
  return minor === undefined || instead === undefined || minor > target ? null : { minor, instead }
}
