const CLUSTER_WIDE: ReadonlySet<string> = new Set([
  ...['APIService', 'CertificateSigningRequest', 'ClusterCleanupPolicy', 'ClusterExternalSecret', 'ClusterIssuer'],
  ...[
    'ClusterPolicy',
    'ClusterPushSecret',
    'ClusterRole',
    'ClusterRoleBinding',
    'ClusterSecretStore',
    'ClusterTrustBundle',
  ],
  ...[
    'ClusterTriggerAuthentication',
    'ComponentStatus',
    'CSIDriver',
    'CSINode',
    'CustomResourceDefinition',
    'DeviceClass',
  ],
  ...[
    'EC2NodeClass',
    'FlowSchema',
    'GatewayClass',
    'GlobalContextEntry',
    'IngressClass',
    'IngressClassParams',
    'IPAddress',
  ],
  ...['MutatingAdmissionPolicy', 'MutatingAdmissionPolicyBinding', 'MutatingWebhookConfiguration', 'Namespace', 'Node'],
  ...['NodeClaim', 'NodePool', 'PersistentVolume', 'PodSecurityPolicy', 'PriorityClass', 'PriorityLevelConfiguration'],
  ...['ResourceSlice', 'RuntimeClass', 'SelfSubjectAccessReview', 'SelfSubjectReview', 'ServiceCIDR', 'StorageClass'],
  ...['StorageVersion', 'SubjectAccessReview', 'TokenReview', 'ValidatingAdmissionPolicy'],
  ...[
    'ValidatingAdmissionPolicyBinding',
    'ValidatingWebhookConfiguration',
    'VolumeAttachment',
    'VolumeAttributesClass',
  ],
])

/** Kinds that live outside of namespaces. */
export function isClusterWide(kind: string): boolean {
  return CLUSTER_WIDE.has(kind)
}
