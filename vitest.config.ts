import { existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { defineConfig } from 'vitest/config'

/** Where terraform finds the AWS provider: the configuration you name, a mirror on this machine, or the registry. */
function terraformConfig(): Record<string, string> {
  const given = process.env.TF_CLI_CONFIG_FILE
  if (given !== undefined && existsSync(given)) return {}
  const mirror = readdirSync('/')
    .map((name) => `/${name}/tf-plugins`)
    .find((path) => existsSync(path))
  const file = join(mkdtempSync(join(tmpdir(), 'skillchain-terraform-')), 'terraform.rc')
  const block = `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(mirror)}\n  }\n}\n`
  writeFileSync(file, mirror === undefined ? '' : block)
  return { TF_CLI_CONFIG_FILE: file }
}

export default defineConfig({
  test: {
    include: ['tests/**/*.test.{ts,tsx}'],
    // Where Debian keeps the programs of servers, which are on no ordinary user's PATH.
    env: { ...terraformConfig(), PATH: `${process.env.PATH ?? ''}${delimiter}/usr/sbin` },
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
