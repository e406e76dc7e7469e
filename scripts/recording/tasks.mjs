// The tasks of the recorded batch: what each of them went through, told with the words of the tools.
import { cdkDeployed, npmInstalled, podsListed, rolledOut } from './clouds.mjs'
import { applied, initialized, planned } from './terraform.mjs'

const AWS = ['aws', { range: '>= 5.100.0, < 7.0.0', exact: '5.100.0', seconds: 6 }]
const RANDOM = ['random', { range: '~> 3.6', exact: '3.7.2', seconds: 1 }]

const pullRequest = (task, files, checks) => ({
  kind: 'gate',
  id: `pr:${task}`,
  gate: 'pull-request',
  title: `Open a pull request for IAC-TAP-${task}`,
  lines: [`Branch IAC-TAP-${task} goes to the remote: ${files} files, one commit.`],
  evidence: [checks, 'protected files untouched'],
  choices: [
    { key: 'keep', label: 'keep the branch here' },
    { key: 'approve', label: 'push it and open the pull request' },
  ],
  safe: 'keep',
})

const destroy = (task, many, data) => ({
  kind: 'gate',
  id: `destroy:${task}`,
  gate: 'destroy',
  title: `DESTROY · task ${task} · account 0000-0000-0000 · us-east-1`,
  lines: [`${many} resources will be deleted, 1 holds data (${data})`],
  evidence: ['deployed and tested in this run', 'integration tests 9/9'],
  choices: [
    { key: 'keep', label: 'keep everything' },
    { key: 'destroy', label: 'delete all of it' },
  ],
  safe: 'keep',
  typed: `destroy ${task}`,
})

function begin(lane, template, files) {
  lane.emit('task.started').phase('init', 'running').step('worktree and template')
  lane
    .run(
      `git worktree add worktree/IAC-TAP-${lane.task} -b IAC-TAP-${lane.task}`,
      `Preparing worktree (new branch 'IAC-TAP-${lane.task}')\nHEAD is now at 4f1c2ab Template ${template}`,
      0.4,
    )
    .run(`cp -r templates/${template}/. .`)
    .lines('metadata.json: platform, language and difficulty as in tasks.csv')
  lane.phase('init', 'passed').phase('generate', 'running')
  for (const [index, [path, lines]] of files.entries()) {
    lane.step(`write ${path}  ${index + 1}/${files.length}`)
    lane.wait(3).log(`write ${path} (${lines} lines)`)
  }
  return lane.phase('generate', 'passed').phase('qa', 'running')
}

function end(lane, summary, files, checks, usd) {
  lane.phase('qa', 'passed').phase('review', 'running').step('review against the prompt')
  lane
    .lines(
      'requirement 1 of 6: encryption at rest: kms.tf:3\nrequirement 2 of 6: least privilege: iam.tf:11\nrequirement 3 of 6: tags: locals.tf:4\nrequirement 4 of 6: outputs: outputs.tf:1\nrequirement 5 of 6: tests: test/\nrequirement 6 of 6: no retention left behind: checked',
      1.4,
    )
    .emit('task.spent', { usd })
  lane.phase('review', 'passed').phase('pr', 'running').step('waits for the pull request')
  lane.gate(pullRequest(lane.task, files, checks), 'approve', 14)
  lane.run(
    `git push -u origin IAC-TAP-${lane.task}`,
    `remote: Resolving deltas: 100% (${files * 2}/${files * 2}), done.\n * [new branch]      IAC-TAP-${lane.task} -> IAC-TAP-${lane.task}`,
    0.5,
  )
  return lane.phase('pr', 'passed').emit('task.finished', { outcome: 'done', summary })
}

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
  lane
    .step('lint')
    .run('terraform fmt -check -recursive')
    .run('terraform validate', 'Success! The configuration is valid.', 2)
  initialized(lane, [AWS, RANDOM])
  const first = [...NETWORK, ...CLUSTER, ...eks({ error: OLD_VERSION })]
  planned(lane, first, 8)
  lane.step('deploy 1/4   us-east-1').run('terraform apply -input=false tfplan').emit('task.spent', { deploys: 1 })
  applied(lane, first)
  lane.step('correct eks.tf').wait(4).log('write eks.tf (96 lines): version = var.cluster_version, default "1.33"')
  const second = [
    ...NETWORK.slice(0, 0),
    ...eks('acme-prod').map(([address, seconds, id, ...needs]) => [
      address,
      seconds,
      id,
      ...needs.filter((need) => need.startsWith('aws_eks')),
    ]),
  ]
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
    'tests/cluster.tftest.hcl... in progress\n  run "cluster_is_private"... pass\n  run "nodes_in_three_zones"... pass\n  run "logs_are_encrypted"... pass\ntests/cluster.tftest.hcl... tearing down\ntests/cluster.tftest.hcl... pass\n\nSuccess! 9 passed, 0 failed.',
    1.5,
  )
  lane.step('waits for the destruction').gate(destroy(lane.task, 34, 'aws_kms_key.logs'), 'destroy', 22)
  lane.step('destroy   us-east-1').run('terraform destroy -auto-approve -input=false')
  applied(
    lane,
    [...NETWORK, ...CLUSTER, ...eks('acme-prod')].map(([a, s, id, ...n]) => [a, Math.ceil(s / 2), id, ...n]),
    { destroying: true },
  )
  lane.lines('\nDestroy complete! Resources: 34 destroyed.', 0.1)
  end(
    lane,
    'pull request #214 · 9 files · 2 deploys',
    9,
    'terraform validate · tests 9/9 · destroyed, state empty',
    0.84,
  )
}

