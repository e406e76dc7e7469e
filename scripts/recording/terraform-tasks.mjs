// Tasks in Terraform: what each of them went through, told with the words of the tools.
import { podsListed, rolledOut } from './clouds.mjs'
import { begin, destroyGate, end } from './steps.mjs'
import { applied, initialized, planned } from './terraform.mjs'

const AWS = ['aws', { range: '>= 5.100.0, < 7.0.0', exact: '5.100.0', seconds: 6 }]
const RANDOM = ['random', { range: '~> 3.6', exact: '3.7.2', seconds: 1 }]

const NETWORK = [
  ['aws_kms_key.logs', 4, 'key/1f0c6a2e-8f54'],
  ['random_id.suffix', 0, 'p3Qy1A'],
  ['aws_vpc.main', 12, 'vpc-0a41d9b2c7f3e6580'],
  ['aws_cloudwatch_log_group.flow', 2, '/vpc/acme-prod/flow', 'aws_kms_key.logs'],
  ['aws_internet_gateway.main', 1, 'igw-0b7c1d55e2a9f0343', 'aws_vpc.main'],
  ...['a', 'b', 'c'].flatMap((zone, index) => [
    [`aws_subnet.public["us-east-1${zone}"]`, 11, `subnet-0${index}91c5d7ae2fb8364`, 'aws_vpc.main'],
    [`aws_subnet.private["us-east-1${zone}"]`, 1, `subnet-0${index}4e8f1b29ad67c30`, 'aws_vpc.main'],
    [`aws_route_table.private["us-east-1${zone}"]`, 1, `rtb-0${index}d2ab7c9135fe608`, 'aws_vpc.main'],
    [
      `aws_route_table_association.private["us-east-1${zone}"]`,
      1,
      `rtbassoc-0${index}7ce4f0`,
      `aws_route_table.private["us-east-1${zone}"]`,
    ],
  ]),
  ['aws_eip.nat', 1, 'eipalloc-0c9d4e3fa1', 'aws_internet_gateway.main'],
  ['aws_nat_gateway.main', 104, 'nat-0e51b7ca94d3f2886', 'aws_eip.nat', 'aws_subnet.public["us-east-1a"]'],
  ...['a', 'b', 'c'].map((zone, index) => [
    `aws_route.private_nat["us-east-1${zone}"]`,
    1,
    `r-rtb-0${index}d2ab71080289494`,
    'aws_nat_gateway.main',
  ]),
]
const CLUSTER = [
  ['aws_iam_role.cluster', 1, 'acme-prod-cluster'],
  ['aws_iam_role_policy_attachment.cluster', 1, 'acme-prod-cluster-AmazonEKSClusterPolicy', 'aws_iam_role.cluster'],
  ['aws_iam_role.nodes', 1, 'acme-prod-nodes'],
  ...['CNI', 'Worker', 'Registry'].map((name) => [
    `aws_iam_role_policy_attachment.nodes["${name}"]`,
    1,
    `acme-prod-nodes-${name}`,
    'aws_iam_role.nodes',
  ]),
]
const eks = (id) => [
  ['aws_eks_cluster.main', 470, id, 'aws_iam_role_policy_attachment.cluster', 'aws_subnet.private["us-east-1a"]'],
  [
    'aws_eks_node_group.general',
    102,
    'acme-prod:general',
    'aws_eks_cluster.main',
    'aws_iam_role_policy_attachment.nodes["CNI"]',
  ],
  ...['vpc-cni', 'kube-proxy', 'coredns'].map((name) => [
    `aws_eks_addon.this["${name}"]`,
    18,
    `acme-prod:${name}`,
    'aws_eks_node_group.general',
  ]),
]
const OLD_VERSION = `╷
│ Error: creating EKS Cluster (acme-prod): operation error EKS: CreateCluster, https response error StatusCode: 400, InvalidParameterException: unsupported Kubernetes version 1.27
│
│   with aws_eks_cluster.main,
│   on eks.tf line 1, in resource "aws_eks_cluster" "main":
│    1: resource "aws_eks_cluster" "main" {
│
╵`

