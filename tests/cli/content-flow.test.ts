import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { GOAL, lines, ROOT, shell, skillchain, tree } from '../helpers/cli.ts'
import { findTool, needTool } from '../helpers/tools.ts'
import { put, said } from './said.ts'

const SKILLS = ['--skills', join(ROOT, 'tests', 'fixtures', 'skills')]

describe('everything at once', () => {
  const typed = [
    '--answers',
    'a.yaml',
    '--set',
    'network.cidr=10.30.0.0/16',
    '--maturity',
    'advanced',
    '--blueprint',
    'platform',
  ]

  test('--answers, --set, --maturity, --blueprint and --json go together, the stronger source first', () => {
    const at = shell()
    put(
      join(at.cwd, 'a.yaml'),
      'maturity: starter\nproject: {owner: network-team}\nnetwork: {cidr: 10.99.0.0/16, azs: 3}\n',
    )
    const all = lines(skillchain(at, [GOAL, ...typed, '--json', '--skip-all']).out)
    const set = all.flatMap((line) => (line.type === 'fact.set' ? [line.fact as { name: string }] : [])) // of our own schema
    expect(set).toContainEqual({ name: 'network.cidr', value: '10.30.0.0/16', origin: 'flag', source: '--set' })
    expect(set).toContainEqual({ name: 'maturity', value: 'advanced', origin: 'flag', source: '--maturity' })
    expect(set).toContainEqual({
      name: 'project.owner',
      value: 'network-team',
      origin: 'answers-file',
      source: 'a.yaml',
    })
    expect(set.filter((fact) => fact.name === 'network.cidr')).toHaveLength(1)
    expect(all.find((line) => line.type === 'chain.confirmed')).toMatchObject({
      chain: { blueprint: { name: 'platform' } },
    })
    const report = all.filter((line) => line.type === 'report.ready').at(-1)?.report
    expect(report).toMatchObject({ blueprint: 'platform', maturity: 'advanced' })
    const dir = join(at.cwd, 'infrastructure')
    expect(readFileSync(join(dir, 'terraform', 'environments', 'prod.tfvars'), 'utf8')).toContain('10.30.0.0/16')
    expect(readFileSync(join(dir, 'README.md'), 'utf8')).toContain('network-team')
    expect(all.at(-1)).toMatchObject({ type: 'result', out: dir })
  })

  test('the edge of an estate that is there: complete, every deliverable, and no cloud in it', () => {
    const at = shell()
    const goal = 'nginx and dns edge for acme.dev on bare metal'
    const all = lines(skillchain(at, [goal, '--maturity', 'advanced', '--skip-all', '--json']).out)
    const report = all.filter((line) => line.type === 'report.ready').at(-1)?.report
    expect(report).toMatchObject({ blueprint: 'edge', completeness: 100 })
    const written = tree(join(at.cwd, 'infrastructure'))
    expect(Object.keys(written).filter((path) => path.startsWith('terraform'))).toEqual([])
    expect(Object.keys(written)).toEqual(
      expect.arrayContaining(['dns/prod/primary/named.conf', 'nginx/snippets/acme.conf']),
    )
  })

  test('the same again, in another folder, is the same to the byte', () => {
    const trees = [shell(), shell()].map((at) => {
      put(join(at.cwd, 'a.yaml'), 'project: {owner: network-team}\n')
      skillchain(at, [GOAL, ...typed, '--skip-all', '--out', 'made'])
      return tree(join(at.cwd, 'made'))
    })
    expect(Object.keys(trees[0] ?? {}).length).toBeGreaterThan(50)
    expect(trees[1]).toEqual(trees[0])
  })

  test('without --skip-all the questions that are left are asked', () => {
    const at = shell()
    put(join(at.cwd, 'a.yaml'), 'project: {owner: network-team}\n')
    const done = skillchain(at, [GOAL, ...typed, '--json'])
    expect(done.code).toBe(3)
    expect(lines(done.out).at(-2)).toMatchObject({ message: expect.stringContaining("'chain' CHOICE") })
  })
})

