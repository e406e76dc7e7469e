// How long the program takes to answer, as a ratio to a Node that does nothing. The runs are interleaved, so that whatever
// else the machine does hits both sides.
import { BIN, GOAL, inTemp, last, median, ms, NODE, timed, times, workplace } from './program.mjs'

const ROUNDS = 21

const COMMANDS = [
  { what: '--version', args: ['--version'], most: 1.15 },
  { what: '--help', args: ['--help'], most: 1.4 },
  { what: 'match GOAL --json', args: ['match', GOAL, '--json'], most: 2 },
]

export function startUp() {
  return inTemp((dir) => {
    const at = workplace(dir)
    const runs = [{ args: ['-e', '0'] }, ...COMMANDS.map((command) => ({ args: [BIN, ...command.args] }))]
    const taken = runs.map(() => [])
    for (let round = -1; round < ROUNDS; round++) {
      for (const [index, { args }] of runs.entries()) {
        const done = timed(NODE, args, at)
        if (done.code !== 0) throw new Error(`${args.join(' ')}: exit ${done.code}: ${last(done.err)}`)
        if (round >= 0) taken[index].push(done.ms) // the first round warms the caches
      }
    }
    const [bare, ...ours] = taken.map(median)
    return COMMANDS.map(({ what, most }, index) => ({
      what,
      ours: ms(ours[index]),
      other: `bare node ${ms(bare)}`,
      ratio: times(ours[index] / bare),
      target: `≤ ${most} ×`,
      met: ours[index] / bare <= most,
    }))
  })
}
