// Tasks of the other platforms.
import { cdkDeployed, npmInstalled, podsListed, rolledOut } from './clouds.mjs'
import { begin, end } from './steps.mjs'

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
