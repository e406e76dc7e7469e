import { demands, type Judge, nameOf, placeOf } from '../resources/judge.ts'
import { boolOf, entryOf, find, itemsOf, type Node, numberOf, textOf } from '../resources/node.ts'
import { type ConfiguredResource, ofType, referenceOf, type Unit } from '../resources/unit.ts'
import type { Hit, Rule } from '../rule.ts'

const DATABASE: Rule = {
  id: 'public-database',
  severity: 'error',
  what: 'Databases, warehouses, brokers and replication instances with a public address',
  why: 'One wrong rule of a security group then separates the data from everybody.',
  fix: 'Keep it in private subnets, and reach it through the network.',
}

const BUCKET: Rule = {
  id: 'public-bucket',
  severity: 'error',
  what: 'Buckets whose access list is public',
  why: 'Everybody can list or read what is in it, and with public-read-write change it.',
  fix: 'Make it private, and publish through a distribution or signed addresses.',
}

const BLOCK: Rule = {
  id: 'public-access-block',
  severity: 'warning',
  what: 'Public access blocks of buckets that are turned off in part',
  why: 'One policy or access list by mistake then makes the bucket public.',
  fix: 'Set all four, unless the bucket is public on purpose.',
}

const METADATA: Rule = {
  id: 'imds-v1',
  severity: 'warning',
  what: 'Instances whose metadata can be read without a token',
  why: 'A request that the instance is tricked into making then fetches the credentials of its role.',
  fix: 'Set http_tokens = "required" in metadata_options.',
}

const CLUSTER: Rule = {
  id: 'public-cluster-endpoint',
  severity: 'warning',
  what: 'Kubernetes API endpoints that are open to the whole internet',
  why: 'Every weakness of the API server, and every leaked token, can be used from anywhere.',
  fix: 'Use the private endpoint, or list the networks in public_access_cidrs.',
}

const PLAIN_HTTP: Rule = {
  id: 'plain-http',
  severity: 'warning',
  what: 'Listeners and distributions that answer over plain HTTP',
  why: 'Sessions and passwords can be read on the way, and answers changed.',
  fix: 'Redirect to HTTPS.',
}

const PUBLIC_FLAG: Readonly<Record<string, string>> = {
  aws_db_instance: 'publicly_accessible',
  aws_rds_cluster_instance: 'publicly_accessible',
  aws_redshift_cluster: 'publicly_accessible',
  aws_dms_replication_instance: 'publicly_accessible',
  aws_mq_broker: 'publicly_accessible',
  aws_neptune_cluster_instance: 'publicly_accessible',
  aws_redshiftserverless_workgroup: 'publicly_accessible',
  'AWS::RDS::DBInstance': 'PubliclyAccessible',
  'AWS::Redshift::Cluster': 'PubliclyAccessible',
  'AWS::DMS::ReplicationInstance': 'PubliclyAccessible',
  'AWS::AmazonMQ::Broker': 'PubliclyAccessible',
}

const databases: Judge = {
  rules: [DATABASE],
  *judge(unit) {
    for (const resource of unit.resources) {
      const path = resource.isData ? undefined : PUBLIC_FLAG[resource.type]
      if (path === undefined || boolOf(entryOf(resource.body, path)?.value) !== true) continue
      yield { rule: DATABASE, at: placeOf(resource, path), message: `${nameOf(resource)} has a public address.` }
    }
  },
}

const ACL: Readonly<Record<string, string>> = {
  aws_s3_bucket: 'acl',
  aws_s3_bucket_acl: 'acl',
  'AWS::S3::Bucket': 'AccessControl',
}

const PUBLIC_ACL = /^(?:public-read|public-read-write|authenticated-read|PublicRead|PublicReadWrite|AuthenticatedRead)$/

const FLAGS = [
  ['block_public_acls', 'BlockPublicAcls'],
  ['block_public_policy', 'BlockPublicPolicy'],
  ['ignore_public_acls', 'IgnorePublicAcls'],
  ['restrict_public_buckets', 'RestrictPublicBuckets'],
] as const

const buckets: Judge = {
  rules: [BUCKET, BLOCK],
  *judge(unit) {
    for (const resource of unit.resources) {
      if (resource.isData) continue
      const path = ACL[resource.type]
      const acl = path === undefined ? null : textOf(entryOf(resource.body, path)?.value)
      if (path !== undefined && acl !== null && PUBLIC_ACL.test(acl)) {
        yield {
          rule: BUCKET,
          at: placeOf(resource, path),
          message: `The access list of ${nameOf(resource)} is ${acl}.`,
        }
      }
      const [block, index] = blockOf(resource)
      if (block === undefined) continue
      const off = FLAGS.filter((names) => boolOf(entryOf(block, names[index])?.value) === false)
      // All four turned off is a bucket that is public on purpose, and its policy is judged by itself.
      if (off.length === 0 || isPublicOnPurpose(resource, unit)) continue
      const names = off.map((one) => one[index])
      const at = entryOf(block, names[0] ?? '')?.at ?? resource.at
      yield { rule: BLOCK, at, message: `${nameOf(resource)} turns off ${names.join(', ')}.` }
    }
  },
}

function blockOf({ type, body }: ConfiguredResource): [Node | undefined, 0 | 1] {
  if (type === 'aws_s3_bucket_public_access_block' || type === 'aws_s3_account_public_access_block') return [body, 0]
  if (type === 'AWS::S3::Bucket') return [entryOf(body, 'PublicAccessBlockConfiguration')?.value, 1]
  return [undefined, 0]
}

