import type { Evidence } from '../../protocol/report.ts'
import { dig, lineIn } from '../read/manifests.ts'
import { attribute, blocksOf } from '../read/terraform.ts'
import type { Survey } from '../survey.ts'
import { lineAt } from '../tree.ts'
import { at, count, type Finding, type Line, some } from './finding.ts'
import { longestGap, minutesOf } from './schedule.ts'

export const recovery: Line = {
  line: 'Disaster recovery procedures documented',
  otherwise: 'Nothing here holds data that could be lost.',
  judge: (survey) => {
    const holders = dataHolders(survey)
    const states = stateBuckets(survey)
    if (holders.length === 0 && states.length === 0) return []
    const runbook = restoreRunbook(survey, [...holders, ...states])
    return holders.length === 0 ? [runbook] : [plan(survey, holders), runbook, schedule(survey, holders)]
  },
}

const STORES =
  /^(?:aws_(?:db_instance|rds_cluster|dynamodb_table|efs_file_system|elasticache_replication_group|elasticache_cluster|opensearch_domain|docdb_cluster|neptune_cluster|redshift_cluster|backup_plan)|google_sql_database_instance|azurerm_(?:mssql_database|postgresql_flexible_server|mysql_flexible_server))$/

function dataHolders(survey: Survey): Evidence[] {
  return [
    ...survey.resources.filter((one) => STORES.test(one.type)).map((one) => at(survey, one.file, one.block.line)),
    ...survey.manifests
      .filter(
        (one) => one.kind === 'PersistentVolumeClaim' || dig(one.value, 'spec', 'volumeClaimTemplates') !== undefined,
      )
      .map((one) => at(survey, one.file, one.line)),
  ]
}

/** Versioned buckets need no schedule, but somebody must know how to get an older version back. */
function stateBuckets(survey: Survey): Evidence[] {
  return survey.resources
    .filter((one) => one.type === 'aws_s3_bucket')
    .map((one) => at(survey, one.file, one.block.line))
}

function plan(survey: Survey, holders: Evidence[]): Finding {
  const found = survey.documents.filter(
    (file) =>
      /(?:^|\/)disaster-recovery\/|(?:^|\/)dr[-_]|(?:^|[/_-])(?:disaster[-_]recovery|recovery[-_]plan|backup[-_]plan|dr)(?:[-_][\w-]*)?\.md$/i.test(
        file.path,
      ) && /\bR[TP]O\b|recovery (?:time|point)/i.test(file.text),
  )
  return {
    ok: found.length > 0,
    says:
      found.length > 0
        ? `the plan states what may be lost and how long it takes (${some(
            found.map((file) => file.path),
            2,
          )})`
        : `no recovery plan names an RTO or RPO, and data lies in ${count(holders.length, 'place')}`,
    evidence:
      found.length > 0
        ? found.map((file) =>
            at(
              survey,
              file.path,
              lineAt(file.text, Math.max(0, file.text.search(/\bR[TP]O\b|recovery (?:time|point)/i))),
            ),
          )
        : holders,
  }
}

/** A restore page counts when it holds commands. */
function restoreRunbook(survey: Survey, holders: Evidence[]): Finding {
  const found = survey.documents.filter(
    (file) =>
      /restor|recover|failover|failback/i.test(file.path) &&
      /runbook|disaster|docs?\/|restor/i.test(file.path) &&
      /^(?:```|~~~|[ \t]*\$ )/m.test(file.text),
  )
  return {
    ok: found.length > 0,
    says:
      found.length > 0
        ? `${count(found.length, 'runbook')} with the commands of a restore`
        : 'no runbook says with which commands to restore',
    evidence: found.length > 0 ? found.map((file) => at(survey, file.path, 1)) : holders,
  }
}

interface Backup extends Evidence {
  gap: number
}

function schedule(survey: Survey, holders: Evidence[]): Finding {
  const backups = [...backupSchedules(survey), ...continuous(survey)].sort((a, b) => a.gap - b.gap)
  const rpo = minutesOf(survey.facts.text('backup.rpo') ?? '')
  const best = backups[0]
  if (!best) return { ok: false, says: 'no backup schedule was found', evidence: holders }
  const kept = rpo === null || best.gap <= rpo
  const often = best.gap === CONTINUOUS ? 'continuously' : `every ${span(best.gap)}`
  return {
    ok: kept,
    says: `backups run ${often}${rpo === null ? '' : kept ? `, within the RPO of ${span(rpo)}` : `, slower than the RPO of ${span(rpo)}`}`,
    evidence: backups.map(({ file, line, text }) => ({ file, line, text })),
  }
}

const MOST_SCHEDULES = 20
const QUOTED_SCHEDULE = /"((?:cron|rate)\([^")]*\))"/g

function backupSchedules(survey: Survey): Backup[] {
  const found: Backup[] = []
  const add = (file: string, line: number, text: string): void => {
    const gap = longestGap(text)
    if (gap !== null) found.push({ ...at(survey, file, line), gap })
  }
  for (const file of survey.files) {
    if (!/\.(?:tf|tfvars)$/.test(file.path) || !/backup/i.test(file.path + file.text)) continue
    for (const match of [...file.text.matchAll(QUOTED_SCHEDULE)].slice(0, MOST_SCHEDULES))
      add(file.path, lineAt(file.text, match.index), match[1] ?? '')
  }
  for (const one of survey.manifests) {
    const isBackup =
      /^(?:Schedule|ScheduledBackup)$/.test(one.kind) ||
      (one.kind === 'CronJob' && /backup|snapshot|dump/i.test(one.name))
    const text = dig(one.value, 'spec', 'schedule')
    if (isBackup && typeof text === 'string') add(one.file, lineIn(one, /schedule:/), text)
  }
  for (const file of survey.files.filter((one) => /backup[^/]*\.timer$/.test(one.path))) {
    const match = /^OnCalendar=(\w+)\s*$/m.exec(file.text)
    if (match) add(file.path, lineAt(file.text, match.index), match[1] ?? '')
  }
  return found
}

/** Point-in-time recovery loses minutes, not hours. */
const CONTINUOUS = 5

function continuous(survey: Survey): Backup[] {
  return survey.resources.flatMap((one) => {
    const pitr = blocksOf(one.block, 'point_in_time_recovery')[0]
    if (pitr && attribute(pitr, 'enabled')?.value === 'true')
      return [{ ...at(survey, one.file, pitr.line), gap: CONTINUOUS }]
    const retention = attribute(one.block, 'backup_retention_period')
    if (retention && retention.value !== '0' && /^aws_(?:db_instance|rds_cluster)$/.test(one.type))
      return [{ ...at(survey, one.file, retention.line), gap: CONTINUOUS }]
    return []
  })
}

function span(minutes: number): string {
  if (minutes % 1440 === 0) return count(minutes / 1440, 'day')
  if (minutes % 60 === 0) return count(minutes / 60, 'hour')
  return count(Math.round(minutes), 'minute')
}