const stackEvents = (lane, rows) => {
  for (const [seconds, status, id, type, why = ''] of rows)
    lane
      .wait(seconds)
      .log(
        `${new Date(Date.UTC(2026, 10, 20, 14, 2) + lane.at).toISOString().slice(0, 19)}Z  ${status.padEnd(20)} ${type.padEnd(26)} ${id}${why && `  ${why}`}`,
      )
}

/** A queue with its consumer, as a CloudFormation template. */
export function queueTask(lane) {
  begin(lane, 'cfn-yaml', [
    ['lib/TapStack.yml', 242],
    ['lib/lambda/consumer.py', 61],
    ['test/unit_test.py', 88],
    ['test/int_test.py', 72],
    ['README.md', 40],
  ])
  lane
    .step('lint')
    .run(
      'cfn-lint lib/TapStack.yml',
      'W3005 Obsolete DependsOn on resource (DeadLetterQueue), dependency already enforced by a "Ref"\nlib/TapStack.yml:64:7',
      1.2,
    )
  lane.wait(3).log('write lib/TapStack.yml (241 lines): DependsOn removed').run('cfn-lint lib/TapStack.yml')
  lane.run(
    'python3 -m pytest test/unit_test.py -q',
    '............................                                             [100%]\n28 passed in 3.91s',
    3,
  )
  lane
    .step('deploy 1/4   us-east-1')
    .emit('task.spent', { deploys: 1 })
    .run(
      `aws cloudformation deploy --stack-name TapStack${lane.task} --template-file lib/TapStack.yml --capabilities CAPABILITY_IAM`,
      '\nWaiting for changeset to be created..\nWaiting for stack create/update to complete',
      5,
    )
  stackEvents(lane, [
    [1, 'CREATE_IN_PROGRESS', `TapStack${lane.task}`, 'AWS::CloudFormation::Stack', 'User Initiated'],
    [3, 'CREATE_IN_PROGRESS', 'QueueKey', 'AWS::KMS::Key'],
    [1, 'CREATE_IN_PROGRESS', 'ConsumerRole', 'AWS::IAM::Role'],
    [16, 'CREATE_COMPLETE', 'ConsumerRole', 'AWS::IAM::Role'],
    [104, 'CREATE_COMPLETE', 'QueueKey', 'AWS::KMS::Key'],
    [2, 'CREATE_IN_PROGRESS', 'QueueKeyAlias', 'AWS::KMS::Alias'],
    [1, 'CREATE_IN_PROGRESS', 'DeadLetterQueue', 'AWS::SQS::Queue'],
    [62, 'CREATE_COMPLETE', 'DeadLetterQueue', 'AWS::SQS::Queue'],
    [1, 'CREATE_COMPLETE', 'QueueKeyAlias', 'AWS::KMS::Alias'],
    [1, 'CREATE_IN_PROGRESS', 'OrdersQueue', 'AWS::SQS::Queue'],
    [63, 'CREATE_COMPLETE', 'OrdersQueue', 'AWS::SQS::Queue'],
    [2, 'CREATE_IN_PROGRESS', 'ConsumerPolicy', 'AWS::IAM::Policy'],
    [1, 'CREATE_IN_PROGRESS', 'Consumer', 'AWS::Lambda::Function'],
    [15, 'CREATE_COMPLETE', 'ConsumerPolicy', 'AWS::IAM::Policy'],
    [6, 'CREATE_COMPLETE', 'Consumer', 'AWS::Lambda::Function'],
    [2, 'CREATE_IN_PROGRESS', 'ConsumerMapping', 'AWS::Lambda::EventSourceMapping'],
    [24, 'CREATE_COMPLETE', 'ConsumerMapping', 'AWS::Lambda::EventSourceMapping'],
    [1, 'CREATE_IN_PROGRESS', 'DepthAlarm', 'AWS::CloudWatch::Alarm'],
    [3, 'CREATE_COMPLETE', 'DepthAlarm', 'AWS::CloudWatch::Alarm'],
    [2, 'CREATE_COMPLETE', `TapStack${lane.task}`, 'AWS::CloudFormation::Stack'],
  ])
  lane.log(`Successfully created/updated stack - TapStack${lane.task}`)
  lane
    .step('tests')
    .run(
      'python3 -m pytest test/int_test.py -q',
      '.........                                                                [100%]\n9 passed in 21.40s',
      12,
    )
  lane
    .step('destroy   us-east-1')
    .run(`aws cloudformation delete-stack --stack-name TapStack${lane.task}`)
    .run(`aws cloudformation wait stack-delete-complete --stack-name TapStack${lane.task}`)
    .wait(70)
  end(lane, 'pull request #215 · 5 files · 1 deploy', 5, 'cfn-lint clean · tests 37/37 · stack deleted', 0.31)
}

