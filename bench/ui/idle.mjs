// What it costs to wait for a person at a question: processor time and wake-ups of all its threads, and memory.
import { GOAL, inTemp, NODE, times, workplace } from '../program.mjs'
import { costOf, openPty, pause } from './pty.mjs'
import { openScreen } from './screen.mjs'

const MEASURED = 10_000
const SETTLES = 3000
const MOST_MEMORY = 80e6
/** A Node that has done some work and reads its input: V8 looks now and then whether it can give memory back. */
const WAITING = 'Array.from({ length: 1e6 }, (_, index) => ({ index })); process.stdin.resume()'

export function idle() {
  return inTemp(async (dir) => {
    const at = workplace(dir)
    const screen = await openScreen([GOAL], at)
    await screen.shows('OPTIONS:')
    const bare = await openPty(NODE, ['-e', WAITING], at)
    const [ours, other] = await Promise.all([atRest(screen), atRest(bare)])
    await screen.leave()
    bare.signal(9)
    await bare.ended
    const said = ({ cpu, wakeUps, bytes }) => `${cpu.toFixed(1)} %, ${wakeUps} wake-ups, ${bytes} bytes`
    return [
      {
        what: `waiting at a question, ${MEASURED / 1000} s`,
        ours: said(ours),
        other: `a Node that waits ${said(other)}`,
        target: 'the same',
        met: ours.wakeUps <= Math.max(other.wakeUps, 1) && ours.bytes === 0 && ours.cpu <= Math.max(other.cpu, 0.1),
      },
      {
        what: 'the same, resident memory',
        ours: megabytes(ours.rss),
        other: `a Node that waits ${megabytes(other.rss)}`,
        ratio: times(ours.rss / other.rss),
        target: `≤ ${megabytes(MOST_MEMORY)}`,
        met: ours.rss <= MOST_MEMORY,
      },
    ]
  })
}

async function atRest(running) {
  await pause(SETTLES)
  const [before, bytes] = [costOf(running.pid), running.bytes()]
  await pause(MEASURED)
  const after = costOf(running.pid)
  return {
    cpu: (100 * (after.cpu - before.cpu)) / MEASURED,
    wakeUps: after.wakeUps - before.wakeUps,
    bytes: running.bytes() - bytes,
    rss: after.rss,
  }
}

const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`
