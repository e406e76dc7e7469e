// From the start of the program to the first screen that asks something, beside a Node that does nothing, in the same kind of
// window. Then the first key, pressed the moment the screen is there; and from the last output to the end, after Ctrl-C.
import { GOAL, inTemp, median, ms, NODE, times, workplace } from '../program.mjs'
import { openPty } from './pty.mjs'
import { openScreen } from './screen.mjs'

const ROUNDS = 21
const MOST = 3
const MOST_QUIT = 20

const SCREENS = [
  { what: 'first question: the chain of a goal', args: [GOAL], sign: 'OPTIONS:', key: '\u001b[B', answer: '\u001b[' },
  { what: 'first question: what to build', args: [], sign: 'want to build?', key: 'k', answer: 'k' },
]

export function first() {
  return inTemp(async (dir) => {
    const at = workplace(dir)
    const bare = []
    const shown = SCREENS.map(() => [])
    const answered = SCREENS.map(() => [])
    const quit = []
    // The first round fills the caches.
    for (let round = -1; round < ROUNDS; round++) {
      const nothing = await openPty(NODE, ['-e', '0'], at)
      const ended = (await nothing.gone) - nothing.begun
      if (round >= 0) bare.push(ended)
      for (const [index, { args, sign, key, answer }] of SCREENS.entries()) {
        const screen = await openScreen(args, at)
        const there = await screen.shows(sign)
        // The rest of the first screen may come in another piece.
        await new Promise((resolve) => setTimeout(resolve, 5))
        screen.forget()
        screen.type(key)
        const told = await screen.shows(answer)
        await screen.settled()
        screen.type('\u0003')
        const gone = await screen.gone
        if (round < 0) continue
        shown[index].push(there - screen.begun)
        answered[index].push(told - screen.begun)
        quit.push(gone - screen.lastOutput())
      }
    }
    const node = median(bare)
    return [
      ...SCREENS.map(({ what }, index) => {
        const ours = median(shown[index])
        return {
          what,
          ours: ms(ours),
          other: `bare node ${ms(node)}`,
          ratio: times(ours / node),
          target: `≤ ${MOST} ×`,
          met: ours / node <= MOST,
        }
      }),
      ...SCREENS.map(({ what }, index) => ({
        what: `${what}, a key pressed at once is answered`,
        ours: ms(median(answered[index])),
        other: `bare node ${ms(node)}`,
        ratio: times(median(answered[index]) / node),
      })),
      {
        what: 'from the last output to the end, after Ctrl-C',
        ours: ms(median(quit)),
        other: 'the clock',
        target: `≤ ${MOST_QUIT} ms`,
        met: median(quit) <= MOST_QUIT,
      },
    ]
  })
}