/** A task that nobody can write without a model. */
export function blockedTask(lane) {
  lane.emit('task.started').phase('init', 'running').step('worktree and template')
  lane.run(
    `git worktree add worktree/IAC-TAP-${lane.task} -b IAC-TAP-${lane.task}`,
    `Preparing worktree (new branch 'IAC-TAP-${lane.task}')\nHEAD is now at 4f1c2ab Template pulumi-ts`,
    0.4,
  )
  npmInstalled(lane, 312, 19)
  lane.phase('init', 'passed').phase('generate', 'running').step('look for an author')
  lane.lines(
    'embedded author: no pattern for "event-sourced ledger across three accounts"\nANTHROPIC_API_KEY is not set\nno command is set for an agent (agents.exec)',
    0.6,
  )
  lane.emit('task.blocked', { reason: 'needs a model: no key is set' })
}

/** A service behind a load balancer, with the CDK. */
export function serviceTask(lane) {
  begin(lane, 'cdk-ts', [
    ['lib/tap-stack.ts', 48],
    ['lib/network.ts', 66],
    ['lib/service.ts', 131],
    ['lib/database.ts', 74],
    ['test/tap-stack.unit.test.ts', 93],
    ['test/tap-stack.int.test.ts', 80],
  ])
  lane.step('npm ci')
  npmInstalled(lane, 386, 24)
  lane
    .step('build')
    .run(
      'npx tsc --noEmit',
      "lib/service.ts(57,9): error TS2353: Object literal may only specify known properties, and 'healthCheck' does not exist in type 'ApplicationLoadBalancedFargateServiceProps'.",
      4,
    )
  lane
    .wait(4)
    .log('write lib/service.ts (133 lines): configureHealthCheck on the target group')
    .run('npx tsc --noEmit')
    .wait(4)
  lane.step('synth').run('npx cdk synth --quiet', 'Successfully synthesized to cdk.out', 7)
  lane.run(
    'npx jest --coverage',
    ' PASS  test/tap-stack.unit.test.ts (9.12 s)\n  TapStack\n    ✓ network has three private subnets (41 ms)\n    ✓ database is encrypted and not public (7 ms)\n    ✓ service runs two tasks (5 ms)\n    ✓ alarms page somebody (6 ms)\nTests:       14 passed, 14 total',
    1.2,
  )
  lane
    .step('deploy 1/4   us-east-1')
    .emit('task.spent', { deploys: 1 })
    .run(
      'npx cdk deploy --require-approval never',
      `TapStack${lane.task}: building assets...\nTapStack${lane.task}: deploying... [1/1]\nTapStack${lane.task}: creating CloudFormation changeset...`,
      4,
    )
  cdkDeployed(lane, `TapStack${lane.task}`, [
    ['Vpc', 'AWS::EC2::VPC', 14],
    ['Igw', 'AWS::EC2::InternetGateway', 17],
    ...[1, 2, 3].flatMap((n) => [
      [`PublicSubnet${n}`, 'AWS::EC2::Subnet', 6, 'Vpc'],
      [`PrivateSubnet${n}`, 'AWS::EC2::Subnet', 6, 'Vpc'],
      [`PrivateRoute${n}`, 'AWS::EC2::RouteTable', 12, 'Vpc'],
    ]),
    ['Eip', 'AWS::EC2::EIP', 18, 'Igw'],
    ['NatGateway', 'AWS::EC2::NatGateway', 112, 'Eip', 'PublicSubnet1'],
    ['Logs', 'AWS::Logs::LogGroup', 4],
    ['TaskRole', 'AWS::IAM::Role', 17],
    ['Cluster', 'AWS::ECS::Cluster', 5],
    ['DatabaseSubnets', 'AWS::RDS::DBSubnetGroup', 3, 'PrivateSubnet1', 'PrivateSubnet2', 'PrivateSubnet3'],
    ['DatabaseSecret', 'AWS::SecretsManager::Secret', 4],
    ['Database', 'AWS::RDS::DBInstance', 341, 'DatabaseSubnets', 'DatabaseSecret'],
    ['TaskDefinition', 'AWS::ECS::TaskDefinition', 3, 'TaskRole', 'Logs'],
    ['LoadBalancer', 'AWS::ElasticLoadBalancingV2::LoadBalancer', 152, 'PublicSubnet1', 'PublicSubnet2', 'Igw'],
    ['Targets', 'AWS::ElasticLoadBalancingV2::TargetGroup', 3, 'Vpc'],
    ['Listener', 'AWS::ElasticLoadBalancingV2::Listener', 3, 'LoadBalancer', 'Targets'],
    ['Service', 'AWS::ECS::Service', 96, 'Listener', 'TaskDefinition', 'Database', 'NatGateway'],
  ])
  lane.lines(
    `\n ✅  TapStack${lane.task}\n\n✨  Deployment time: 468.2s\n\nOutputs:\nTapStack${lane.task}.Url = http://TapSt-LoadB-1QX2.us-east-1.elb.amazonaws.com`,
    0.1,
  )
  lane
    .step('tests')
    .run(
      'npx jest --config jest.int.config.js',
      ' PASS  test/tap-stack.int.test.ts (38.6 s)\nTests:       6 passed, 6 total',
      9,
    )
  lane
    .step('destroy   us-east-1')
    .run('npx cdk destroy --force', `TapStack${lane.task}: destroying... [1/1]`, 3)
    .wait(180)
    .lines(`\n ✅  TapStack${lane.task}: destroyed`)
  end(lane, 'pull request #216 · 6 files · 1 deploy', 6, 'tsc · jest 20/20 · stack deleted', 0.62)
}

