import { choice, duration, fact, integer, list, multi, number, object, preset, value } from './spec.ts'

const DR = ['planning-disaster-recovery']
const DESIGN = ['designing-distributed-systems']
const MINUTE = 60
const DAY = 86_400

/** What is measured, promised and kept. */
export const OPERATIONS = {
  databases: fact(
    list(
      object({
        engine: choice(['postgresql', 'PostgreSQL'], ['mysql', 'MySQL']),
        placement: preset(choice(['managed', 'RDS'], ['hosts', 'Linux hosts'], ['cluster', 'Kubernetes']), 'managed'),
        size: preset(choice('small', 'medium', 'large'), 'small'),
      }),
      { max: 10 },
    ),
    'Databases',
    value([]),
    [...DESIGN, ...DR],
  ),
  'observability.stack': fact(
    choice(['prometheus', 'Prometheus'], ['cloudwatch', 'CloudWatch'], ['none', 'None']),
    'What collects metrics and sends alerts',
    value('prometheus'),
    ['operating-kubernetes', 'administering-linux'],
  ),
  'slo.availability': fact(number(90, 99.999), 'Availability promised, in per cent of a month', value(99.9), DESIGN),
  'slo.latency_ms': fact(
    integer(1, 60_000),
    'Latency promised at the 99th percentile, in milliseconds',
    value(300),
    DESIGN,
  ),
  'backup.rto': fact(duration(5 * MINUTE, 30 * DAY), 'Longest time until service is back', value('4h'), DR),
  'backup.rpo': fact(duration(MINUTE, 30 * DAY), 'Most data that may be lost, as time', value('1h'), DR),
  compliance: fact(
    multi(['gdpr', 'GDPR'], ['soc2', 'SOC 2'], ['hipaa', 'HIPAA'], ['pci', 'PCI DSS']),
    'Rules that decide retention, encryption and locks',
    value([]),
    DR,
  ),
}
