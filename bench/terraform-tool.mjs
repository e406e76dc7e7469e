// Terraform itself, with providers that need no download: with one in it a figure would say nothing.
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export const NO_PROVIDERS = 'no folder with the providers (/*/tf-plugins), and TF_CLI_CONFIG_FILE names none'

/** The environment in which terraform finds its providers on this disk; null when they are not here. */
export function terraformEnvironment(dir) {
  const env = { ...process.env, TF_IN_AUTOMATION: '1', TF_PLUGIN_CACHE_DIR: join(dir, 'plugins') }
  mkdirSync(env.TF_PLUGIN_CACHE_DIR, { recursive: true })
  const mirror = providerMirror()
  if (mirror === null) return existsSync(process.env.TF_CLI_CONFIG_FILE ?? '') ? env : null
  env.TF_CLI_CONFIG_FILE = join(dir, 'terraform.rc')
  writeFileSync(
    env.TF_CLI_CONFIG_FILE,
    `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(mirror)}\n  }\n}\n`,
  )
  return env
}

/** A folder of provider plugins at the top of the disk. */
export function providerMirror() {
  const paths = readdirSync('/').map((name) => join('/', name, 'tf-plugins'))
  return paths.find((path) => existsSync(path)) ?? null
}
