import { dig, isMap, kustomizationsOver, type Manifest, maps } from '../read/manifests.ts'
import { attribute, blocksOf } from '../read/terraform.ts'
import type { Survey, TfResource } from '../survey.ts'
import { at, count, every, type Finding, type Line, some } from './finding.ts'

export const labels: Line = {
  line: 'All resources properly namespaced/tagged',
  otherwise: 'There are no cloud resources and no Kubernetes objects.',
  judge: (survey) => [...tags(survey), ...objectLabels(survey), ...namespaces(survey)],
}

/** Kinds a cost report or a clean-up looks for by tag; pure wiring (routes, attachments, policies) has none. */
const TAGGED =
  /^(?:aws_(?:vpc|subnet|route_table|internet_gateway|nat_gateway|eip|security_group|instance|launch_template|autoscaling_group|db_instance|rds_cluster|s3_bucket|kms_key|eks_cluster|eks_node_group|lb|alb|lb_target_group|iam_role|dynamodb_table|sqs_queue|sns_topic|lambda_function|cloudwatch_log_group|efs_file_system|elasticache_replication_group|ecs_cluster|ecs_service|ecr_repository|backup_vault|route53_zone|secretsmanager_secret)|azurerm_(?:resource_group|virtual_network|kubernetes_cluster|storage_account|linux_virtual_machine|key_vault)|google_(?:compute_instance|container_cluster|storage_bucket|sql_database_instance))$/

/** The name of the argument differs: Google calls its tags labels, autoscaling groups repeat a block. */
function carriesTags(resource: TfResource): boolean {
  const { block } = resource
  return (
    ['tags', 'labels', 'resource_labels', 'tags_all'].some((name) => attribute(block, name) !== undefined) ||
    blocksOf(block, 'tag').length > 0 ||
    blocksOf(block, 'tag_specifications').length > 0
  )
}

function tags(survey: Survey): Finding[] {
  const providers = survey.terraform.flatMap((file) =>
    file.blocks
      .filter((block) => block.type === 'provider' && block.labels[0] === 'aws')
      .map((block) => ({ file: file.path, block })),
  )
  const taggable = survey.resources.filter((resource) => TAGGED.test(resource.type))
  const byProvider = providers.filter(({ block }) => blocksOf(block, 'default_tags').length > 0)
  if (providers.length > 0 && byProvider.length > 0) {
    return every(
      providers,
      ({ block }) => blocksOf(block, 'default_tags').length > 0,
      (passed, all) => `tags by default_tags: ${passed} of ${count(all, 'AWS provider block')}`,
      ({ file, block }) => at(survey, file, blocksOf(block, 'default_tags')[0]?.line ?? block.line),
    )
  }
  return every(
    taggable,
    carriesTags,
    (passed, all, failing) =>
      `tags: ${passed} of ${count(all, 'cloud resource')}${failing.length > 0 ? ` (without: ${some(failing.map((one) => `${one.type}.${one.name}`))})` : ''}`,
    (resource) => at(survey, resource.file, attribute(resource.block, 'tags')?.line ?? resource.block.line),
  )
}

const COMMON = /^app\.kubernetes\.io\//

function objectLabels(survey: Survey): Finding[] {
  const over = kustomizationsOver(survey.kustomizations)
  const labelled = (manifest: Manifest): boolean => {
    const own = dig(manifest.value, 'metadata', 'labels')
    if (isMap(own) && Object.keys(own).some((key) => COMMON.test(key))) return true
    return over(manifest.file).some(({ value }) => {
      const pairs = [...maps(value.labels).map((entry) => entry.pairs), value.commonLabels].filter(isMap)
      return pairs.some((pair) => Object.keys(pair).some((key) => COMMON.test(key)))
    })
  }
  return every(
    survey.manifests,
    labelled,
    (passed, all, failing) =>
      `labels app.kubernetes.io/*: ${passed} of ${count(all, 'Kubernetes object')}${failing.length > 0 ? ` (without: ${some(failing.map(nameOf))})` : ''}`,
    (manifest) => at(survey, manifest.file, manifest.line),
  )
}

/** Kinds that live outside every namespace. */
const CLUSTER_WIDE =
  /^(?:Namespace|Node|PersistentVolume|StorageClass|ClusterRole|ClusterRoleBinding|CustomResourceDefinition|PriorityClass|IngressClass|GatewayClass|RuntimeClass|VolumeSnapshotClass|ClusterIssuer|ClusterSecretStore|ClusterExternalSecret|ValidatingAdmissionPolicy|ValidatingAdmissionPolicyBinding|MutatingAdmissionPolicy|MutatingAdmissionPolicyBinding|ValidatingWebhookConfiguration|MutatingWebhookConfiguration|APIService|NodePool|EC2NodeClass|NodeClass|CSIDriver|FlowSchema|PriorityLevelConfiguration|IngressClassParams)$/
/** Read by a tool on somebody's machine; never sent to a cluster. */
const LOCAL_API =
  /^(?:helm\.toolkit\.fluxcd\.io|eksctl\.io|kind\.x-k8s\.io|kustomize\.config\.k8s\.io|v2$|client\.authentication)/

function namespaces(survey: Survey): Finding[] {
  const over = kustomizationsOver(survey.kustomizations)
  const bound = survey.manifests.filter((one) => !CLUSTER_WIDE.test(one.kind) && !LOCAL_API.test(one.apiVersion))
  return every(
    bound,
    (manifest) => {
      const own = dig(manifest.value, 'metadata', 'namespace')
      if (own === 'default') return false
      return typeof own === 'string' || over(manifest.file).some(({ value }) => typeof value.namespace === 'string')
    },
    (passed, all, failing) =>
      `a namespace of their own: ${passed} of ${count(all, 'namespaced object')}${failing.length > 0 ? ` (without: ${some(failing.map(nameOf))})` : ''}`,
    (manifest) => at(survey, manifest.file, manifest.line),
  )
}

function nameOf(manifest: Manifest): string {
  return `${manifest.kind}/${manifest.name}`
}
