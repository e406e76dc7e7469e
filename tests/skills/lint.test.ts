import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type LintContext, lintSkill } from '../../src/skills/lint.ts'
import { loadSkillFolder } from '../../src/skills/load.ts'
import type { Skill } from '../../src/skills/types.ts'
import { lines, type SkillParts, tempDir, writeSkill, writeTree } from './folders.ts'

const FACTS = [
  'maturity',
  'cloud',
  'project.name',
  'network.cidr',
  'network.azs',
  'envs',
  'env',
  'services',
  'dns.domain',
]

function read(root: string, name: string, parts: SkillParts): Skill {
  const { skill, problems } = loadSkillFolder(writeSkill(root, name, parts), 'flag')
  if (!skill) throw new Error(lines(problems).join('\n'))
  return skill
}

/** Findings about one skill, with other skills beside it. */
function findings(
  parts: SkillParts,
  others: Record<string, SkillParts> = {},
  more: Partial<LintContext> = {},
): string[] {
  const root = tempDir()
  const skill = read(root, 'mine', parts)
  const skills = [skill, ...Object.entries(others).map(([name, other]) => read(root, name, other))]
  const found = lintSkill(skill, { skills, facts: FACTS, blueprints: [], filters: ['hcl', 'shell'], ...more })
  return lines(found).map((line) => line.replaceAll(`${join(root, 'mine')}/`, ''))
}

const out = (path: string, must = '') =>
  `base_outputs:\n  - path: ${path}\n${must === '' ? '' : `    must_contain:\n      - ${must}\n`}`
const file = (path: string, body: string) => ({ [`files/${path}`]: body })

test('a good skill has no findings', () => {
  const parts = {
    config:
      'title: Good\nquestions:\n  - {fact: good.size, ask: How large?, type: integer, when: "maturity >= \'intermediate\'"}\nderived:\n  - {fact: good.twice, from: good.size}\n',
    outputs: `${out('terraform/good.tf', 'contains: "module"')}  - {path: 'terraform/environments/*.tfvars'}\n  - {path: docs/}\n`,
    files: {
      ...file('terraform/good.tf', 'module "good" { size = <: good.size | hcl :>, twice = <: good.twice :> }\n'),
      ...file(
        'terraform/environments/{e.name}.tfvars',
        '---skillchain\neach: e in envs\n---\ncidr = <: e.cidr | hcl :>\n',
      ),
      ...file(
        'docs/good.md',
        "<% for s in services %><: s.name :><: forloop.index :><% endfor %><% render 'note', of: network.cidr %>\n",
      ),
      'partials/note': '<: of :>',
    },
  }
  expect(findings(parts)).toEqual([])
})

