import { isMap, lineIn } from '../read/manifests.ts'
import { attribute, blocksOf } from '../read/terraform.ts'
import type { Survey } from '../survey.ts'
import { at, count, every, type Finding, type Line, some } from './finding.ts'
import { workloads } from './workloads.ts'

export const monitoring: Line = {
  line: 'Monitoring and health checks configured',
  otherwise: 'Nothing here runs that could be watched.',
  judge: (survey) => [...probes(survey), ...targetGroups(survey), ...alerts(survey), ...flowLogs(survey)],
}

function probes(survey: Survey): Finding[] {
  return every(
    workloads(survey).filter((one) => one.kind !== 'DaemonSet'),
    ({ containers }) =>
      containers.length > 0 &&
      containers.every((container) => isMap(container.livenessProbe) && isMap(container.readinessProbe)),
    (passed, all, failing) =>
      `liveness and readiness probes: ${passed} of ${count(all, 'workload')}${failing.length > 0 ? ` (not: ${some(failing.map((one) => one.name))})` : ''}`,
    ({ manifest }) => at(survey, manifest.file, lineIn(manifest, /livenessProbe|readinessProbe/)),
  )
}

function targetGroups(survey: Survey): Finding[] {
  return every(
    survey.resources.filter((one) => /^aws_(?:lb|alb)_target_group$/.test(one.type)),
    ({ block }) => blocksOf(block, 'health_check').some((check) => attribute(check, 'enabled')?.value !== 'false'),
    (passed, all) => `health check: ${passed} of ${count(all, 'target group')}`,
    ({ file, block }) => at(survey, file, blocksOf(block, 'health_check')[0]?.line ?? block.line),
  )
}

/** Something that serves people needs somebody to be told; the answer "none" is respected. */
function alerts(survey: Survey): Finding[] {
  if (survey.facts.text('observability.stack') === 'none') return []
  const serving = [
    ...workloads(survey).map(({ manifest }) => ({ file: manifest.file, line: manifest.line })),
    ...survey.resources
      .filter((one) => /^aws_(?:instance|autoscaling_group|lb|db_instance|rds_cluster)$/.test(one.type))
      .map(({ file, block }) => ({ file, line: block.line })),
    ...survey.files
      .filter((file) => /(?:^|\/)(?:haproxy\.cfg|nginx\.conf)$/.test(file.path))
      .map((file) => ({ file: file.path, line: 1 })),
  ]
  if (serving.length === 0) return []
  const found = survey.alerts
  return [
    {
      ok: found.length > 0,
      says:
        found.length > 0
          ? `${count(found.length, 'alert')} defined`
          : `no alert rule, and ${count(serving.length, 'thing')} to watch`,
      evidence: (found.length > 0 ? found : serving).map((one) => at(survey, one.file, one.line)),
    },
  ]
}

function flowLogs(survey: Survey): Finding[] {
  const vpcs = survey.resources.filter((one) => one.type === 'aws_vpc')
  if (vpcs.length === 0) return []
  const logs = survey.resources.filter((one) => one.type === 'aws_flow_log')
  return [
    {
      ok: logs.length > 0,
      says: logs.length > 0 ? 'VPC flow logs are on' : 'the VPC has no flow log',
      evidence: (logs.length > 0 ? logs : vpcs).map((one) => at(survey, one.file, one.block.line)),
    },
  ]
}
