// What terraform itself says of modules. A verdict costs a good part of a second, so it is kept and asked for once.
import { execFile } from 'node:child_process'
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { satisfies } from '../../../src/engine/terraform/module/version.ts'
import { providerMirror, terraformEnvironment } from '../../terraform-tool.mjs'
import { startProvider } from './provider.mjs'

const AT_ONCE = 2
const AWS = 'registry.terraform.io/hashicorp/aws'

/** What only `terraform init` may say something about: nobody's verdict. */
const OF_INIT = /Missing required provider|Module not installed|Unresolvable|Inconsistent dependency/

/**
 * Fills `known` with what terraform says of the cases of these modules, as far as the time reaches: null when it accepts,
 * else its first error.
 */
export async function askTerraform(checkout, modules, known, { scratch, until, keep }) {
  const env = terraformEnvironment(scratch)
  const provider = await startProvider(plugin(), scratch)
  const queue = []
  for (const module of modules) {
    const open = module.cases.filter(({ key }) => !(key in known))
    if (open.length > 0 && Date.now() < until) queue.push({ module, open })
  }
  const work = async (index) => {
    const copy = join(scratch, `copy-${index}`)
    cpSync(checkout, copy, { recursive: true })
    const door = await provider.door(`door-${index}`)
    for (let next = queue.shift(); next !== undefined && Date.now() < until; next = queue.shift()) {
      const { module, open } = next
      const cwd = join(copy, module.dir)
      known[module.sum] = await initialise(cwd, module, { ...env, ...door.env })
      if (known[module.sum] === REFUSED) continue
      for (const one of open) {
        if (Date.now() > until) return
        known[one.key] = await verdict(copy, one, door, env)
      }
      keep()
    }
  }
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, (_, index) => work(index)))
  } finally {
    provider.close()
    keep()
    for (let index = 0; index < AT_ONCE; index++)
      rmSync(join(scratch, `copy-${index}`), { recursive: true, force: true })
  }
}

export const READY = 'ready'
export const REFUSED = 'refused'
export const NOBODYS = 'nobody'

/**
 * Terraform takes a provider that runs already for any version, so what the module asks for is compared here. What
 * init brings from elsewhere, it brings.
 */
async function initialise(cwd, { aws }, env) {
  if (!aws.every((constraint) => satisfies(version(), constraint))) return REFUSED
  const { code } = await run(['init', '-backend=false', '-input=false'], cwd, env)
  return code === 0 ? READY : REFUSED
}

async function verdict(copy, { dir, path, text, words }, door, env) {
  const file = path === null ? null : join(copy, path)
  const before = file === null ? null : readFileSync(file)
  if (file !== null) writeFileSync(file, text)
  door.show(words)
  const { out, err } = await run(['validate', '-json'], join(copy, dir), { ...env, ...door.env })
  if (file !== null) writeFileSync(file, before)
  // Some mistakes make terraform itself break down.
  if (out === '' && /panic:|TERRAFORM CRASH/.test(err)) return NOBODYS
  if (out === '') throw new Error(`terraform validate said nothing in ${join(copy, dir)}: ${err}`)
  return firstError(out)
}

function firstError(out) {
  const said = JSON.parse(out)
  const errors = said.diagnostics.filter((one) => one.severity === 'error')
  if (errors.some(({ summary }) => OF_INIT.test(summary))) return NOBODYS
  if (said.valid) return null
  const [{ range, summary, detail }] = errors
  const at = range === undefined ? '' : `${range.filename}:${range.start.line} `
  return `${at}${summary}: ${detail.slice(0, 200).replaceAll('\n', ' ')}`
}

function run(args, cwd, env) {
  return new Promise((done) => {
    execFile('terraform', args, { cwd, env, maxBuffer: 1 << 26 }, (error, out, err) => {
      done({ code: error === null ? 0 : (error.code ?? 1), out, err })
    })
  })
}

/** The AWS provider in the folder of providers. */
function plugin() {
  const folder = join(providerMirror() ?? '', AWS)
  const found = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find((name) =>
    /(?:^|\/)terraform-provider-aws[^/]*$/.test(name),
  )
  if (found === undefined) throw new Error(`there is no AWS provider in ${folder}`)
  return join(folder, found)
}

/** The version of that provider: `5.100.0`. */
export function version() {
  return /terraform-provider-aws_v(\d+\.\d+\.\d+)/.exec(plugin())?.[1] ?? ''
}