describe('a name that leads nowhere', () => {
  test('of a skill', () => {
    const config =
      'title: x\ndependencies: [othr]\nneeds: [{skill: nobody, title: t, assume: a}]\nconflicts: [{with: mine, when: "true", mine: a, theirs: b, options: [{label: c}]}]\n'
    expect(findings({ config }, { other: {} })).toEqual([
      'SKILL.md:13:16: no skill is named "othr" (did you mean "other"?)',
      'SKILL.md:15:20: mine names itself',
      'SKILL.md:14:17: no skill is named "nobody"',
    ])
  })

  test('of a plain Agent Skill, which cannot be depended on', () => {
    const root = writeTree(tempDir(), { 'text/SKILL.md': '---\nname: text\ndescription: d\n---\n' })
    const text = loadSkillFolder(join(root, 'text'), 'flag').skill
    const skill = read(root, 'mine', { config: 'title: x\ndependencies: [text]\n' })
    if (!text) throw new Error('no skill')
    const ctx = { skills: [skill, text], facts: FACTS, blueprints: [], filters: [] }
    expect(lines(lintSkill(skill, ctx)).join()).toContain('"text" has no Skillchain Configuration')
    expect(lines(lintSkill(text, ctx), 'info')).toHaveLength(1)
  })

  test('of a fact in a condition, an expression, a default and an option', () => {
    const config =
      'title: x\nconflicts: [{with: other, when: "network.azz > 2", mine: a, theirs: b, options: [{label: c, set: {dns.domian: x}}]}]\nquestions:\n  - {fact: dns.domain, ask: Q, when: "clowd == \'aws\'", default: {from: "project.nam ~ \'.internal\'"}}\n'
    expect(findings({ config }, { other: {} })).toEqual([
      'SKILL.md:13:33: no fact is named "network.azz" (did you mean "network.azs"?)',
      'SKILL.md:15:38: no fact is named "clowd" (did you mean "cloud"?)',
      'SKILL.md:15:65: no fact is named "project.nam" (did you mean "project.name"?)',
      'SKILL.md:13:111: no fact is named "dns.domian" (did you mean "dns.domain"?)',
    ])
  })

  test('of a value that a fact never has', () => {
    const config =
      "title: x\nquestions:\n  - {fact: own.kind, ask: Q, choices: [big, small]}\n  - {fact: dns.domain, ask: Q, when: \"own.kind == 'bog' or maturity > 'begnner' or skills contains 'othr'\"}\n"
    expect(findings({ config }, { other: {} })).toEqual([
      'SKILL.md:15:38: own.kind is never "bog" (did you mean "big"?)',
      'SKILL.md:15:38: maturity is never "begnner"',
      'SKILL.md:15:38: no skill is named "othr" (did you mean "other"?)',
    ])
  })

  test('of an integration point or a blueprint', () => {
    const config = 'title: x\nconsumes: [{name: network.vpcs, kind: tf, what: w}]\n'
    const outputs = 'metadata: {primary_blueprints: [netwrk]}\n'
    const other = { config: 'title: x\nprovides: [{name: network.vpc, kind: tf, what: w}]\n' }
    expect(findings({ config, outputs }, { other }, { blueprints: [{ name: 'network' }] })).toEqual([
      'SKILL.md:13:12: no skill provides "network.vpcs" (did you mean "network.vpc"?)',
      'outputs.yaml:1:33: no blueprint is named "netwrk" (did you mean "network"?)',
    ])
  })

  test('of a dimension', () => {
    const parts = { config: 'title: x\ndimensions: {cloud_provider: clowd}\n', outputs: 'skill: mine\n' }
    expect(findings(parts)).toEqual([
      'SKILL.md:13:30: outputs.yaml has no dimension "cloud_provider"',
      'SKILL.md:13:30: no fact is named "clowd" (did you mean "cloud"?)',
    ])
  })
})

