// What `terraform` prints while it creates and destroys, resource by resource, ten at a time.

const PARALLEL = 10
const bold = (text) => `\u001b[0m\u001b[1m${text}\u001b[0m\u001b[0m`

const took = (seconds) => (seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`)

/**
 * Writes an apply or a destroy. A resource is [address, seconds, id, …addresses it needs]; one that fails has an error
 * instead of an id. True when all went well.
 */
export function applied(lane, resources, { destroying = false } = {}) {
  const verb = destroying ? 'Destroying' : 'Creating'
  const done = destroying ? 'Destruction' : 'Creation'
  const order = destroying ? [...resources].reverse() : resources
  const needs = destroying ? reversed(resources) : new Map(resources.map(([address, , , ...rest]) => [address, rest]))
  const begun = lane.at
  const ends = new Map()
  const lines = []
  const running = []
  let now = begun
  const failed = []
  for (const [address, seconds, id] of order) {
    const blocked = needs.get(address).some((need) => !ends.has(need) || failed.includes(need))
    if (blocked) {
      failed.push(address)
      continue
    }
    const ready = Math.max(begun, ...needs.get(address).map((need) => ends.get(need)))
    running.sort((a, b) => a - b)
    const free = running.length < PARALLEL ? begun : running[running.length - PARALLEL]
    const start = Math.max(ready, free) + 40 * lane.random() + 30
    const jitter = 0.85 + 0.3 * lane.random()
    // What is refused is refused at once.
    const whole = Math.round((typeof id === 'object' ? 2 : seconds) * jitter)
    const end = start + whole * 1000 + 400
    running.push(end)
    ends.set(address, end)
    now = Math.max(now, end)
    lines.push([start, bold(`${address}: ${verb}...${destroying ? ` [id=${id}]` : ''}`)])
    for (let gone = 10; gone < whole; gone += 10)
      lines.push([
        start + gone * 1000,
        bold(`${address}: Still ${verb.toLowerCase()}... [${destroying ? `id=${id}, ` : ''}${took(gone)} elapsed]`),
      ])
    if (typeof id === 'object') {
      failed.push(address)
      lines.push(...id.error.split('\n').map((line) => [now, line]))
    } else
      lines.push([end, bold(`${address}: ${done} complete after ${took(whole)}${destroying ? '' : ` [id=${id}]`}`)])
  }
  for (const [at, text] of lines.sort((a, b) => a[0] - b[0])) lane.log(text, at)
  lane.at = now
  return failed.length === 0
}

/** Who has to be gone before a resource can go. */
const reversed = (resources) =>
  new Map(
    resources.map(([address]) => [
      address,
      resources.filter(([, , , ...needs]) => needs.includes(address)).map(([name]) => name),
    ]),
  )

export function initialized(lane, providers, modules = []) {
  lane.run('terraform init -input=false', 'Initializing the backend...', 0.3)
  if (modules.length > 0)
    lane.lines(['Initializing modules...', ...modules.map((name) => `- ${name} in ${name}`)].join('\n'), 0.1)
  lane.lines('Initializing provider plugins...', 0.3)
  for (const [name, version] of providers)
    lane
      .lines(`- Finding hashicorp/${name} versions matching "${version.range}"...`, 0.5)
      .lines(`- Installing hashicorp/${name} v${version.exact}...`, 0.6)
      .lines(`- Installed hashicorp/${name} v${version.exact} (signed by HashiCorp)`, version.seconds)
  return lane.lines(
    `
Terraform has created a lock file .terraform.lock.hcl to record the provider
selections it made above.
Terraform has been successfully initialized!`,
    0.1,
  )
}

export function planned(lane, resources, seconds) {
  lane.run('terraform plan -input=false -out=tfplan').wait(seconds)
  for (const [address] of resources) lane.wait(0.05).log(`  # ${bold(address)} will be created`)
  return lane.lines(
    `${bold('Plan:')} ${resources.length} to add, 0 to change, 0 to destroy.\nSaved the plan to: tfplan`,
    0.1,
  )
}
