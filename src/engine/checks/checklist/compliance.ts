import { dig, isMap, lineIn } from '../read/manifests.ts'
import { attribute, blocksOf } from '../read/terraform.ts'
import type { Survey, TfResource } from '../survey.ts'
import { lineAt } from '../tree.ts'
import { at, count, every, type Finding, type Line, some } from './finding.ts'
import { type Workload, workloads } from './workloads.ts'

export const compliance: Line = {
  line: 'Compliance and security best practices',
  otherwise: 'Nothing here has a security setting to judge.',
  judge: (survey) => [
    ...regulations(survey),
    ...buckets(survey),
    ...databases(survey),
    ...instances(survey),
    ...clusters(survey),
    ...policies(survey),
    ...pods(survey),
  ],
}

/** Each regulation that was answered is mapped to files by a document. */
function regulations(survey: Survey): Finding[] {
  const wanted = survey.facts.list('compliance').map(String)
  return wanted.map((name) => {
    const pages = survey.documents.flatMap((file) => {
      const mention = new RegExp(`\\b${name.replace(/[^\w]/g, '')}\\b`, 'i').exec(file.text)
      return mention && /`[\w./-]+\/[\w.*-]+`|\]\(/.test(file.text) && /complian|control/i.test(file.text)
        ? [at(survey, file.path, lineAt(file.text, mention.index))]
        : []
    })
    return {
      ok: pages.length > 0,
      says: pages.length > 0 ? `files mapped for ${name}` : `no files mapped for ${name}`,
      evidence: pages,
    }
  })
}

function resource(survey: Survey, type: RegExp): TfResource[] {
  return survey.resources.filter((one) => type.test(one.type))
}

function buckets(survey: Survey): Finding[] {
  const all = resource(survey, /^aws_s3_bucket$/)
  const settings = (type: string) => resource(survey, new RegExp(`^${type}$`))
  const covers = (bucket: TfResource, type: string): boolean =>
    settings(type).some(
      (one) =>
        one.dir === bucket.dir &&
        new RegExp(`aws_s3_bucket\\.${bucket.name}\\b`).test(attribute(one.block, 'bucket')?.value ?? ''),
    )
  return every(
    all,
    (bucket) =>
      covers(bucket, 'aws_s3_bucket_public_access_block') &&
      covers(bucket, 'aws_s3_bucket_server_side_encryption_configuration'),
    (passed, total, failing) =>
      `public access blocked and encryption named: ${passed} of ${count(total, 'bucket')}${failing.length > 0 ? ` (not: ${some(failing.map((one) => one.name))})` : ''}`,
    (one) => at(survey, one.file, one.block.line),
  )
}

function databases(survey: Survey): Finding[] {
  return every(
    resource(survey, /^aws_(?:db_instance|rds_cluster)$/).filter((one) => !attribute(one.block, 'replicate_source_db')),
    ({ block }) =>
      !['false', undefined].includes(attribute(block, 'storage_encrypted')?.value) &&
      attribute(block, 'publicly_accessible')?.value !== 'true',
    (passed, all) => `encrypted and not public: ${passed} of ${count(all, 'database')}`,
    ({ file, block }) => at(survey, file, attribute(block, 'storage_encrypted')?.line ?? block.line),
  )
}

function instances(survey: Survey): Finding[] {
  return every(
    resource(survey, /^aws_(?:instance|launch_template)$/),
    ({ block }) =>
      blocksOf(block, 'metadata_options').some((one) =>
        /^"required"$|^(?:var|local)\./.test(attribute(one, 'http_tokens')?.value ?? ''),
      ),
    (passed, all) => `IMDSv2 required: ${passed} of ${count(all, 'instance definition')}`,
    ({ file, block }) => at(survey, file, blocksOf(block, 'metadata_options')[0]?.line ?? block.line),
  )
}

function clusters(survey: Survey): Finding[] {
  return every(
    resource(survey, /^aws_eks_cluster$/),
    ({ block }) => {
      const network = blocksOf(block, 'vpc_config')[0]
      const open = network === undefined || !attribute(network, 'endpoint_public_access')
      const unrestricted =
        network !== undefined &&
        attribute(network, 'endpoint_public_access')?.value === 'true' &&
        !attribute(network, 'public_access_cidrs')
      return blocksOf(block, 'encryption_config').length > 0 && !open && !unrestricted
    },
    (passed, all) => `secrets encrypted and endpoint restricted: ${passed} of ${count(all, 'cluster')}`,
    ({ file, block }) => at(survey, file, blocksOf(block, 'encryption_config')[0]?.line ?? block.line),
  )
}

const STAR = /^\[?\s*"\*"\s*\]?$/

/** All actions on all resources; a key policy's own `kms:*` names its service and is not meant. */
function policies(survey: Survey): Finding[] {
  const documents = survey.terraform.flatMap((file) =>
    file.blocks
      .filter((block) => block.type === 'data' && block.labels[0] === 'aws_iam_policy_document')
      .map((block) => ({ file: file.path, block })),
  )
  const grantsAll = ({ block }: (typeof documents)[number]): boolean =>
    blocksOf(block, 'statement').some(
      (statement) =>
        attribute(statement, 'effect')?.value !== '"Deny"' &&
        STAR.test(attribute(statement, 'actions')?.value ?? '') &&
        STAR.test(attribute(statement, 'resources')?.value ?? '"*"'),
    )
  return every(
    documents,
    (one) => !grantsAll(one),
    (passed, all) => `actions named: ${passed} of ${count(all, 'IAM policy document', 'IAM policy documents')}`,
    ({ file, block }) => at(survey, file, block.line),
  )
}

function pods(survey: Survey): Finding[] {
  return every(
    workloads(survey).filter((one) => one.kind !== 'DaemonSet'),
    isRestricted,
    (passed, all, failing) =>
      `ordinary user, no extra capabilities: ${passed} of ${count(all, 'workload')}${failing.length > 0 ? ` (not: ${some(failing.map((one) => one.name))})` : ''}`,
    ({ manifest }) => at(survey, manifest.file, lineIn(manifest, /runAsNonRoot|securityContext/)),
  )
}

function isRestricted({ pod, containers }: Workload): boolean {
  const ofPod = pod.securityContext
  return (
    containers.length > 0 &&
    containers.every((container) => {
      const own = container.securityContext
      const nonRoot = dig(own, 'runAsNonRoot') ?? dig(ofPod, 'runAsNonRoot')
      const dropped = dig(own, 'capabilities', 'drop')
      return (
        isMap(own) &&
        nonRoot === true &&
        own.allowPrivilegeEscalation === false &&
        own.privileged !== true &&
        Array.isArray(dropped) &&
        dropped.includes('ALL')
      )
    })
  )
}