describe('completion', () => {
  const script = (name: string): string => {
    const done = skillchain(shell(), ['completion', name])
    expect(done.code).toBe(0)
    return done.out
  }

  test.each(['bash', 'zsh', 'fish'])('%s can read its script', (name) => {
    const text = script(name)
    for (const word of ['regenerate', 'resume', 'skills', 'completion']) expect(text).toContain(word)
  })

  for (const [name, flag] of [
    ['bash', '-n'],
    ['zsh', '-n'],
    ['fish', '--no-execute'],
  ] as const) {
    test(`${name} ${flag} accepts it`, (context) => {
      if (findTool(name) === null) context.skip(`not run: ${name} is not installed`)
      const at = shell()
      const file = put(join(at.cwd, 'completion'), script(name))
      const done = spawnSync(name, [flag, file], { encoding: 'utf8', env: at.env })
      expect(done.stderr).toBe('')
      expect(done.status).toBe(0)
    })
  }

  test('bash completes a command and its flags with it', (context) => {
    const bash = needTool(context, 'bash')
    const at = shell()
    const file = put(join(at.cwd, 'completion'), script('bash'))
    const complete = (...words: string[]): string[] => {
      const inner = `. ${file}; COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}; _skillchain; printf '%s\\n' "\${COMPREPLY[@]}"`
      return spawnSync(bash, ['-c', inner], { encoding: 'utf8', env: at.env })
        .stdout.split('\n')
        .filter((word) => word !== '')
    }
    expect(complete('skillchain', 'reg')).toEqual(['regenerate'])
    expect(complete('skillchain', 'regenerate', '--on')).toEqual(['--on-conflict'])
    expect(complete('skillchain', 'skills', 'l').sort()).toEqual(['lint', 'list'])
    expect(complete('skillchain', '--skip')).toEqual(['--skip-all'])
  })

  test('another shell is a mistake that names the known ones', () => {
    said(skillchain(shell(), ['completion', 'powershell']), 2, /bash, zsh, fish/)
  })
})

describe('what there is', () => {
  const json = (...args: string[]): unknown => {
    const done = skillchain(shell(), [...args, '--json'])
    expect(done.code, done.err).toBe(0)
    return JSON.parse(done.out)
  }

  test('doctor --json: each finding has a name, a status and words', () => {
    const findings = json('doctor')
    expect(findings).toContainEqual({ name: 'node', status: 'ok', detail: process.versions.node })
    expect(findings).toContainEqual({
      name: 'skills',
      status: 'ok',
      detail: expect.stringMatching(/^\d+ skills, \d+ blueprints$/),
    })
    for (const one of findings as unknown[])
      expect(one).toEqual({
        name: expect.any(String),
        status: expect.stringMatching(/^(ok|missing|problem)$/),
        detail: expect.stringMatching(/\S/),
      })
  })

  test('doctor says what is broken and exits 1', () => {
    const at = shell()
    put(
      join(at.cwd, '.skillchain', 'skills', 'half', 'SKILL.md'),
      '---\nname: half\n---\n## Skillchain Configuration\n\n```yaml\nkeywords: 3\n```\n',
    )
    said(skillchain(at, ['doctor']), 1, /problem +skills .*skills lint/)
    at.env.XDG_STATE_HOME = put(join(at.cwd, 'a-file'), '')
    said(skillchain(at, ['doctor']), 1, /problem +state .*XDG_STATE_HOME/)
  })

  test('facts --json: name, type, default, who asks', () => {
    const facts = json('facts')
    expect(facts).toContainEqual(
      expect.objectContaining({
        name: 'network.cidr',
        type: expect.stringMatching(/^cidr/),
        askedBy: ['architecting-networks'],
      }),
    )
    expect(json('facts', 'aws.region')).toEqual([expect.objectContaining({ name: 'aws.region', type: 'region' })])
  })

  test('blueprints --json, and one with what it delivers', () => {
    const all = json('blueprints') as { name: string; skills: string[] }[] // checked by the next line
    expect(all).toContainEqual(
      expect.objectContaining({ name: 'platform', skills: expect.arrayContaining(['operating-kubernetes']) }),
    )
    for (const one of all) {
      expect(json('blueprints', one.name)).toMatchObject({
        name: one.name,
        deliverables: expect.arrayContaining([expect.objectContaining({ requiredFiles: expect.anything() })]),
      })
      expect(skillchain(shell(), ['blueprints', one.name]).out).toMatch(/deliverables:\n {2}\S/)
    }
  })

  test('skills list and show, in words and as JSON', () => {
    const list = json('skills', 'list', ...SKILLS) as { name: string; source: string }[] // checked by the next line
    expect(list).toContainEqual(expect.objectContaining({ name: 'managing-dns', source: 'builtin' }))
    expect(list).toContainEqual(expect.objectContaining({ name: 'fitting-taps', source: 'flag' }))
    expect(skillchain(shell(), ['skills']).out).toContain('managing-dns')
    const shown = skillchain(shell(), ['skills', 'show', 'fitting-taps', ...SKILLS])
    said(shown, 0, /needs: laying-pipes\n/, /taps\.kind: Which kind of taps\?\n/, /writes:\n {2}taps\.conf/)
    expect(json('skills', 'show', 'managing-dns')).toMatchObject({ name: 'managing-dns' })
  })
})

