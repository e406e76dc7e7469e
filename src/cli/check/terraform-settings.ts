import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { providerInstallation } from '../../engine/checks/tools/index.ts'
import type { Environment } from '../environment.ts'

/**
 * Where Terraform finds providers is no secret, and without it a module cannot be initialised on a machine without the
 * network. Of the user's settings only that is passed on: credentials and hosts stay where they are.
 */
export function terraformSettings(
  { env, home, cwd }: Pick<Environment, 'env' | 'home' | 'cwd'>,
  scratch: string,
  root: string,
  paths: readonly string[],
): Record<string, string> {
  const file = [env.TF_CLI_CONFIG_FILE, join(home, '.terraformrc')].find((one) => one && existsSync(one))
  const own = file === undefined ? '' : providerInstallation(readFileSync(file, 'utf8'))
  const config = join(scratch, 'terraform.rc')
  writeFileSync(config, own === '' ? mirrors(initialised(root, paths)) : own)
  const cache = env.TF_PLUGIN_CACHE_DIR
  return {
    TF_CLI_CONFIG_FILE: config,
    ...(cache && existsSync(cache) ? { TF_PLUGIN_CACHE_DIR: resolve(cwd, cache) } : {}),
  }
}

/** Folders of providers that `terraform init` brought to modules below the root. */
function initialised(root: string, paths: readonly string[]): string[] {
  const modules = new Set(paths.filter((path) => path.endsWith('.tf')).map((path) => dirname(path)))
  return [...modules].map((dir) => join(root, dir, '.terraform', 'providers')).filter((dir) => existsSync(dir))
}

/** They serve again; what is in none of them comes from the network. */
function mirrors(folders: readonly string[]): string {
  if (folders.length === 0) return ''
  const here = [...new Set(folders.flatMap(addresses))].sort()
  return [
    'provider_installation {',
    ...folders.map((folder) => `  filesystem_mirror {\n    path = ${JSON.stringify(folder)}\n  }`),
    `  direct {\n    exclude = ${JSON.stringify(here)}\n  }`,
    '}',
    '',
  ].join('\n')
}

/** `registry.terraform.io/hashicorp/aws` */
function addresses(folder: string): string[] {
  return names(folder).flatMap((host) =>
    names(join(folder, host)).flatMap((namespace) =>
      names(join(folder, host, namespace)).map((type) => `${host}/${namespace}/${type}`),
    ),
  )
}

const names = (dir: string): string[] => (existsSync(dir) ? readdirSync(dir) : [])
