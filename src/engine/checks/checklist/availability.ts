import { fieldText } from '../fact-view.ts'
import { dig, lineIn } from '../read/manifests.ts'
import { attribute } from '../read/terraform.ts'
import type { Survey } from '../survey.ts'
import { lineAt } from '../tree.ts'
import { at, count, every, type Finding, type Line, some } from './finding.ts'
import { guaranteedReplicas, selects, type Workload, workloads } from './workloads.ts'

export const availability: Line = {
  line: 'High availability and redundancy where needed',
  otherwise: 'Nothing here runs in one place that could fail.',
  judge: (survey) => [...zones(survey), ...replicas(survey), ...disruption(survey), ...databases(survey)],
}

const ZONE_NAME =
  /\b(?:af|ap|ca|cn|eu|il|me|mx|sa|us)(?:-gov)?-(?:central|east|north|northeast|northwest|south|southeast|southwest|west)-\d[a-f]\b/g

/** Zones are named in values, counted by a variable, or known from the answer that made them. */
function zones(survey: Survey): Finding[] {
  const subnets = survey.resources.filter((resource) => resource.type === 'aws_subnet')
  if (subnets.length === 0) return []
  let most = 0
  let evidence = subnets.map((subnet) => at(survey, subnet.file, subnet.block.line))
  for (const file of survey.files.filter((one) => /\.(?:tf|tfvars)$/.test(one.path))) {
    const named = [...file.text.matchAll(ZONE_NAME)]
    const distinct = new Set(named.map((match) => match[0])).size
    if (distinct > most) {
      most = distinct
      evidence = named.slice(0, 3).map((match) => at(survey, file.path, lineAt(file.text, match.index)))
    }
  }
  for (const file of survey.terraform) {
    for (const one of file.attributes) {
      const number = /^(?:az_count|azs_count|zone_count|number_of_azs|zones|azs)$/.test(one.name)
        ? Number(one.value)
        : Number.NaN
      if (number > most) {
        most = number
        evidence = [at(survey, file.path, one.line)]
      }
    }
    const slice =
      survey.resources.length > 0 && file.blocks.length > 0
        ? /slice\([^,]{0,100}availability_zones[^,]{0,60},\s*0\s*,\s*(\d+)\)/.exec(survey.tree.text(file.path) ?? '')
        : null
    if (slice && Number(slice[1]) > most) {
      most = Number(slice[1])
      evidence = [at(survey, file.path, lineAt(survey.tree.text(file.path) ?? '', slice.index))]
    }
  }
  const answered = Number(survey.facts.get('network.azs') ?? 0)
  if (most === 0) most = answered
  return [
    {
      ok: most >= 2,
      says:
        most === 0
          ? 'no file says how many availability zones are used'
          : `subnets span ${count(most, 'availability zone')}`,
      evidence,
    },
  ]
}

function servers(survey: Survey): Workload[] {
  const batch = new Set(
    survey.facts
      .list('services')
      .filter((service) => fieldText(service, 'class') === 'batch')
      .map((service) => fieldText(service, 'name')),
  )
  return workloads(survey).filter((one) => one.kind !== 'DaemonSet' && !batch.has(one.name))
}

function replicas(survey: Survey): Finding[] {
  return every(
    servers(survey),
    (workload) => (guaranteedReplicas(survey, workload) ?? 1) >= 2,
    (passed, all, failing) =>
      `at least two replicas: ${passed} of ${count(all, 'workload')}${failing.length > 0 ? ` (not: ${some(failing.map((one) => one.name))})` : ''}`,
    ({ manifest, name }) => {
      const scaler = survey.manifests.find(
        (one) => one.kind === 'HorizontalPodAutoscaler' && dig(one.value, 'spec', 'scaleTargetRef', 'name') === name,
      )
      return scaler
        ? at(survey, scaler.file, lineIn(scaler, /minReplicas/))
        : at(survey, manifest.file, lineIn(manifest, /replicas:/))
    },
  )
}

function disruption(survey: Survey): Finding[] {
  const budgets = survey.manifests.filter((one) => one.kind === 'PodDisruptionBudget')
  const budgetOf = (workload: Workload) =>
    budgets.find(
      (budget) => selects(dig(budget.value, 'spec', 'selector'), workload.podLabels) || budget.name === workload.name,
    )
  return every(
    servers(survey),
    (workload) => budgetOf(workload) !== undefined,
    (passed, all, failing) =>
      `disruption budget: ${passed} of ${count(all, 'workload')}${failing.length > 0 ? ` (not: ${some(failing.map((one) => one.name))})` : ''}`,
    (workload) => {
      const shown = budgetOf(workload) ?? workload.manifest
      return at(survey, shown.file, shown.line)
    },
  )
}

function databases(survey: Survey): Finding[] {
  return every(
    survey.resources.filter(
      (resource) => resource.type === 'aws_db_instance' && !attribute(resource.block, 'replicate_source_db'),
    ),
    ({ block }) => !['false', undefined].includes(attribute(block, 'multi_az')?.value),
    (passed, all) => `failover to a second zone: ${passed} of ${count(all, 'database instance')}`,
    ({ file, block }) => at(survey, file, attribute(block, 'multi_az')?.line ?? block.line),
  )
}
