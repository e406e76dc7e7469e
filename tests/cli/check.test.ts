import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { publishedCheckSchema } from '../../src/engine/protocol/schema/check.ts'
import { lines, ROOT, shell, skillchain } from '../helpers/cli.ts'

const committed: object = JSON.parse(readFileSync(join(ROOT, 'docs', 'schema', 'check.schema.json'), 'utf8'))
const published = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(committed)

const BAD = 'resource "aws_vpc" "main" {\n  cidr_blok = "10.0.0.0/16"\n}\n'

describe('skillchain check', () => {
  test('says what it checked and ends with 0 when nothing is wrong', () => {
    const at = shell()
    writeFileSync(join(at.cwd, 'main.tf'), 'output "a" {\n  value = 1\n}\n')
    writeFileSync(join(at.cwd, 'a.yaml'), 'a: 1\n')
    const { code, out } = skillchain(at, ['check', '--only', 'terraform,yaml,secrets'])
    expect(code).toBe(0)
    expect(out).toBe('0 errors, 0 warnings. Checked: terraform (1 file), yaml (1 file), secrets (2 files).\n')
  })

  test('--only takes checks and families of checks', () => {
    const at = shell()
    writeFileSync(join(at.cwd, 'a.yaml'), 'a: 1\n')
    writeFileSync(join(at.cwd, 'a.json'), '{}\n')
    expect(skillchain(at, ['check', '--only', 'yaml']).out).toContain('Checked: yaml (1 file).')
    expect(skillchain(at, ['check', '--only', 'syntax,secrets']).out).toContain(
      'Checked: yaml (1 file), json (1 file), secrets (2 files).',
    )
    expect(skillchain(at, ['check', '--only', 'terraform']).out).toContain('Checked: nothing')
    const wrong = skillchain(at, ['check', '--only', 'yml'])
    expect(wrong.code).toBe(2)
    expect(wrong.err).toContain('yaml')
  })

  test('--json gives lines as they are published: the findings, the checks, the sum', () => {
    const at = shell()
    mkdirSync(join(at.cwd, 'net'))
    writeFileSync(join(at.cwd, 'net', 'main.tf'), BAD)
    const { code, out } = skillchain(at, ['check', 'net', '--json', '--only', 'terraform'])
    expect(code).toBe(6)
    const place = { type: 'diagnostic', check: 'terraform', file: 'net/main.tf' }
    expect(lines(out)).toMatchObject([
      { type: 'schema', schema: 'skillchain.check', version: 1 },
      { ...place, severity: 'warning', line: 1 },
      { ...place, severity: 'error', line: 2, column: 3 },
      { type: 'check', check: 'terraform', status: 'failed', findings: 2 },
      { type: 'summary', errors: 1, warnings: 1, notRun: 0, exitCode: 6 },
    ])
    for (const line of lines(out)) expect(published(line), JSON.stringify(published.errors)).toBe(true)
  })

  test('the published schema of these lines is current (`node scripts/schema.mjs` writes it again)', () => {
    expect(committed).toEqual(JSON.parse(JSON.stringify(publishedCheckSchema())))
  })

  test('of single files only those are judged, with the files around them', () => {
    const at = shell()
    mkdirSync(join(at.cwd, 'net'))
    writeFileSync(join(at.cwd, 'net', 'main.tf'), BAD)
    writeFileSync(join(at.cwd, 'net', 'more.tf'), 'output "id" {\n  value = aws_vpc.main.id + local.none\n}\n')
    writeFileSync(join(at.cwd, 'broken.json'), '{')
    const { code, out } = skillchain(at, ['check', 'net/more.tf', '--offline'])
    expect(code).toBe(6)
    expect(out).toContain('net/more.tf:2')
    expect(out).not.toMatch(/main\.tf|broken\.json/)
  })

  test('warnings count with --strict alone', () => {
    const at = shell()
    writeFileSync(join(at.cwd, 'main.tf'), 'variable "a" {\n}\n')
    expect(skillchain(at, ['check', '--offline']).code).toBe(0)
    expect(skillchain(at, ['check', '--offline', '--strict']).code).toBe(6)
  })

  test('a comment with a reason silences its line, one without does not', () => {
    const at = shell()
    const file = join(at.cwd, 'main.tf')
    const line = '  cidr_blok = "10.0.0.0/16"'
    writeFileSync(file, BAD.replace(line, `${line} # skillchain:ignore[terraform] kept for the migration`))
    const silenced = skillchain(at, ['check', '--offline'])
    expect(silenced.code).toBe(0)
    expect(silenced.out).toContain('1 ignored with a reason')
    writeFileSync(file, BAD.replace(line, `${line} # skillchain:ignore`))
    const kept = skillchain(at, ['check', '--offline'])
    expect(kept.code).toBe(6)
    expect(kept.out).toContain('An ignore comment needs a reason')
  })

  test('broken YAML and JSON; no folder', () => {
    const at = shell()
    writeFileSync(join(at.cwd, 'a.yaml'), 'a: [1\n')
    writeFileSync(join(at.cwd, 'b.json'), '{"a": }\n')
    expect(skillchain(at, ['check', '--offline']).out).toMatch(/a\.yaml:\d+:\d+: error[\s\S]*b\.json:\d+:\d+: error/)
    expect(skillchain(at, ['check', 'nowhere']).code).toBe(2)
    expect(skillchain(at, ['check', '--json', '--sarif']).code).toBe(2)
  })
})