/** A web site from a bucket. */
function isPublicOnPurpose(resource: ConfiguredResource, unit: Unit): boolean {
  if (resource.body.entries.has('WebsiteConfiguration')) return true
  const bucket = referenceOf(entryOf(resource.body, 'bucket')?.value)
  return ofType(unit, 'aws_s3_bucket_website_configuration').some(
    (site) => referenceOf(entryOf(site.body, 'bucket')?.value) === bucket,
  )
}

const metadata = demands(METADATA, [
  {
    terraform: ['aws_instance', 'metadata_options.http_tokens'],
    wants: 'set',
    says: 'http_tokens is not required',
    // A template decides where there is one.
    unless: ({ body }) => body.entries.has('launch_template'),
  },
  {
    terraform: ['aws_launch_configuration', 'metadata_options.http_tokens'],
    wants: 'set',
    says: 'http_tokens is not required',
  },
  {
    terraform: ['aws_launch_template', 'metadata_options.http_tokens'],
    cloudformation: ['AWS::EC2::LaunchTemplate', 'LaunchTemplateData.MetadataOptions.HttpTokens'],
    wants: 'set',
    says: 'http_tokens is not required',
  },
])

const optionalTokens: Judge = {
  rules: [],
  *judge(unit) {
    for (const resource of unit.resources) {
      const path =
        resource.type === 'AWS::EC2::LaunchTemplate'
          ? 'LaunchTemplateData.MetadataOptions.HttpTokens'
          : 'metadata_options.http_tokens'
      const found = find(resource.body, path)
      if (found === 'absent' || found === undefined || textOf(found) !== 'optional') continue
      yield { rule: METADATA, at: placeOf(resource, path), message: `${nameOf(resource)}: http_tokens is optional.` }
    }
  },
}

const clusters: Judge = {
  rules: [CLUSTER],
  *judge(unit) {
    for (const resource of [...ofType(unit, 'aws_eks_cluster'), ...ofType(unit, 'AWS::EKS::Cluster')]) {
      const isTerraform = resource.platform === 'terraform'
      const base = isTerraform ? 'vpc_config' : 'ResourcesVpcConfig'
      const open = find(resource.body, `${base}.${isTerraform ? 'endpoint_public_access' : 'EndpointPublicAccess'}`)
      if (open === undefined || (open !== 'absent' && boolOf(open) !== true)) continue
      const path = `${base}.${isTerraform ? 'public_access_cidrs' : 'PublicAccessCidrs'}`
      const networks = find(resource.body, path)
      if (networks === undefined) continue
      const everybody = networks === 'absent' || itemsOf(networks).some((one) => textOf(one) === '0.0.0.0/0')
      if (!everybody) continue
      const message = `The API of ${nameOf(resource)} answers the whole internet.`
      yield { rule: CLUSTER, at: placeOf(resource, path), message }
    }
  },
}

const listeners: Judge = {
  rules: [PLAIN_HTTP],
  *judge(unit) {
    for (const resource of unit.resources) {
      if (resource.isData) continue
      switch (resource.type) {
        case 'aws_lb_listener':
        case 'aws_alb_listener':
          yield* plainListener(resource, unit, 'protocol', 'port', 'default_action', 'load_balancer_arn')
          break
        case 'AWS::ElasticLoadBalancingV2::Listener':
          yield* plainListener(resource, unit, 'Protocol', 'Port', 'DefaultActions', 'LoadBalancerArn')
          break
        case 'aws_cloudfront_distribution':
          yield* plainDistribution(resource, 'default_cache_behavior.viewer_protocol_policy')
          break
        case 'AWS::CloudFront::Distribution':
          yield* plainDistribution(resource, 'DistributionConfig.DefaultCacheBehavior.ViewerProtocolPolicy')
      }
    }
  },
}

function* plainListener(
  resource: ConfiguredResource,
  unit: Unit,
  ...[protocol, port, actions, balancer]: [string, string, string, string]
): Generator<Hit> {
  const { body } = resource
  const spoken = textOf(entryOf(body, protocol)?.value) ?? (numberOf(entryOf(body, port)?.value) === 80 ? 'HTTP' : null)
  if (spoken !== 'HTTP') return
  const kinds = itemsOf(entryOf(body, actions)?.value).map((one) =>
    textOf(entryOf(one, resource.platform === 'terraform' ? 'type' : 'Type')?.value),
  )
  if (kinds.length === 0 || !kinds.every((kind) => kind === 'forward')) return
  // Inside a network it is a decision of its own; only what is known to face the internet is meant.
  const target = referenceOf(entryOf(body, balancer)?.value)
  const facing = unit.resources.find((one) => one.address === target)
  if (facing === undefined || !facesInternet(facing)) return
  yield { rule: PLAIN_HTTP, at: placeOf(resource, protocol), message: `${nameOf(resource)} forwards plain HTTP.` }
}

function facesInternet({ body, platform }: ConfiguredResource): boolean {
  if (platform === 'terraform') {
    const internal = find(body, 'internal')
    return internal === 'absent' || (internal !== undefined && boolOf(internal) === false)
  }
  const scheme = find(body, 'Scheme')
  return scheme === 'absent' || (scheme !== undefined && textOf(scheme) === 'internet-facing')
}

function* plainDistribution(resource: ConfiguredResource, path: string): Generator<Hit> {
  const policy = find(resource.body, path)
  if (policy === undefined || policy === 'absent' || textOf(policy) !== 'allow-all') return
  yield { rule: PLAIN_HTTP, at: placeOf(resource, path), message: `${nameOf(resource)} answers plain HTTP.` }
}

export const exposure: readonly Judge[] = [databases, buckets, metadata, optionalTokens, clusters, listeners]
