// Builds schemas/cloudformation/resources.pack: what CloudFormation's resource types take and give.
//   node scripts/schemas/cloudformation.mjs [FOLDER]
// installs the packages named in CFN_LINT and SPEC into FOLDER (a temporary one by default) with pip and npm, and reads them.
//   x <runtime of functions> <day since when AWS neither creates nor changes functions with it>
//   z <type> <day since when its service is shut down>
//   r <type> <definitions after that of the type before> <what GetAtt gives beside read-only properties; * for every property>
//   # {"property":"type", "required!":"type", "read only-":"", "$":{rules}}
//   f <type> <forms of what Ref gives, - for none that is known> <attribute>=<its forms>
//   p <pattern of texts, by its number>
//   c <type> <path below its properties, * for each item> <what a part asks of others, in the words of JSON schema>
// Types: s text (or a letter of FORMATS), i integer, n number, b boolean, * anything, j JSON as a map or a text, @-2 the definition two lines before, [t a list, {t a map, "a|b one of some words.
// s1,64/7 has 1 to 64 characters and pattern 7, i0,99 is at most 99, [1,5u;t has 1 to 5 items and no two of them are the same.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { relations } from './cloudformation/relations.mjs'
import { readSpecification } from './cloudformation/specification.mjs'
import { formsOf, Types } from './cloudformation/types.mjs'
import { compressed } from './definitions.mjs'

const CFN_LINT = 'cfn-lint==1.51.0'
const SPEC = '@aws-cdk/aws-service-spec@0.1.216'

const given = process.argv[2]
const folder = given ?? mkdtempSync(join(tmpdir(), 'skillchain-schema-'))
try {
  const run = (command, ...args) => execFileSync(command, args, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] })
  if (!existsSync(join(folder, 'cfn')))
    run('python3', '-m', 'pip', 'install', '--quiet', '--no-deps', '--target', 'cfn', CFN_LINT)
  if (!existsSync(join(folder, 'node_modules', '@aws-cdk', 'aws-service-spec'))) {
    if (!existsSync(join(folder, 'package.json'))) writeFileSync(join(folder, 'package.json'), '{"private":true}')
    run('npm', 'install', '--ignore-scripts', '--no-audit', '--no-fund', SPEC)
  }
  const schemas = join(folder, 'cfn', 'cfnlint', 'data', 'schemas')
  const index = readFileSync(join(schemas, 'providers', 'us_east_1.py'), 'utf8')
  const types = new Types(attributesIn(readFileSync(join(schemas, '..', '..', 'schema', '_getatts.py'), 'utf8')))
  const today = new Date().toISOString().slice(0, 10)
  const ends = []
  for (const [, name, file] of index.matchAll(/"([\w:]+)": "([0-9a-f]{16})"/g)) {
    const schema = JSON.parse(readFileSync(join(schemas, 'resources', `${file}.json`), 'utf8'))
    types.add(name, schema)
    ends.push(...formsOf(name, schema))
    const { status, date } = schema.lifecycle ?? {}
    if (status === 'shutdown') ends.push(`z ${name} ${date}`)
  }
  const known = types.size
  readSpecification(join(folder, 'node_modules'), types)

  const runtimes = JSON.parse(readFileSync(join(schemas, '..', 'AdditionalSpecs', 'LmbdRuntimeLifecycle.json'), 'utf8'))
  for (const [name, one] of Object.entries(runtimes)) ends.push(`x ${name} ${one['update-block']}`)
  ends.push(...relations(join(schemas, '..', '..'), console.log))
  const text = types.text(today, ends)
  const bytes = compressed(text)
  const out = fileURLToPath(new URL('../../schemas/cloudformation/', import.meta.url))
  mkdirSync(out, { recursive: true })
  writeFileSync(join(out, 'resources.pack'), bytes)
  console.log(
    `resources.pack: ${types.size} types (${types.size - known} of them from the newer source alone), ${text.length} characters, ${bytes.length} bytes`,
  )
} finally {
  if (given === undefined) rmSync(folder, { recursive: true, force: true })
}

/** What GetAtt gives beside what a schema calls read-only: attributes by type, `*` for every property. */
function attributesIn(python) {
  const attributes = new Map()
  const every = /_all_property_types = \[([\s\S]*?)\]/.exec(python)?.[1] ?? ''
  for (const [, type] of every.matchAll(/"([\w:]+)"/g)) attributes.set(type, ['*'])
  const some = /_exceptions = \{([\s\S]*?)\n\}/.exec(python)?.[1] ?? ''
  for (const [, type, names] of some.matchAll(/"(AWS::[\w:]+)": \[([^\]]*)\]/g))
    attributes.set(type, [...(attributes.get(type) ?? []), ...[...names.matchAll(/"(\w+)"/g)].map((one) => one[1])])
  if (attributes.size < 50) throw new Error('the attributes that are no read-only properties are not where they were')
  return attributes
}
