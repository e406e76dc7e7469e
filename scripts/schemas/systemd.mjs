// Builds schemas/systemd/directives.txt.br from what a systemd says of itself:
//   node scripts/schemas/systemd.mjs [path of systemd]
// One line a directive: its name, the kind of its value, the sections that take it. Newer names are added below by the version that has them.
import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { writeText } from './text.mjs'

const program = process.argv[2] ?? '/lib/systemd/systemd'
const dump = execFileSync(program, ['--dump-configuration-items'], { encoding: 'utf8' })
const version = /systemd (\d+)/.exec(execFileSync(program, ['--version'], { encoding: 'utf8' }))?.[1]

/** key → kind → sections */
const directives = new Map()
const note = (key, kind, section) => {
  const kinds = directives.get(key) ?? new Map()
  directives.set(key, kinds)
  kinds.set(kind, [...(kinds.get(kind) ?? []), section])
}
let section = ''
for (const line of dump.split('\n')) {
  section = /^\[(\w+)\]$/.exec(line)?.[1] ?? section
  const found = /^(\w+)=(.*)$/.exec(line)
  if (found) note(found[1], found[2].replaceAll(' ', ''), section)
}

const EXEC = ['Service', 'Socket', 'Mount', 'Swap']
const GROUP = [...EXEC, 'Slice', 'Scope']
/** What newer versions have, by the table of their parsers (src/core/load-fragment-gperf.gperf.in, 258): sections, kind, names. */
const NEWER = [
  [EXEC, 'BOOLEAN', 'RootEphemeral StateDirectoryAccounting CacheDirectoryAccounting LogsDirectoryAccounting'],
  [
    EXEC,
    'OTHER',
    'RootImagePolicy ExtensionImagePolicy MountImagePolicy SetLoginEnvironment LogFilterPatterns ImportCredential PrivateBPF PrivatePIDs',
  ],
  [
    EXEC,
    'OTHER',
    'BPFDelegateCommands BPFDelegateMaps BPFDelegatePrograms BPFDelegateAttachments DelegateNamespaces LandlockConfig BindLogSockets',
  ],
  [EXEC, 'OTHER', 'MemoryKSM StateDirectoryQuota CacheDirectoryQuota LogsDirectoryQuota'],
  [GROUP, 'BOOLEAN', 'MemoryZSwapWriteback CoredumpReceive'],
  [GROUP, 'SECONDS', 'MemoryPressureThresholdSec'],
  [
    GROUP,
    'LIMIT',
    'DefaultStartupMemoryLow StartupMemoryLow StartupMemoryHigh StartupMemoryMax StartupMemorySwapMax StartupMemoryZSwapMax',
  ],
  [GROUP, 'OTHER', 'MemoryPressureWatch DelegateSubgroup NFTSet ManagedOOMMemoryPressureDurationSec'],
  [['Service'], 'OTHER', 'RestartMode OpenFile FileDescriptorStorePreserve'],
  [['Service'], 'UNSIGNED', 'RestartSteps'],
  [['Service'], 'SECONDS', 'RestartMaxDelaySec'],
  [['Service'], 'SIGNAL', 'ReloadSignal'],
  [['Scope'], 'OTHER', 'OOMPolicy'],
  [['Unit'], 'BOOLEAN', 'SurviveFinalKillSignal'],
  [['Unit'], 'CONDITION', 'ConditionVersion AssertVersion ConditionKernelModuleLoaded AssertKernelModuleLoaded'],
  [['Unit'], 'PATH[...]', 'WantsMountsFor'],
  [['Socket'], 'BOOLEAN', 'PassPIDFD AcceptFileDescriptors PassFileDescriptorsToExec'],
  [['Socket'], 'SECONDS', 'PollLimitIntervalSec DeferTriggerMaxSec'],
  [['Socket'], 'UNSIGNED', 'PollLimitBurst'],
  [['Socket'], 'OTHER', 'DeferTrigger'],
  [['Timer'], 'BOOLEAN', 'DeferReactivation'],
  [['Timer'], 'SECONDS', 'RandomizedOffsetSec'],
  [['Slice'], 'UNSIGNED', 'ConcurrencySoftMax ConcurrencyHardMax'],
  [['Install'], 'OTHER', 'UpheldBy'],
]
for (const [sections, kind, names] of NEWER)
  for (const name of names.split(' '))
    for (const one of sections)
      if (![...(directives.get(name)?.values() ?? [])].flat().includes(one)) note(name, kind, one)
/** Once yes or no, and words of their own since. */
for (const name of [
  'PrivateTmp',
  'PrivateUsers',
  'ProtectControlGroups',
  'ProtectHostname',
  'PrivateMounts',
  'MountAPIVFS',
])
  if (directives.has(name)) directives.set(name, new Map([['OTHER', [...directives.get(name).values()].flat()]]))

const lines = [...directives].flatMap(([key, kinds]) =>
  [...kinds].map(([kind, sections]) => `${key} ${kind} ${[...new Set(sections)].join(',')}`),
)
const out = fileURLToPath(new URL('../../schemas/systemd/', import.meta.url))
mkdirSync(out, { recursive: true })
writeText(join(out, 'directives.txt'), `systemd ${version}\n${lines.sort().join('\n')}\n`)
console.log(`systemd ${version}: ${directives.size} directives`)
