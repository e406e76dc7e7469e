import { describe, expect, test } from 'vitest'
import { calendarFault, isTimeSpan } from '../../../../src/engine/checks/systemd/time.ts'
import { said } from '../one-file.ts'

const service = (lines: string): string => `[Unit]\nDescription=An app\n\n[Service]\n${lines}\n`
const all = async (text: string, path = 'app.service'): Promise<string> =>
  (await said('systemd', { [path]: text })).join('\n')

describe('what systemd refuses is an error', () => {
  test.each([
    ['a service that runs nothing', 'Type=simple', 'app.service:4:1 error: Service has no ExecStart='],
    [
      'two commands at once',
      'ExecStart=/bin/a\nExecStart=/bin/b',
      '6:1 error: Service has more than one ExecStart= setting',
    ],
    [
      'a relative command',
      'ExecStart=./app',
      '5:11 error: Neither a valid executable name nor an absolute path: ./app',
    ],
    ['a quote that is never closed', "ExecStart=/bin/sh -c 'a", '5:11 error: Unbalanced quoting in ExecStart='],
    ['a specifier that does not exist', 'ExecStart=/bin/date %Z', '5:21 error: Failed to resolve unit specifiers'],
    [
      'a relative working directory',
      'ExecStart=/bin/a\nWorkingDirectory=srv',
      '6:18 error: WorkingDirectory= path is not absolute',
    ],
    [
      'a oneshot that restarts',
      'Type=oneshot\nExecStart=/bin/a\nRestart=always',
      '7:1 error: Service has Restart= set to either always or on-success',
    ],
    ['a bus service without a name', 'Type=dbus\nExecStart=/bin/a', '5:1 error: Service is of type D-Bus'],
  ])('%s', async (_, lines, expected) => {
    expect(await all(service(lines))).toContain(expected)
  })

  test.each([
    ['a timer without a time', 'a.timer', '[Timer]\nPersistent=true\n', 'Timer unit lacks value setting'],
    ['a socket that listens to nothing', 'a.socket', '[Socket]\nAccept=no\n', 'Unit has no Listen setting'],
    ['a path unit without a path', 'a.path', '[Path]\nUnit=a.service\n', 'Path unit lacks path setting'],
    ['a mount without its device', 'a.mount', '[Mount]\nWhere=/a\n', 'What= setting is missing'],
    [
      'a mount of another name',
      'a.mount',
      '[Mount]\nWhat=/dev/b\nWhere=/srv/data\n',
      "Where= setting doesn't match unit name",
    ],
    [
      'a broken header',
      'a.service',
      '[Service\nExecStart=/bin/a\n[Install]\n',
      "1:1 error: Invalid section header '[Service'",
    ],
  ])('%s', async (_, path, text, expected) => {
    expect(await all(text, path)).toContain(expected)
  })
})

describe('what systemd ignores is a warning', () => {
  test.each([
    ['a key that does not exist', 'ExecSart=/bin/b', "warning: Unknown key 'ExecSart' in section [Service], ignoring."],
    ['a key of another section', 'After=network.target', "Unknown key 'After' in section [Service], ignoring."],
    ['a boolean', 'NoNewPrivileges=maybe', 'Failed to parse boolean value, ignoring: maybe'],
    ['a time', 'RestartSec=5 secs later', 'Failed to parse sec value, ignoring'],
    ['a word of a closed list', 'Restart=on-fail', 'Failed to parse service restart specifier, ignoring: on-fail'],
    ['an octal mode', 'UMask=888', 'Failed to parse mode value, ignoring: 888'],
    ['a signal', 'KillSignal=TREM', 'Failed to parse signal name, ignoring: TREM'],
    ['a limit', 'LimitNOFILE=many', 'Failed to parse resource value, ignoring: many'],
    ['memory', 'MemoryMax=1GiB', "Invalid memory limit '1GiB', ignoring"],
    ['a share of the CPU without a percent sign', 'CPUQuota=50', "Invalid CPU quota '50', ignoring."],
    ['an environment that assigns nothing', 'Environment=PORT', 'Invalid environment assignment, ignoring: PORT'],
    ['a relative path', 'ReadWritePaths=var/log', 'ReadWritePaths= path is not absolute, ignoring: var/log'],
    ['a line without an equals sign', 'Restart on-failure', "Missing '=', ignoring line."],
  ])('%s', async (_, lines, expected) => {
    expect(await all(service(`ExecStart=/bin/a\n${lines}`))).toContain(expected)
  })

  test('a unit without its type, a section of another type', async () => {
    expect(await all('[Unit]\nAfter=network\n[Service]\nExecStart=/bin/a\n')).toContain(
      '2:7 warning: Failed to add dependency on network',
    )
    expect(await all('[Timer]\nOnCalendar=daily\n[Service]\nUser=a\n', 'a.timer')).toContain(
      "3:1 warning: Unknown section 'Service'. Ignoring.",
    )
  })
})

