import type { Unit } from '../resources/unit.ts'
import { isPolicy, type PolicyKind } from './document.ts'
import { type FoundPolicies, nodesAt, nothingFound, take } from './policies.ts'

/** Properties that hold a policy, and what kind it is. */
const PROPERTIES: Readonly<Record<string, Readonly<Record<string, PolicyKind>>>> = {
  'AWS::IAM::Policy': { PolicyDocument: 'identity' },
  'AWS::IAM::ManagedPolicy': { PolicyDocument: 'identity' },
  'AWS::IAM::RolePolicy': { PolicyDocument: 'identity' },
  'AWS::IAM::UserPolicy': { PolicyDocument: 'identity' },
  'AWS::IAM::GroupPolicy': { PolicyDocument: 'identity' },
  'AWS::IAM::Role': { AssumeRolePolicyDocument: 'trust', 'Policies.PolicyDocument': 'identity' },
  'AWS::IAM::User': { 'Policies.PolicyDocument': 'identity' },
  'AWS::IAM::Group': { 'Policies.PolicyDocument': 'identity' },
  'AWS::SSO::PermissionSet': { InlinePolicy: 'identity' },
  'AWS::Organizations::Policy': { Content: 'limit' },
  'AWS::S3::BucketPolicy': { PolicyDocument: 'resource' },
  'AWS::SQS::QueuePolicy': { PolicyDocument: 'resource' },
  'AWS::SNS::TopicPolicy': { PolicyDocument: 'resource' },
  'AWS::KMS::Key': { KeyPolicy: 'resource' },
  'AWS::ECR::Repository': { RepositoryPolicyText: 'resource' },
  'AWS::SecretsManager::ResourcePolicy': { ResourcePolicy: 'resource' },
  'AWS::EC2::VPCEndpoint': { PolicyDocument: 'resource' },
  'AWS::EFS::FileSystem': { FileSystemPolicy: 'resource' },
  'AWS::OpenSearchService::Domain': { AccessPolicies: 'resource' },
  'AWS::Elasticsearch::Domain': { AccessPolicies: 'resource' },
  'AWS::Logs::ResourcePolicy': { PolicyDocument: 'resource' },
  'AWS::Backup::BackupVault': { AccessPolicy: 'resource' },
  'AWS::ApiGateway::RestApi': { Policy: 'resource' },
}

/** Every policy of a template. */
export function policiesOfTemplate(unit: Unit): FoundPolicies {
  const found = nothingFound()
  for (const { type, address, body } of unit.resources) {
    for (const [path, kind] of Object.entries(PROPERTIES[type] ?? {})) {
      for (const node of nodesAt(body, path.split('.'))) take(found, node, kind, address, type)
    }
    if (type !== 'AWS::Serverless::Function') continue
    // Beside names of policies and of templates for them, a function may have policies of its own.
    for (const list of nodesAt(body, ['Policies'])) {
      for (const node of list.is === 'list' ? list.items : [list]) {
        if (node.is === 'map' && isPolicy(node)) take(found, node, 'identity', address, type)
      }
    }
  }
  return found
}