describe('skillchain check --fix', () => {
  const UGLY = 'output "a" {\n  value   = 1\n  description = "one"\n}\n'

  test('makes what is safe, tells which files, and judges what is left', () => {
    const at = shell()
    writeFileSync(join(at.cwd, 'main.tf'), UGLY)
    writeFileSync(join(at.cwd, 'a.yaml'), 'a: 1  \n')
    writeFileSync(join(at.cwd, 'broken.json'), '{\n')
    expect(skillchain(at, ['check', '--offline', '--strict']).out).toContain(
      'main.tf:2:11: warning: It is not formatted',
    )
    const { code, out } = skillchain(at, ['check', '--offline', '--fix'])
    expect(code).toBe(6)
    expect(out).toMatch(/^a\.yaml: fixed: formatted\nmain\.tf: fixed: formatted\nbroken\.json:2:1: error/)
    expect(readFileSync(join(at.cwd, 'main.tf'), 'utf8')).toBe(
      'output "a" {\n  value       = 1\n  description = "one"\n}\n',
    )
    expect(readFileSync(join(at.cwd, 'a.yaml'), 'utf8')).toBe('a: 1\n')
    const again = skillchain(at, ['check', '--offline', '--fix', '--json'])
    expect(lines(again.out).filter((line) => line.type === 'fixed')).toEqual([])
    expect(readdirSync(at.cwd).sort()).toEqual(['a.yaml', 'broken.json', 'main.tf'])
  })

  test('touches only what was named, and with --only only what that check fixes', () => {
    const at = shell()
    for (const name of ['a.tf', 'b.tf']) writeFileSync(join(at.cwd, name), UGLY.replace('"a"', `"${name[0]}"`))
    skillchain(at, ['check', 'a.tf', '--fix', '--offline'])
    expect(readFileSync(join(at.cwd, 'a.tf'), 'utf8')).toContain('value       = 1')
    expect(readFileSync(join(at.cwd, 'b.tf'), 'utf8')).toContain('value   = 1')
    skillchain(at, ['check', '--fix', '--only', 'terraform'])
    expect(readFileSync(join(at.cwd, 'b.tf'), 'utf8')).toContain('value   = 1')
    const fixed = lines(skillchain(at, ['check', '--fix', '--only', 'format', '--json']).out)
    expect(fixed[1]).toMatchObject({ type: 'fixed', file: 'b.tf', made: ['formatted'] })
    for (const line of fixed) expect(published(line), JSON.stringify(published.errors)).toBe(true)
  })

  test('a file that is no UTF-8 stays as it is, and that is said', () => {
    const at = shell()
    const bytes = Buffer.concat([Buffer.from('locals {\n  a   = "'), Buffer.from([0xff]), Buffer.from('"\n}\n')])
    writeFileSync(join(at.cwd, 'main.tf'), bytes)
    expect(skillchain(at, ['check', '--fix', '--only', 'format']).out).toContain('main.tf: not fixed')
    expect(readFileSync(join(at.cwd, 'main.tf')).equals(bytes)).toBe(true)
  })
})
