import type { FactValue, Maturity } from '../../protocol/facts.ts'
import type { ModelFacts } from '../model.ts'
import { regionNamed } from '../regions.ts'

const PROVIDERS: Readonly<Record<ModelFacts['aws.provider'], string>> = {
  both: '>= 5.100, < 7.0',
  '5': '~> 5.100',
  '6': '~> 6.0',
}

const RETENTION: Readonly<Record<Maturity, number>> = { starter: 30, intermediate: 90, advanced: 365 }

// These ask for a year of audit logs. GDPR sets no minimum: it asks not to keep data longer than needed.
const A_YEAR: readonly ModelFacts['compliance'][number][] = ['soc2', 'hipaa', 'pci']

export function awsSettings(facts: ModelFacts): Record<string, FactValue> {
  const region = regionNamed(facts['aws.region'])
  return {
    'aws.partition': region?.partition ?? 'aws',
    'aws.paired_region': region?.pair ?? facts['aws.region'],
    'aws.provider_constraint': PROVIDERS[facts['aws.provider']],
  }
}

export function dnsSettings(facts: ModelFacts, date: string, serial: number | undefined): Record<string, FactValue> {
  const visibility = facts['dns.visibility']
  return {
    'dns.private': visibility !== 'public',
    'dns.public': visibility !== 'private',
    'dns.serial': serial ?? firstSerial(date),
  }
}

export function operationsSettings(facts: ModelFacts): Record<string, FactValue> {
  return {
    compliance_days: facts.compliance.some((rule) => A_YEAR.includes(rule)) ? 365 : RETENTION[facts.maturity],
    namespace: facts['project.name'],
    'observability.rule_labels': { release: 'kube-prometheus-stack' },
    'retry.attempts': 2,
    'retry.budget_percent': 20,
  }
}

/** `2026-11-20` becomes 2026112001: the date and the number of the change on that day. */
function firstSerial(date: string): number {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) throw new RangeError(`a date is YYYY-MM-DD, not ${JSON.stringify(date)}`)
  return Number(`${date.replaceAll('-', '')}01`)
}