describe('a skill of your own', () => {
  test('skills new makes one that lint accepts, that matches its keyword and is generated', () => {
    const at = shell()
    said(skillchain(at, ['skills', 'new', 'probing-health']), 0, /SKILL\.md/, /skills lint probing-health/)
    said(skillchain(at, ['skills', 'lint', 'probing-health']), 0, /1 skills? checked, 0 findings/)
    const { skills } = JSON.parse(skillchain(at, ['match', 'probing health of the platform', '--json']).out)
    expect(skills).toContainEqual(expect.objectContaining({ name: 'probing-health', score: 10 }))
    const done = skillchain(at, ['probing health', '--skip-all', '--blueprint', 'none'])
    said(done, 0)
    expect(readFileSync(join(at.cwd, 'infrastructure', 'docs', 'probing-health.md'), 'utf8')).toContain(
      'https://acme.internal',
    )
    const checked = spawnSync('sh', ['-n', join(at.cwd, 'infrastructure', 'scripts', 'probing-health.sh')])
    expect(checked.status).toBe(0)
    said(skillchain(at, ['report']), 0)
  })

  test('its questions are asked, and its findings shown with file, line and column', () => {
    const at = shell()
    skillchain(at, ['skills', 'new', 'probing-health'])
    const done = skillchain(at, ['probing health', '--blueprint', 'none'], 'confirm\n')
    expect(done.out).toContain('PROBING-HEALTH')
    const file = join(at.cwd, '.skillchain', 'skills', 'probing-health', 'SKILL.md')
    writeFileSync(file, readFileSync(file, 'utf8').replace('type: duration', 'type: durration'))
    said(skillchain(at, ['skills', 'lint', 'probing-health']), 6, /SKILL\.md:\d+:\d+: questions\.1\.type: /)
    const found = lines(skillchain(at, ['skills', 'lint', 'probing-health', '--json']).out)
    expect(found[0]).toMatchObject({ severity: 'error', line: expect.any(Number), column: expect.any(Number) })
  })

  test('skills new refuses a name that is taken or that no skill may have', () => {
    const at = shell()
    skillchain(at, ['skills', 'new', 'probing-health'])
    said(skillchain(at, ['skills', 'new', 'probing-health']), 2, /exists already/)
    for (const name of ['../out', 'Upper', 'a b', '', '.', 'x'.repeat(65)])
      said(skillchain(at, ['skills', 'new', name]), 2, /cannot name a skill/)
    expect(existsSync(join(at.cwd, '..', 'out'))).toBe(false)
  })

  test('a project skill takes the place of a built-in one, and that is said', () => {
    const at = shell()
    cpSync(join(ROOT, 'skillchain', 'skills', 'managing-dns'), join(at.cwd, '.skillchain', 'skills', 'managing-dns'), {
      recursive: true,
    })
    const list = JSON.parse(skillchain(at, ['skills', 'list', '--json']).out)
    expect(list).toContainEqual(expect.objectContaining({ name: 'managing-dns', source: 'project' }))
    expect(list.filter((skill: { name: string }) => skill.name === 'managing-dns')).toHaveLength(1)
  })
})

describe('preferences', () => {
  const values = ['--blueprint', 'none', ...SKILLS, '--maturity', 'starter', '--set', 'project.name=house']

  test('saved by a run, they are offered in the next one', () => {
    const at = shell()
    const first = skillchain(at, ['pipes', ...values], 'confirm\n10.9.0.0/16\nplastic\nglue\nselective\nyes\nno\n')
    said(first, 0, /Save pipes\.material = plastic\?/)
    const file = join(at.env.XDG_CONFIG_HOME ?? '', 'skillchain', 'preferences.yaml')
    expect(readFileSync(file, 'utf8')).toMatch(/material: plastic/)
    expect(readFileSync(file, 'utf8')).not.toMatch(/10\.9\.0\.0|house/)
    const next = skillchain(at, ['pipes', ...values, '--out', 'next'], 'confirm\n\n\n\nno\n')
    expect(next.out).toContain('[plastic; from preferences]')
    expect(next.out).toContain('[10.1.0.0/16; default]')
    expect(readFileSync(join(at.cwd, 'next', 'pipes.conf'), 'utf8')).toContain('material = plastic')
    const silent = skillchain(at, ['pipes', ...values, '--out', 'silent', '--skip-all'])
    expect(silent.code).toBe(0)
    expect(readFileSync(join(at.cwd, 'silent', 'pipes.conf'), 'utf8')).toContain('material = plastic')
  })

  test('what is said now is stronger', () => {
    const at = shell()
    put(join(at.env.XDG_CONFIG_HOME ?? '', 'skillchain', 'preferences.yaml'), 'pipes: {material: plastic}\n')
    skillchain(at, ['pipes', ...values, '--skip-all', '--set', 'pipes.material=copper'])
    expect(readFileSync(join(at.cwd, 'infrastructure', 'pipes.conf'), 'utf8')).toContain('material = copper')
  })

  test('a broken file is said and stops nothing', () => {
    const at = shell()
    put(join(at.env.XDG_CONFIG_HOME ?? '', 'skillchain', 'preferences.yaml'), 'pipes: [\n')
    said(skillchain(at, ['pipes', ...values, '--skip-all']), 0, /preferences\.yaml:\d+:\d+/, /not used/)
  })
})