/** Workloads on a cluster that is there: manifests, a rollout, policies. */
export function workloadTask(lane) {
  begin(lane, 'tf-hcl', [
    ['k8s/base/deployment.yaml', 71],
    ['k8s/base/service.yaml', 16],
    ['k8s/base/gateway.yaml', 44],
    ['k8s/base/network-policy.yaml', 38],
    ['k8s/overlays/prod/kustomization.yaml', 29],
    ['k8s/overlays/prod/patches/hpa.yaml', 34],
  ])
  lane
    .step('lint')
    .run(
      'kubectl kustomize k8s/overlays/prod | kubeconform -strict -summary',
      'Summary: 11 resources found parsing stdin - Valid: 11, Invalid: 0, Errors: 0, Skipped: 0',
      2,
    )
  lane
    .step('deploy 1/4   us-east-1')
    .emit('task.spent', { deploys: 1 })
    .run(
      'kubectl apply --server-side -k k8s/overlays/prod',
      [
        'namespace/payments',
        'serviceaccount/payments',
        'configmap/payments-7m2k9d8f5t',
        'service/payments',
        'deployment.apps/payments',
        'horizontalpodautoscaler.autoscaling/payments',
        'poddisruptionbudget.policy/payments',
        'networkpolicy.networking.k8s.io/payments',
        'networkpolicy.networking.k8s.io/default-deny',
        'gateway.gateway.networking.k8s.io/payments',
        'httproute.gateway.networking.k8s.io/payments',
      ]
        .map((name) => `${name} serverside-applied`)
        .join('\n'),
      0.25,
    )
  rolledOut(lane, 'payments', 6, 48)
  podsListed(
    lane,
    ['4xk9p', '7wq2m', 'b8tzn', 'hd5vr', 'm2lcs', 'xz6jf'].map((tail) => [
      'payments',
      `payments-6d9c7b5f48-${tail}`,
      '49s',
    ]),
  )
  lane
    .step('tests')
    .run(
      'kubectl -n payments run probe --rm -i --restart=Never --image=curlimages/curl:8.10.1 -- -fsS http://payments/healthz',
      '{"status":"ok","region":"東京 ap-northeast-1"}\npod "probe" deleted',
      3,
    )
  lane.run(
    'kube-score score k8s/rendered.yaml --output-format ci',
    [
      '[OK] payments apps/v1/Deployment',
      '[OK] payments policy/v1/PodDisruptionBudget',
      '[OK] payments networking.k8s.io/v1/NetworkPolicy',
      '[OK] payments v1/Service',
    ].join('\n'),
    0.4,
  )
  lane
    .step('destroy')
    .run(
      'kubectl delete -k k8s/overlays/prod --wait',
      [
        'namespace "payments" deleted',
        'service "payments" deleted from payments namespace',
        'deployment.apps "payments" deleted from payments namespace',
      ].join('\n'),
      4,
    )
  end(lane, 'pull request #217 · 6 files · 1 deploy', 6, 'kubeconform 11/11 · probe ok · namespace gone', 0.22)
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
