// Terraform itself, beside a provider that keeps running.
import { execFile } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { providerMirror, terraformEnvironment } from '../../terraform-tool.mjs'
import { startProvider } from './provider.mjs'

const AWS = 'registry.terraform.io/hashicorp/aws'

/** What only `terraform init` may say something about: nobody's verdict. */
const OF_INIT = /Missing required provider|Module not installed|Unresolvable|Inconsistent dependency/

/** Nobody's verdict: what init has to say first, and what makes terraform itself break down. */
export const NOBODYS = 'nobody'

/** `place(name)` is one terraform at work; there may be several at a time. */
export async function openTerraform(scratch) {
  const env = terraformEnvironment(scratch)
  const provider = await startProvider(plugin(), scratch)
  return {
    async place(name) {
      const door = await provider.door(name)
      const all = { ...env, ...door.env }
      return {
        /** Whether init takes the folder; it takes the provider that runs for any version. */
        async init(cwd) {
          const { code } = await run(['init', '-backend=false', '-input=false'], cwd, all)
          return code === 0
        },
        /** null when it is accepted, else the first error, or NOBODYS. `words` name all the types that may be asked for. */
        async validate(cwd, words) {
          door.show(words)
          const { out, err } = await run(['validate', '-json'], cwd, all)
          if (out === '' && /panic:|TERRAFORM CRASH/.test(err)) return NOBODYS
          if (out === '') throw new Error(`terraform validate said nothing in ${cwd}: ${err}`)
          return firstError(JSON.parse(out))
        },
      }
    },
    close: () => provider.close(),
  }
}

function firstError({ valid, diagnostics }) {
  const errors = diagnostics.filter((one) => one.severity === 'error')
  if (errors.some(({ summary }) => OF_INIT.test(summary))) return NOBODYS
  if (valid) return null
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
