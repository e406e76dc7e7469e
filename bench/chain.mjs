// A whole chain: the platform at advanced, questions skipped, files and report; against the time that terraform needs to
// initialise and validate the root module it wrote. Then all twelve skills at once, in both worlds.
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { BIN, GOAL, inTemp, last, median, ms, NODE, timed, times, workplace } from './program.mjs'
import { NO_PROVIDERS, terraformEnvironment } from './terraform-tool.mjs'

const ROUNDS = 7
const MOST_MS = 1000
const MOST_RATIO = 0.1
const MOST_TWELVE_MS = 1500
const EVERYTHING =
  'production kubernetes on AWS with dns, linux hosts with ansible, nginx, load balancing, service mesh, disaster recovery, shell scripts and distributed systems design'
const ARGS = ['--blueprint', 'platform', '--maturity', 'advanced', '--skip-all', '--out', 'infra']

export function wholeChain() {
  return inTemp((dir) => {
    const at = workplace(dir)
    const out = join(at.cwd, 'infra')
    const taken = []
    const judged = []
    let note = ''
    for (let round = -1; round < ROUNDS; round++) {
      rmSync(out, { recursive: true, force: true })
      const done = timed(NODE, [BIN, GOAL, ...ARGS], at)
      // 6: the result is whole, and something in it is not as a skill promised.
      if (done.code !== 0 && done.code !== 6) throw new Error(`exit ${done.code}: ${last(done.err) || last(done.out)}`)
      if (round >= 0) taken.push(done.ms)
      if (done.code === 6) note = 'the report finds outputs that are not as promised'
      // Terraform takes much longer than we do: three of the rounds are enough for it.
      if (round >= 0 && round % 3 === 0) judged.push(judgedByTerraform(out, dir))
    }
    const ours = median(taken)
    const files = readdirSync(out, { recursive: true, encoding: 'utf8' }).filter(
      (name) => !/(^|\/)\.(skillchain|terraform)/.test(name) && statSync(join(out, name)).isFile(),
    )
    const line = { what: `--skip-all, platform at advanced, ${files.length} files`, ours: ms(ours), note }
    const wall = { ...line, other: 'the clock', ratio: '', target: `≤ ${MOST_MS} ms`, met: ours <= MOST_MS }
    const twelve = ['aws', 'existing'].map((platform) => twelveSkills(platform, at))
    const absent = judged.find((one) => 'why' in one)
    if (absent !== undefined) return [wall, { what: 'the same', notRun: absent.why }, ...twelve]
    const terraform = median(judged.map((one) => one.ms))
    return [
      wall,
      {
        ...line,
        what: 'the same',
        other: `terraform init + validate ${ms(terraform)}`,
        ratio: times(ours / terraform),
        target: `≤ ${MOST_RATIO} ×`,
        met: ours / terraform <= MOST_RATIO,
      },
      ...twelve,
    ]
  })
}

/** A cluster beside hosts that Terraform makes, or hosts that are there. */
function twelveSkills(platform, at) {
  const out = join(at.cwd, `twelve-${platform}`)
  const args = ['--blueprint', 'none', '--maturity', 'advanced', '--set', `linux.platform=${platform}`, '--skip-all']
  const taken = []
  for (let round = -1; round < ROUNDS; round++) {
    rmSync(out, { recursive: true, force: true })
    const done = timed(NODE, [BIN, EVERYTHING, ...args, '--out', out], at)
    if (done.code !== 0) throw new Error(`exit ${done.code}: ${last(done.err) || last(done.out)}`)
    if (round >= 0) taken.push(done.ms)
  }
  const { skills } = JSON.parse(readFileSync(join(out, '.skillchain', 'manifest.json'), 'utf8'))
  const count = Object.keys(skills).filter((name) => !name.startsWith('shared')).length
  const ours = median(taken)
  return {
    what: `${count} skills at advanced, hosts: ${platform}`,
    ours: ms(ours),
    other: 'the clock',
    target: `≤ ${MOST_TWELVE_MS} ms`,
    met: ours <= MOST_TWELVE_MS,
  }
}

function judgedByTerraform(out, dir) {
  if (timed('terraform', ['version']).code !== 0) return { why: 'terraform is not installed' }
  const env = terraformEnvironment(dir)
  if (env === null) return { why: NO_PROVIDERS }
  const root = join(out, 'terraform')
  const init = timed('terraform', ['init', '-backend=false', '-input=false'], { cwd: root, env })
  if (init.code !== 0) throw new Error(`terraform init: ${init.err.trim()}`)
  const validate = timed('terraform', ['validate', '-no-color'], { cwd: root, env })
  if (validate.code !== 0) throw new Error(`terraform validate: ${validate.err.trim() || validate.out.trim()}`)
  return { ms: init.ms + validate.ms }
}
