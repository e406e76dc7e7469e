// How fast the whole program judges 500 Kubernetes objects and a CloudFormation template of nearly a megabyte, beside a bare Node:
//   node bench/checks.mjs objects
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('../../bin/skillchain.cjs', import.meta.url))
const RUNS = 7

export function objectSpeed() {
  const dir = mkdtempSync(join(tmpdir(), 'skillchain-objects-'))
  try {
    const bare = median(() => spawnSync(process.execPath, ['-e', '0']))
    for (const [what, text] of [
      ['kubernetes', objects(500)],
      ['cloudformation', template(990_000)],
    ]) {
      const folder = join(dir, what)
      mkdirSync(folder)
      let run = 0
      const ours = median(() => {
        // Another text each time: what was judged once is remembered.
        writeFileSync(join(folder, 'all.yaml'), `${text}# ${run++}\n`)
        return spawnSync(process.execPath, [program, 'check', folder, '--offline', '--only', what], {
          encoding: 'utf8',
        })
      })
      console.log(
        `${what}: ${(text.length / 1000).toFixed(0)} kB, ${ours.wall.toFixed(0)} ms, bare node ${bare.wall.toFixed(0)} ms: ${(ours.wall / bare.wall).toFixed(1)} x (${ours.said})`,
      )
    }
    return 0
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

function median(run) {
  const times = []
  let said = ''
  for (let count = 0; count < RUNS; count++) {
    const started = performance.now()
    said = (run().stdout ?? '').toString().trim().split('\n').at(-1)
    times.push(performance.now() - started)
  }
  return { wall: times.sort((a, b) => a - b)[RUNS >> 1], said }
}

function objects(count) {
  let text = ''
  for (let index = 0; index < count / 2; index++) {
    const name = `web-${index}`
    text += `---
apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, labels: {app.kubernetes.io/name: ${name}}}
spec:
  replicas: 2
  selector:
    matchLabels: {app.kubernetes.io/name: ${name}}
  template:
    metadata:
      labels: {app.kubernetes.io/name: ${name}}
    spec:
      securityContext: {runAsNonRoot: true}
      containers:
        - name: web
          image: registry.example.com/web:1.2.3
          ports:
            - name: http
              containerPort: 8080
          resources:
            requests: {cpu: 100m, memory: 128Mi}
            limits: {memory: 256Mi}
          readinessProbe:
            httpGet: {path: /ready, port: http}
---
apiVersion: v1
kind: Service
metadata: {name: ${name}}
spec:
  selector: {app.kubernetes.io/name: ${name}}
  ports: [{name: http, port: 80, targetPort: http}]
`
  }
  return text
}

function template(size) {
  let text = `AWSTemplateFormatVersion: "2010-09-09"
Parameters:
  Image: {Type: "AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>"}
Resources:
  Vpc: {Type: "AWS::EC2::VPC", Properties: {CidrBlock: 10.0.0.0/16}}
  Group: {Type: "AWS::EC2::SecurityGroup", Properties: {GroupDescription: all, VpcId: !Ref Vpc}}
`
  for (let index = 0; text.length < size - 2500; index++) {
    text += `  Instance${index}:
    Type: AWS::EC2::Instance
    Properties:
      ImageId: !Ref Image
      InstanceType: t3.micro
      SecurityGroupIds: [!GetAtt Group.GroupId]
      UserData:
        Fn::Base64: !Sub |
          #!/bin/bash
${'          echo "in ${AWS::Region}, ${Vpc.CidrBlock}"\n'.repeat(22)}      Tags:
${Array.from({ length: 10 }, (_, tag) => `        - Key: tag-${tag}\n          Value: !Sub "\${AWS::StackName}-${index}"\n`).join('')}`
  }
  return text
}