/** A cluster; the first deployment fails, the second one is kept until its destruction is approved. */
export function clusterTask(lane) {
  begin(lane, 'tf-hcl', [
    ['versions.tf', 14],
    ['locals.tf', 22],
    ['network.tf', 118],
    ['eks.tf', 96],
    ['iam.tf', 74],
    ['kms.tf', 31],
    ['variables.tf', 64],
    ['outputs.tf', 28],
    ['tests/cluster.tftest.hcl', 57],
  ])
  lane.step('lint').run('terraform fmt -check -recursive')
  initialized(lane, [AWS, RANDOM]).run('terraform validate', 'Success! The configuration is valid.', 2)
  const first = [...NETWORK, ...CLUSTER, ...eks({ error: OLD_VERSION })]
  planned(lane, first, 8)
  lane.step('deploy 1/4   us-east-1').run('terraform apply -input=false tfplan').emit('task.spent', { deploys: 1 })
  applied(lane, first)
  lane.step('correct eks.tf').wait(4).log('write eks.tf (96 lines): version = var.cluster_version, default "1.33"')
  // What the first one created is there already.
  const second = eks('acme-prod').map(([address, seconds, id, ...needs]) => [
    address,
    seconds,
    id,
    ...needs.filter((need) => need.startsWith('aws_eks')),
  ])
  planned(lane, second, 5)
  lane.step('deploy 2/4   us-east-1').run('terraform apply -input=false tfplan').emit('task.spent', { deploys: 1 })
  applied(lane, second)
  lane.lines(
    `\nApply complete! Resources: ${second.length} added, 0 changed, 0 destroyed.\n\nOutputs:\n\ncluster_endpoint = "https://7C1D9E42B0A3F568.gr7.us-east-1.eks.amazonaws.com"\ncluster_name = "acme-prod"`,
    0.05,
  )
  lane.step('tests')
  podsListed(lane, [
    ['kube-system', 'aws-node-5xk2p', '96s'],
    ['kube-system', 'aws-node-tq8dn', '94s'],
    ['kube-system', 'coredns-7bf648ff5d-h6vzt', '2m'],
    ['kube-system', 'coredns-7bf648ff5d-mlk4c', '2m'],
    ['kube-system', 'kube-proxy-9jr2w', '96s'],
    ['kube-system', 'kube-proxy-s5xqd', '94s'],
  ])
  rolledOut(lane, 'coredns', 2, 6)
  lane.run(
    'terraform test',
    'tests/cluster.tftest.hcl... in progress\n  run "cluster_is_private"... pass\n  run "nodes_in_three_zones"... pass\n  run "logs_are_encrypted"... pass\ntests/cluster.tftest.hcl... tearing down\ntests/cluster.tftest.hcl... pass\n\nSuccess! 3 passed, 0 failed.',
    1.5,
  )
  const all = [...NETWORK, ...CLUSTER, ...eks('acme-prod')]
  lane.step('waits for the destruction').gate(destroyGate(lane.task, all.length, 'aws_kms_key.logs'), 'destroy', 22)
  lane.step('destroy   us-east-1').run('terraform destroy -auto-approve -input=false')
  applied(
    lane,
    all.map(([address, seconds, ...rest]) => [address, Math.ceil(seconds / 2), ...rest]),
    { destroying: true },
  )
  lane.lines(`\nDestroy complete! Resources: ${all.length} destroyed.`, 0.1)
  end(
    lane,
    'pull request #214 · 9 files · 2 deploys',
    9,
    'terraform validate · tests 3/3 · destroyed, state empty',
    0.84,
  )
}

