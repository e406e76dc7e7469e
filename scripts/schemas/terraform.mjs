// Builds schemas/terraform/*.pack from what Terraform itself says of a provider:
//   node scripts/schemas/terraform.mjs hashicorp/aws 5.100.0
// needs terraform and the provider (from the registry, or a mirror named in TF_CLI_CONFIG_FILE).
//   node scripts/schemas/terraform.mjs hashicorp/aws 5.100.0 schema.json
// reads the output of `terraform providers schema -json` from a file.
//   node scripts/schemas/terraform.mjs hashicorp/aws 6.25.0 package/ [schema.json]
// reads the provider's bindings on npm (`npm pack @cdktf/provider-aws`, unpacked), where Terraform cannot get the provider;
// what they leave open is filled from the schema of an older version.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { fillFrom, readBindings } from './bindings.mjs'
import { packProvider } from './pack.mjs'

const [source, version, file, older] = process.argv.slice(2)
if (!/^[\w-]+\/[\w-]+$/.test(source ?? '') || !/^\d+\.\d+\.\d+$/.test(version ?? '')) {
  console.error('usage: node scripts/schemas/terraform.mjs <namespace>/<provider> <version> [schema.json]')
  process.exit(2)
}
const provider = readProvider()
const out = fileURLToPath(new URL('../../schemas/terraform/', import.meta.url))
mkdirSync(out, { recursive: true })
const name = `${source.replace('/', '-')}-${version}.pack`
const bytes = packProvider(source, version, provider)
writeFileSync(join(out, name), bytes)
const count = (types) => Object.keys(types ?? {}).length
console.log(
  `${name}: ${source} ${version}, ${count(provider.resource_schemas)} resources, ${count(provider.data_source_schemas)} data sources, ${bytes.length} bytes`,
)

function readProvider() {
  if (file !== undefined && statSync(file).isDirectory()) {
    const bindings = readBindings(file)
    if (bindings.version !== version) throw new Error(`the bindings are of ${bindings.version}, not of ${version}`)
    if (older !== undefined) fillFrom(schemaIn(readFileSync(older, 'utf8')), bindings)
    return bindings
  }
  const text = file === undefined ? askTerraform(source, version) : readFileSync(file, 'utf8')
  return schemaIn(text)
}

function schemaIn(text) {
  return JSON.parse(text).provider_schemas[`registry.terraform.io/${source}`]
}

function askTerraform(source, version) {
  const dir = mkdtempSync(join(tmpdir(), 'skillchain-schema-'))
  try {
    const name = source.split('/')[1]
    writeFileSync(
      join(dir, 'main.tf'),
      `terraform {\n  required_providers {\n    ${name} = { source = "${source}", version = "${version}" }\n  }\n}\n`,
    )
    const terraform = (...args) =>
      execFileSync('terraform', args, {
        cwd: dir,
        encoding: 'utf8',
        maxBuffer: 1 << 28,
        stdio: ['ignore', 'pipe', 'inherit'],
      })
    terraform('init', '-input=false', '-backend=false')
    return terraform('providers', 'schema', '-json')
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}