describe('what is valid and not meant', () => {
  test.each([
    ['a pipe without a shell', 'ExecStart=/bin/cat /a | /bin/b', "'|' is passed to /bin/cat as an argument"],
    ['a date format', "ExecStart=/bin/sh -c 'date +%Y'", '%Y is filled in by systemd and not by date'],
  ])('%s', async (_, lines, expected) => {
    expect(await all(service(lines))).toContain(expected)
  })

  test('a unit that stands here under a slightly other name', async () => {
    const files = {
      'units/backup.timer': '[Timer]\nOnCalendar=daily\nUnit=backups.service\n',
      'units/backup.service': '[Service]\nExecStart=/bin/a\n',
    }
    expect(await said('systemd', files)).toEqual([
      'units/backup.timer:3:6 warning: there is no unit backups.service here',
    ])
    expect(
      await said('systemd', {
        'units/a.timer': '[Timer]\nOnCalendar=daily\n',
        'units/b.service': '[Service]\nExecStart=/bin/a\n',
      }),
    ).toEqual(['units/a.timer:1:1 warning: there is no a.service here for this timer to start'])
  })
})

describe('left alone', () => {
  test('drop-ins say only what they change', async () => {
    expect(await said('systemd', { 'app.service.d/limits.conf': '[Service]\nLimitNOFILE=65536\n' })).toEqual([])
    expect(await said('systemd', { 'app.service.d/limits.conf': '[Service]\nLimitNOFILES=65536\n' })).toHaveLength(1)
  })

  test('continued lines, prefixes, resets and vendors’ own sections', async () => {
    const text = service(
      'ExecStart=\nExecStart=-/bin/sh -c "a \\\n  b" \\\n# a remark\n  c\nX-Mine=1\n[X-Vendor]\nAny=thing',
    )
    expect(await all(text)).toBe('')
  })

  test('templates and files of others', async () => {
    expect(
      await said('systemd', {
        'a.service': '[Service]\nExecStart={{ command }}\n',
        'b.service': '[D-BUS Service]\nName=a\n',
      }),
    ).toEqual([])
  })
})

test.each(['5', '5s', '1h30m', '5min 20s', 'infinity', '1.5h', '300ms'])('%s is a time span', (text) => {
  expect(isTimeSpan(text)).toBe(true)
})

test.each(['', 'five', '5x', '1.2.3', '-1', '5 secs later'])('%s is none', (text) => {
  expect(isTimeSpan(text)).toBe(false)
})

test.each([
  'daily',
  'Mon..Fri *-*-* 02:00',
  '*-*-* *:0/15',
  'Sat,Sun 10:00',
  '2026-01-01',
  '*-*-1..7 18:00:00',
  'weekly UTC',
  '02:30 Europe/Berlin',
])('%s is a calendar event', (text) => {
  expect(calendarFault(text)).toBe(null)
})

test.each(['dailyy', '*-*-* 25:00', '*-13-01', 'Mon Tue', '10 pm'])('%s is none', (text) => {
  expect(calendarFault(text)).not.toBe(null)
})
