// `check --watch` on the platform at advanced: from a save to the end of the verdict, beside the start of a Node that does nothing.
import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { BIN, inTemp, median, ms, NODE, timed, times, workplace } from '../program.mjs'
import { table } from '../table.mjs'

const SAVES = 21
const MOST_MS = 50
const MARK = '# saved\n'

const SAVED = [
  ['a file of Terraform', 'terraform/network.tf'],
  ['a Kubernetes object', 'k8s/base/podinfo/deployment.yaml'],
  ['the README', 'README.md'],
]

export function watchSpeed() {
  return inTemp(async (dir) => {
    const at = workplace(dir)
    const tree = join(dir, 'platform')
    const asked = ['platform', '--blueprint', 'platform', '--maturity', 'advanced', '--skip-all', '--out', tree]
    const made = timed(NODE, [BIN, ...asked], at)
    if (made.code !== 0) throw new Error(`the platform was not written: ${made.err}`)
    const node = median(Array.from({ length: 11 }, () => timed(NODE, ['-e', '0'], at).ms))
    const watch = startWatch(tree, at)
    await watch.verdict()
    const rows = []
    for (const [what, path] of SAVED) {
      const spent = []
      for (let save = 0; save < SAVES; save++) spent.push(await watch.save(join(tree, path), save))
      const [first] = spent
      const usual = median(spent)
      rows.push({
        what: `${what} saved, verdict on the platform at advanced`,
        ours: `${ms(usual)}, the first time ${ms(first)}`,
        other: `bare node ${ms(node)}`,
        ratio: times(usual / node),
        target: `≤ ${MOST_MS} ms`,
        met: usual <= MOST_MS,
      })
    }
    watch.stop()
    console.log(table(rows).join('\n'))
    return 0
  })
}

/** The program at its watch; what it says is cut into verdicts at their last line. */
function startWatch(tree, at) {
  const child = spawn(NODE, [BIN, 'check', '--watch', tree], { ...at, stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  let heard = () => {}
  child.stdout.on('data', (chunk) => {
    said += chunk
    heard()
  })
  const verdict = async () => {
    while (!/\d+ errors?, \d+ warnings?.*\n/.test(said)) await new Promise((resolve) => (heard = resolve))
    const ended = performance.now()
    said = ''
    return ended
  }
  return {
    verdict,
    async save(file, number) {
      await new Promise((resolve) => setTimeout(resolve, 150))
      said = ''
      const text = readFileSync(file, 'utf8')
      const started = performance.now()
      writeFileSync(file, number % 2 === 0 ? text + MARK : text.slice(0, -MARK.length))
      return (await verdict()) - started
    },
    stop: () => child.kill('SIGINT'),
  }
}
