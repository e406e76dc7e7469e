// Writes skillchain/recordings/board.ndjson, the batch that `skillchain demo board` plays: `node scripts/record-board.mjs`.
// Nothing in it is random; the same script writes the same file. Accounts and names in it are nobody's.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Lane } from './recording/lane.mjs'
import { blockedTask, queueTask, serviceTask, workloadTask } from './recording/other-tasks.mjs'
import { bucketTask, clusterTask, failingTask } from './recording/terraform-tasks.mjs'

const PARALLEL = 5
const BACKLOG = [
  ['3841', 'tf-hcl', 'hard', clusterTask],
  ['3842', 'cfn-yaml', 'medium', queueTask],
  ['3843', 'pulumi-ts', 'hard', blockedTask],
  ['3844', 'cdk-ts', 'hard', serviceTask],
  ['3847', 'tf-hcl', 'medium', workloadTask],
  ['3850', 'tf-hcl', 'medium', bucketTask],
  ['3851', 'tf-hcl', 'medium', failingTask],
]

/** When each task begins: as soon as one of the places is free. */
function record() {
  const ends = []
  const events = []
  for (const [index, [task, , , tell]] of BACKLOG.entries()) {
    ends.sort((a, b) => a - b)
    const start = index < PARALLEL ? 400 + index * 350 : ends[index - PARALLEL] + 600
    const lane = new Lane(task, start, Number(task))
    tell(lane)
    ends.push(lane.at)
    events.push(...lane.events)
  }
  const tasks = BACKLOG.map(([task, kind, difficulty]) => ({ task, kind, difficulty }))
  events.sort((a, b) => a.at - b.at)
  const done = events.filter((event) => event.type === 'task.finished' && event.outcome === 'done').length
  const blocked = events.filter((event) => event.type === 'task.blocked').length
  return [
    { at: 0, type: 'batch.started', batch: 'backlog-w47', parallel: PARALLEL, tasks },
    ...events,
    {
      at: events.at(-1).at + 500,
      type: 'batch.finished',
      message: `batch backlog-w47: ${done} done, ${blocked} blocked, ${tasks.length - done - blocked} failed`,
    },
  ]
}

const file = fileURLToPath(new URL('../skillchain/recordings/board.ndjson', import.meta.url))
const events = record()
mkdirSync(dirname(file), { recursive: true })
writeFileSync(file, events.map((event) => `${JSON.stringify(event)}\n`).join(''))
const logs = events.filter((event) => event.type === 'task.log').length
console.log(`${events.length} events, ${logs} lines of tools, ${(events.at(-1).at / 60000).toFixed(1)} minutes`)
