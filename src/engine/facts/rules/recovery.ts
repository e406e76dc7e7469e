import { secondsOf } from '../values/measure.ts'
import { finding, type Rule } from './rule.ts'

const DR = 'planning-disaster-recovery'
const HOUR = 3600

export const objectivesAreInOrder: Rule = ({ facts, has }) =>
  finding(
    has(DR) && secondsOf(facts['backup.rpo']) > secondsOf(facts['backup.rto']),
    'warning',
    ['backup.rpo', 'backup.rto'],
    `service is back within ${facts['backup.rto']}, with data up to ${facts['backup.rpo']} old: are the two swapped?`,
    'the RPO is the data that may be lost, the RTO the time without service',
  )

/** Scheduled backups run hourly at best; only a log that is shipped all the time does better. */
export const minutesNeedALog: Rule = ({ facts, has }) => {
  const own = facts.databases.filter((database) => database.placement === 'cluster')
  return finding(
    has(DR) && secondsOf(facts['backup.rpo']) < HOUR && (facts.databases.length === 0 || own.length > 0),
    'warning',
    ['backup.rpo', 'databases'],
    facts.databases.length === 0
      ? `volumes are backed up hourly at best, so an RPO of ${facts['backup.rpo']} holds for no data that is known here`
      : `a database on cluster volumes is backed up hourly at best, not every ${facts['backup.rpo']}`,
    'name databases with placement managed, which restore to any point in time, or allow an RPO of 1h',
  )
}

/** A database on hosts is saved by the hosts that have it: they are found by their role. */
export const databasesHaveHosts: Rule = ({ facts, has }) =>
  finding(
    has(DR) &&
      has('administering-linux') &&
      facts.databases.some((database) => database.placement === 'hosts') &&
      !facts.hosts.some((host) => host.role === 'db'),
    'error',
    ['hosts', 'databases'],
    'a database is placed on hosts, and no group of hosts has the role db',
    'add a group with the role db, or place the database elsewhere',
  )
