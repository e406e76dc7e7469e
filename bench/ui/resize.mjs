// Two hundred resizes in two seconds, then the window is compared, row by row, with one that was opened in its last size.
import { GOAL, inTemp, workplace } from '../program.mjs'
import { pause } from './pty.mjs'
import { openScreen } from './screen.mjs'

const RESIZES = 200
const TIME = 2000
const FINAL = { columns: 90, rows: 30 }

const PLACES = [
  { what: 'at a question', args: [GOAL], sign: 'OPTIONS:', keys: [] },
  // The board goes on by itself; its overlay of keys stands still.
  { what: 'at the board', args: ['demo', 'board', '--lines-per-second', '200'], sign: 'tasks', keys: ['?'] },
]

export function resize() {
  return inTemp(async (dir) => {
    const rows = []
    for (const { what, args, sign, keys } of PLACES) {
      const at = workplace(dir)
      const shown = await through(args, at, sign, keys, { columns: 120, rows: 40 }, storm)
      const fresh = await through(args, at, sign, keys, FINAL, async () => {})
      const different = differing(shown, fresh)
      const wrong = different.length / 2
      rows.push({
        what: `${RESIZES} resizes in ${TIME / 1000} s ${what}`,
        ours: `${wrong} of ${FINAL.rows} rows differ`,
        other: 'a window opened in the last size',
        target: '0 rows',
        met: wrong === 0,
        ...(wrong === 0 ? {} : { details: different }),
      })
    }
    return rows
  })
}

/** The rows that are not the same, each as it is and as it should be. */
function differing(shown, fresh) {
  const rows = Array.from({ length: Math.max(shown.length, fresh.length) }, (_, row) => [shown[row], fresh[row]])
  return rows.flatMap(([is, should]) =>
    is === should ? [] : [`is ${is ?? 'nothing'}`, `should be ${should ?? 'nothing'}`],
  )
}

async function through(args, at, sign, keys, size, then) {
  const screen = await openScreen(args, at, size)
  await screen.shows(sign)
  await pause(500)
  await then(screen)
  for (const key of keys) screen.type(key)
  await pause(500)
  const lines = (await screen.settled())
    .map((line) => line.replace(/\d{8}-\d{6}-[0-9a-f]{4}/, 'RUN'))
    // What was printed above the board may have scrolled away in one window and be in sight in the other.
    .filter((line) => !/^ \d\d:\d\d:\d\d batch/.test(line))
  while (lines.at(-1) === '') lines.pop()
  await screen.leave()
  return lines
}

/** Every 10 ms another size, small and large; the last one is always the same. */
async function storm(screen) {
  const begun = performance.now()
  for (let step = 0; step < RESIZES; step++) {
    const last = step === RESIZES - 1
    screen.resize(last ? FINAL.columns : 20 + ((step * 53) % 140), last ? FINAL.rows : 6 + ((step * 29) % 44))
    await pause(Math.max(0, begun + ((step + 1) * TIME) / RESIZES - performance.now()))
  }
}
