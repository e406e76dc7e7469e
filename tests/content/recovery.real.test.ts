import { chmodSync, existsSync, mkdirSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { renderRepository, writeRepository } from './render.ts'
import { installed, notRun, run, scratch } from './tools.ts'

/** The scripts that hosts run, against real servers on sockets of their own: a backup is made, and what it saved comes back. */
const folder = scratch()
const REPOSITORY = join(folder, 'repository')
const repository = renderRepository({
  skills: ['administering-linux', 'planning-disaster-recovery'],
  maturity: 'intermediate',
  set: {
    'linux.platform': 'existing',
    hosts: [{ group: 'db', role: 'db', count: 1 }],
    databases: [
      { engine: 'postgresql', placement: 'hosts' },
      { engine: 'mysql', placement: 'hosts' },
    ],
  },
})
mkdirSync(REPOSITORY)
writeRepository(repository, REPOSITORY)
chmodSync(folder, 0o755)

const POSTGRESQL = existsSync('/usr/lib/postgresql')
  ? (readdirSync('/usr/lib/postgresql')
      .map((version) => `/usr/lib/postgresql/${version}/bin`)
      .at(-1) ?? '')
  : ''

/** Runs a story as somebody; its output is what it printed with `says`. */
function story(name: string, tools: readonly string[], user: string, text: string, expected: readonly string[]): void {
  test(name, { timeout: 240_000 }, (context) => {
    const path = [POSTGRESQL, ...(process.env.PATH ?? '').split(delimiter), '/usr/sbin'].join(delimiter)
    process.env.PATH = path
    const missing = [...tools, 'runuser'].filter((tool) => !installed(tool))
    if (missing.length > 0) return notRun(context, `${missing.join(', ')} not installed`)
    if (process.getuid?.() !== 0) return notRun(context, `only root can become ${user}`)
    const work = join(folder, name.replaceAll(/\W+/g, '-'))
    mkdirSync(work)
    run('chown', [user, work])
    const head = `set -Eeuo pipefail\nWORK=${work}\nREPO=${REPOSITORY}\ncd "$WORK"\nsays() { printf 'says: %s\\n' "$*"; }\n`
    const ran = run('runuser', ['-u', user, '--', 'env', `PATH=${path}`, 'bash', '-c', head + text])
    const said = ran.stdout.split('\n').filter((line) => line.startsWith('says: '))
    expect(
      said.map((line) => line.slice('says: '.length)),
      ran.stdout + ran.stderr,
    ).toEqual(expected)
    expect(ran.status, ran.stdout + ran.stderr).toBe(0)
  })
}

describe('what hosts save comes back', () => {
  story(
    'files',
    ['restic', 'mountpoint'],
    'root',
    `
mkdir etc data metrics
cat >etc/agent.env <<ENV
RESTIC_REPOSITORY="$WORK/repo"
BACKUP_MOUNT=""
BACKUP_PATHS=("$WORK/data" "$WORK/not-there")
KEEP_OPTIONS=(--keep-last 3)
METRICS_DIRECTORY="$WORK/metrics"
ENV
head -c 24 /dev/urandom | base64 >etc/password
export BACKUP_AGENT_CONFIG=$WORK/etc STATE_DIRECTORY=$WORK/state
agent="$REPO/linux/sbin/backup-agent"
echo one >data/file
"$agent" save && "$agent" verify
before=$(date -d '+1 second' '+%Y-%m-%d %H:%M:%S'); sleep 2.1
echo two >data/file
"$agent" save
"$agent" restore "$WORK/now" && says "now $(cat "now$WORK/data/file")"
"$agent" restore "$WORK/then" --time "$before" && says "then $(cat "then$WORK/data/file")"
"$agent" restore "$WORK/dry" --dry-run >/dev/null; [[ -e dry ]] || says "a dry run writes nothing"
"$agent" restore "$WORK/then" || says "what is there is not overwritten"
says "measured $(ls metrics | wc -l)"
sed -i 's#BACKUP_MOUNT=""#BACKUP_MOUNT="/proc/sys"#' etc/agent.env
"$agent" save || says "nothing is written where nothing is mounted"
`,
    [
      'now two',
      'then one',
      'a dry run writes nothing',
      'what is there is not overwritten',
      'measured 2',
      'nothing is written where nothing is mounted',
    ],
  )

  story(
    'PostgreSQL',
    ['initdb', 'psql', 'pgbackrest'],
    'postgres',
    `
mkdir metrics log spool
export PGBACKREST_CONFIG=$WORK/pgbackrest.conf PGHOST=$WORK PGPORT=5498 METRICS_DIRECTORY=$WORK/metrics
cat >pgbackrest.conf <<CONF
[global]
repo1-path=$WORK/repo
repo1-cipher-type=aes-256-cbc
repo1-cipher-pass=$(head -c 24 /dev/urandom | base64)
repo1-retention-full=5
log-path=$WORK/log
spool-path=$WORK/spool
lock-path=$WORK/lock
start-fast=y
[platform]
pg1-path=$WORK/live
pg1-port=5498
pg1-socket-path=$WORK
CONF
export PGBACKREST_STANZA=platform
initdb --pgdata live --auth peer >/dev/null
sed 's/--stanza=[^ ]*/--stanza=platform/' "$REPO/disaster-recovery/postgresql/archive.conf" >live/archive.conf
printf "include 'archive.conf'\\nlisten_addresses = ''\\nunix_socket_directories = '%s'\\nport = 5498\\nmax_connections = 200\\n" "$WORK" >>live/postgresql.conf
trap 'pg_ctl --pgdata live --mode immediate stop >/dev/null' EXIT
pg_ctl --pgdata live --log live.log --wait start >/dev/null
sql() { psql --dbname postgres --no-align --tuples-only --quiet --command "$1"; }
sql 'CREATE TABLE orders (id int)' && sql 'INSERT INTO orders SELECT generate_series(1, 100)'
recovery="$REPO/linux/sbin/pg-recovery"
"$recovery" save
sql 'INSERT INTO orders SELECT generate_series(101, 150)'
sleep 1.1; before=$(sql 'SELECT now()'); sleep 1.1
sql 'DELETE FROM orders'
sql 'SELECT pg_switch_wal()' >/dev/null
for _ in $(seq 50); do "$recovery" status 2>/dev/null; [[ $(sql 'SELECT archived_count > 2 FROM pg_stat_archiver') == t ]] && break; sleep 0.2; done
"$recovery" restore "$WORK/then" --time "$before"; [[ -e then ]] || says "without --apply nothing is touched"
"$recovery" restore "$WORK/then" --time "$before" --apply
says "then $(psql --host "$WORK/then" --port 5499 --dbname postgres -Atc 'SELECT count(*) FROM orders'), live $(sql 'SELECT count(*) FROM orders')"
"$recovery" drop "$WORK/live" --apply || says "the live server is not dropped"
"$recovery" drop "$WORK/then" --apply && [[ ! -e then ]] && says "the copy is gone"
says "measured $(ls metrics | wc -l)"
`,
    [
      'without --apply nothing is touched',
      'then 150, live 0',
      'the live server is not dropped',
      'the copy is gone',
      'measured 2',
    ],
  )

  story(
    'MySQL',
    ['mysqld', 'mysql', 'mysqldump', 'mysqlbinlog', 'mysqladmin'],
    'root',
    `
mkdir metrics live && chown mysql live . && chmod 755 .
cat >my.cnf <<CONF
[client]
socket = $WORK/live.sock
user = root
[mysqld]
datadir = $WORK/live
socket = $WORK/live.sock
pid-file = $WORK/live.pid
skip-networking
user = mysql
CONF
tail -n +2 "$REPO/disaster-recovery/mysql/binlog.cnf" >>my.cnf
export MYSQL_BACKUP_DIRECTORY=$WORK/kept METRICS_DIRECTORY=$WORK/metrics
# The script calls the programs as a host has them; here they are told which server is theirs.
mkdir bin && for name in mysql mysqldump mysqlbinlog; do
  printf '#!/bin/sh\\ncase "$1" in --no-defaults) exec %s "$@" ;; *) exec %s --defaults-file=%s "$@" ;; esac\\n' "$(command -v $name)" "$(command -v $name)" "$WORK/my.cnf" >"bin/$name"
done
chmod +x bin/*
mariadb-install-db --defaults-file=$WORK/my.cnf --user=mysql --auth-root-authentication-method=normal >/dev/null
mysqld --defaults-file=$WORK/my.cnf 2>live.log &
trap 'kill "$(cat live.pid)"; wait' EXIT
export PATH=$WORK/bin:$PATH
for _ in $(seq 100); do mysql -e 'SELECT 1' >/dev/null 2>&1 && break; sleep 0.2; done
mysql -e 'CREATE DATABASE shop; CREATE TABLE shop.orders (id int); INSERT INTO shop.orders VALUES (1), (2), (3)'
recovery="$REPO/linux/sbin/mysql-recovery"
"$recovery" save
mysql -e 'INSERT INTO shop.orders VALUES (4), (5)'
sleep 1.1; before=$(mysql -Ne 'SELECT now()'); sleep 1.1
mysql -e 'DROP TABLE shop.orders'
"$recovery" ship
"$recovery" restore "$WORK/then" --time "$before"; [[ -e then ]] || says "without --apply nothing is touched"
"$recovery" restore "$WORK/then" --time "$before" --apply
says "then $(mysql --no-defaults --socket "$WORK/then/mysql.sock" -u root -Ne 'SELECT count(*) FROM shop.orders'), live $(mysql -Ne 'SHOW TABLES FROM shop' | wc -l)"
"$recovery" drop "$WORK/live" --apply || says "the live server is not dropped"
"$recovery" drop "$WORK/then" --apply && [[ ! -e then ]] && says "the copy is gone"
says "measured $(ls metrics | wc -l)"
`,
    [
      'without --apply nothing is touched',
      'then 5, live 0',
      'the live server is not dropped',
      'the copy is gone',
      'measured 2',
    ],
  )
})