describe('a template', () => {
  const lint = (body: string, more: Record<string, string> = {}) =>
    findings({ outputs: out('a.txt'), files: { ...file('a.txt', body), ...more } })

  test('reads only facts, wherever the name stands', () => {
    expect(
      lint(
        '---skillchain\nwhen: network.azs > 2\n---\nline\n  <: dns.domian :>\n<% if has.othr_skill %><% endif %>\n<% for x in servics %><: x :><% endfor %>\n',
      ),
    ).toEqual([
      'files/a.txt:5:6: no fact is named "dns.domian" (did you mean "dns.domain"?)',
      'files/a.txt:6:7: no skill is named "othr-skill"',
      'files/a.txt:7:13: no fact is named "servics" (did you mean "services"?)',
    ])
  })

  test('may use what it assigned, captured and loops over', () => {
    expect(
      lint(
        '<% assign n = services | size %><: n :><% capture c %>x<% endcapture %><: c :><% for s in services %><: s.a.b :><% endfor %><: level :><: goal :><: versions.terraform :><: services.size :>',
      ),
    ).toEqual([])
  })

  test('uses only filters and tags that exist; all unknown filters are told at once', () => {
    expect(lint('<: cloud | hcll :>\n<: cloud | upcase | shel :>\n')).toEqual([
      'files/a.txt:1:1: no filter is named "hcll" (did you mean "hcl"?)',
      'files/a.txt:2:1: no filter is named "shel" (did you mean "shell"?)',
    ])
    expect(lint('<% iff cloud %>')).toEqual(['files/a.txt:1:1: no tag is named "iff" (did you mean "if"?)'])
    expect(lint('\n<% if cloud %>')[0]).toContain(
      'files/a.txt:2:1: the template does not read: tag <% if cloud %> not closed',
    )
  })

  test('is checked together with its partials, which see their arguments only beside the facts', () => {
    const partials = { 'partials/p.liquid': '<: x :>\n<: y :> <: dns.domian :>', 'partials/unused': '' }
    expect(lint("<% render 'p', x: cloud %><% render 'p.liquid' %>", partials)[0]).toBe(
      'files/a.txt:1:27: no partial is named "p.liquid" (write \'p\')',
    )
    expect(lint("<% render 'p', x: cloud %>", partials)).toEqual([
      'partials/p:2:4: no fact is named "y"',
      'partials/p:2:12: no fact is named "dns.domian" (did you mean "dns.domain"?)',
      "partials/unused: no template renders 'unused'",
    ])
  })

  test('has a header whose names exist', () => {
    expect(lint('---skillchain\nwhen: network.az > 1\neach: e in envz\n---\nx')).toEqual([
      'files/a.txt:2:1: no fact is named "network.az" (did you mean "network.azs"?)',
      'files/a.txt:3:1: no fact is named "envz" (did you mean "envs"?)',
      'files/a.txt:3:1: every member writes the same file (put {…} into the file name)',
    ])
  })

  test('has placeholders in its name that exist', () => {
    const parts = { outputs: out('a/'), files: { ...file('a/{evn.name}', '---skillchain\neach: env in envs\n---\n') } }
    expect(findings(parts)).toEqual([
      'files/a/{evn.name}: {evn.name} in the file name is no fact (did you mean "env.name"?)',
    ])
  })

  test('keeps no ending .liquid', () => {
    const parts = { outputs: out('a.liquid'), files: file('a.liquid.liquid', 'x') }
    expect(findings(parts)).toEqual([
      'files/a.liquid.liquid: "a.liquid" keeps the ending .liquid',
      'outputs.yaml:2:5: "a.liquid" keeps the ending .liquid (outputs name the finished files)',
    ])
  })
})

describe('outputs and templates', () => {
  test('name each other', () => {
    expect(findings({ outputs: out('terraform/man.tf'), files: file('terraform/main.tf', 'x') })).toEqual([
      'outputs.yaml:2:5: no template writes terraform/man.tf (did you mean "terraform/main.tf"?)',
      'files/terraform/main.tf: outputs.yaml does not declare terraform/main.tf (add it as an output)',
    ])
  })

  test('may meet through directories, globs, placeholders, scaffolding and other skills', () => {
    const outputs =
      "base_outputs:\n  - {path: d/}\n  - {path: 'g/*.sh'}\n  - {path: envs/prod.tfvars}\n  - {path: shared.md}\nscaffolding: [{path: tests/}]\n"
    const files = {
      ...file('d/x/y.txt', 'x'),
      ...file('g/a.sh', 'x'),
      ...file('tests/a.bats', 'x'),
      ...file('envs/{e.name}.tfvars', '---skillchain\neach: e in envs\n---\n'),
    }
    const other = { outputs: out('shared.md'), files: file('shared.md', 'x') }
    expect(findings({ outputs, files }, { other })).toEqual([])
  })

  test('expect what a text can be', () => {
    const files = file('a.txt', 'static text\n')
    const must = (line: string) => findings({ outputs: out('a.txt', line), files })[0]
    expect(must("matches: 'a$b'")).toContain('outputs.yaml:4:9: no text matches /a$b/')
    expect(must("matches: 'x\\\\s+'")).toContain(
      'asks for a backslash (single quotes keep both backslashes: write one)',
    )
    expect(must('contains: dynamic')).toContain('a.txt does not contain "dynamic"')
    expect(must("matches: '^text'")).toContain('a.txt does not match /^text/')
    expect(must("matches: 'text$'")).toBeUndefined()
    expect(findings({ outputs: out('d/', 'entry: b.txt'), files: file('d/a.txt', 'x') })).toEqual([
      'outputs.yaml:4:9: no template writes b.txt into d/',
    ])
  })
})