const BUCKETS = ['artifacts', 'logs', 'reports'].flatMap((name) => [
  [`aws_s3_bucket.this["${name}"]`, 3, `acme-${name}-p3qy1a`],
  [`aws_s3_bucket_versioning.this["${name}"]`, 2, `acme-${name}-p3qy1a`, `aws_s3_bucket.this["${name}"]`],
  [`aws_s3_bucket_public_access_block.this["${name}"]`, 1, `acme-${name}-p3qy1a`, `aws_s3_bucket.this["${name}"]`],
  [
    `aws_s3_bucket_server_side_encryption_configuration.this["${name}"]`,
    1,
    `acme-${name}-p3qy1a`,
    `aws_s3_bucket.this["${name}"]`,
  ],
])

/** Buckets, quickly done. */
export function bucketTask(lane) {
  begin(lane, 'tf-hcl', [
    ['main.tf', 58],
    ['policy.tf', 41],
    ['variables.tf', 30],
    ['outputs.tf', 12],
  ])
  initialized(lane, [AWS, RANDOM])
  planned(lane, BUCKETS, 5)
  lane.step('deploy 1/4   us-east-1').emit('task.spent', { deploys: 1 }).run('terraform apply -input=false tfplan')
  applied(lane, BUCKETS)
  lane.lines(`\nApply complete! Resources: ${BUCKETS.length} added, 0 changed, 0 destroyed.`, 0.1)
  lane
    .step('tests')
    .run(
      'terraform test',
      'tests/buckets.tftest.hcl... in progress\n  run "nothing_is_public"... pass\n  run "everything_is_encrypted"... pass\ntests/buckets.tftest.hcl... pass\n\nSuccess! 2 passed, 0 failed.',
      2,
    )
  lane.step('destroy   us-east-1').run('terraform destroy -auto-approve -input=false')
  applied(lane, BUCKETS, { destroying: true })
  lane.lines(`\nDestroy complete! Resources: ${BUCKETS.length} destroyed.`, 0.1)
  end(lane, 'pull request #218 · 4 files · 1 deploy', 4, 'terraform validate · tests 2/2 · state empty', 0.12)
}

/** Four deployments, four times the same refusal: it is given up. */
export function failingTask(lane) {
  begin(lane, 'tf-hcl', [
    ['main.tf', 88],
    ['certificate.tf', 33],
    ['variables.tf', 28],
    ['outputs.tf', 9],
  ])
  initialized(lane, [AWS])
  const resources = [
    ['aws_acm_certificate.main', 6, 'arn:aws:acm:us-east-1:000000000000:certificate/9d3f'],
    ['aws_cloudfront_origin_access_control.main', 2, 'E2QWRUHAPOMQZL'],
    [
      'aws_cloudfront_distribution.main',
      9,
      {
        error:
          '╷\n│ Error: creating CloudFront Distribution: operation error CloudFront: CreateDistributionWithTags, https response error StatusCode: 403, AccessDenied: Your account must be verified before you can add new CloudFront resources.\n│\n│   with aws_cloudfront_distribution.main,\n│   on main.tf line 31, in resource "aws_cloudfront_distribution" "main":\n│   31: resource "aws_cloudfront_distribution" "main" {\n│\n╵',
      },
      'aws_acm_certificate.main',
      'aws_cloudfront_origin_access_control.main',
    ],
  ]
  planned(lane, resources, 5)
  for (const attempt of [1, 2, 3, 4]) {
    lane
      .step(`deploy ${attempt}/4   us-east-1`)
      .emit('task.spent', { deploys: 1 })
      .run('terraform apply -input=false tfplan')
    applied(lane, attempt === 1 ? resources : resources.slice(2).map((one) => one.slice(0, 3)))
    if (attempt < 4) lane.step('wait, then again').wait(30)
  }
  lane.step('destroy   us-east-1').run('terraform destroy -auto-approve -input=false')
  applied(lane, resources.slice(0, 2), { destroying: true })
  lane.lines('\nDestroy complete! Resources: 2 destroyed.', 0.1)
  lane.emit('task.spent', { usd: 0.19 }).phase('qa', 'failed')
  lane.emit('task.finished', {
    outcome: 'failed',
    summary: 'four deployments refused: the account may not create CloudFront resources yet',
  })
}