describe('two templates for one path', () => {
  const sectioned = (section: string) => ({
    outputs: out('a.tf'),
    files: file('a.tf', `---skillchain\nsection: ${section}\n---\n`),
  })
  const whole = { outputs: out('a.tf'), files: file('a.tf', 'x') }

  test('need sections, of different names', () => {
    expect(findings(whole, { other: whole })).toEqual(['files/a.tf: other writes a.tf as well (give both a section:)'])
    expect(findings(sectioned('one'), { other: whole })[0]).toContain('files/a.tf:2:1: other writes a.tf as well')
    expect(findings(sectioned('one'), { other: sectioned('one') })[0]).toContain('the section "one" of a.tf as well')
    expect(findings(sectioned('one'), { other: sectioned('two') })).toEqual([])
  })

  test('must not differ in case alone, nor be file and folder at once', () => {
    expect(findings(whole, { other: { outputs: out('A.tf'), files: file('A.tf', 'x') } })[0]).toContain(
      'are one file on some systems',
    )
    expect(findings(whole, { other: { outputs: out('a.tf/x'), files: file('a.tf/x', 'x') } })[0]).toContain(
      'is a file here and a folder in other',
    )
  })
})

describe('dependencies and facts', () => {
  test('go round in no circle', () => {
    const on = (name: string) => ({ config: `title: x\ndependencies: [${name}]\n` })
    expect(findings(on('a'), { a: on('b'), b: on('mine') })).toEqual([
      'SKILL.md:13:16: a circle of dependencies: mine → a → b → mine',
    ])
    expect(findings(on('a'), { a: on('b'), b: on('a') })).toEqual([])
  })

  test('have a type, one type, and a reader', () => {
    const config =
      'title: x\nquestions:\n  - {fact: network.cdir, ask: Q}\n  - {fact: own.size, ask: Q, type: integer}\n'
    const other = { config: 'title: x\nquestions:\n  - {fact: own.size, ask: Q, type: text}\n' }
    expect(findings({ config }, { other })).toEqual([
      'SKILL.md:14:12: network.cdir is not in the shared model and has no type (did you mean "network.cidr"?)',
      'SKILL.md:15:36: other asks for own.size as text, this skill as integer',
      'SKILL.md:14:12: nothing reads network.cdir: the answer would change nothing',
      'SKILL.md:15:12: nothing reads own.size: the answer would change nothing',
    ])
  })

  test('may be read by another skill', () => {
    const config = 'title: x\nquestions:\n  - {fact: own.size, ask: Q, type: integer}\n'
    const other = { outputs: out('b.txt'), files: file('b.txt', '<: own.size :>') }
    expect(findings({ config }, { other })).toEqual([])
  })

  test('are derived before they are read, and lie in no other fact', () => {
    const config =
      'title: x\nderived:\n  - {fact: own.a, from: own.b}\n  - {fact: own.b, from: own.b}\n  - {fact: services.count, from: size(services)}\n  - {fact: network, from: own.a}\n'
    expect(findings({ config })).toEqual(
      expect.arrayContaining([
        'SKILL.md:14:5: own.b is derived after own.a (put it earlier)',
        'SKILL.md:15:5: own.b is derived from itself (put it earlier)',
        'SKILL.md:16:12: services.count lies inside services, which is a fact itself',
        'SKILL.md:17:12: network is a branch that already holds network.cidr',
      ]),
    )
  })

  test('are asked about in words that fit a screen', () => {
    const config = `title: x\nquestions:\n  - {fact: network.cidr, ask: ${'x'.repeat(200)}}\n`
    expect(findings({ config })).toEqual(['SKILL.md:14:31: ask has 200 characters; a screen has room for 160'])
  })
})
