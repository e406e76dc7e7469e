import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadSkillFolder } from '../../src/skills/load.ts'
import type { Skill } from '../../src/skills/types.ts'
import { lines, type SkillParts, tempDir, writeSkill, writeTree } from './folders.ts'

function load(parts: SkillParts, name = 'a-skill'): { skill: Skill | null; errors: string[]; dir: string } {
  const dir = writeSkill(tempDir(), name, parts)
  const { skill, problems } = loadSkillFolder(dir, 'project')
  return { skill, errors: lines(problems, 'error').map((line) => line.replace(`${dir}/`, '')), dir }
}

function loaded(parts: SkillParts): Skill {
  const { skill, errors } = load(parts)
  expect(errors).toEqual([])
  if (!skill) throw new Error('no skill')
  return skill
}

const CONFIG = `title: DNS zones
priority: 8
keywords: {primary: [dns, 53], secondary: [mx], requires_any: [zone]}
dependencies: [architecting-networks]
needs:
  - {skill: other, when: "dns.mail != 'none'", title: Mail, issues: [it bounces], assume: none}
conflicts:
  - {with: other, when: "true", mine: A, theirs: B, options: [{label: Both, set: {dns.ttl: 60}}]}
provides: [{name: dns.zone, kind: tf, what: module.dns.zone_id}]
questions:
  - fact: dns.domain
    ask: Which domain?
    why: Certificates carry it.
    default: {from: "project.name ~ '.internal'"}
  - fact: dns.visibility
    ask: Who resolves it?
    type: choice
    from: intermediate
    choices:
      - {value: public, label: Everybody}
      - {value: split, label: Both, when: "maturity != 'starter'", note: two zones}
      - private
    default:
      - {when: "dns.domain ends_with '.internal'", value: private}
      - {value: public}
  - fact: dns.ttl
    ask: How long?
    type: integer
    min: 30
    default: {starter: 300, advanced: 60}
  - fact: dns.records
    ask: Which records?
    type: list
    items: {type: object, fields: {name: text, weight: {type: integer, optional: true, default: 1}}}
    default: []
derived:
  - {fact: dns.private, from: "dns.visibility == 'private'"}
  - fact: dns.kind
    cases: [{when: dns.private, value: private}, {value: public}]
dimensions: {cloud_provider: cloud}
`

describe('a skill folder', () => {
  const files = {
    'files/terraform/{env.name}.tfvars.liquid':
      "---skillchain\nwhen: maturity >= 'intermediate'\neach: env in envs   # once for each\nsection: dns\norder: 20\nwas: [terraform/old.tf]\n---\nzone = <: dns.domain :>\n",
    'files/scripts/dns.sh': '#!/bin/sh\n',
    'partials/tags.liquid': 'tags',
  }
  const skill = () => loaded({ config: CONFIG, files })

  test('becomes data: names, keywords, relations', () => {
    expect(skill()).toMatchObject({
      name: 'a-skill',
      description: 'A skill for a test.',
      version: '1.2.3',
      title: 'DNS zones',
      source: 'project',
      priority: 8,
      keywords: { primary: ['dns', '53'], secondary: ['mx'], exclusions: [], requiresAny: ['zone'] },
      dependencies: ['architecting-networks'],
      needs: [{ skill: 'other', when: "dns.mail != 'none'" }],
      conflicts: [{ with: 'other', options: [{ label: 'Both', set: { 'dns.ttl': 60 } }] }],
      provides: [{ name: 'dns.zone' }],
      prose: '# Prose',
      partials: { tags: 'tags' },
    })
  })

  test('has questions with types, choices and the line they stand on', () => {
    const [domain, visibility, ttl, records] = skill().questions
    expect(domain).toMatchObject({ fact: 'dns.domain', typed: false, line: 22 })
    expect(visibility).toMatchObject({
      from: 'intermediate',
      spec: { type: 'choice' },
      choices: [
        { value: 'public', label: 'Everybody' },
        { value: 'split', label: 'Both', when: "maturity != 'starter'", note: 'two zones' },
        { value: 'private', label: 'private' },
      ],
    })
    expect(ttl?.spec).toEqual({ type: 'integer', min: 30 })
    expect(records?.spec).toEqual({
      type: 'list',
      items: {
        type: 'object',
        fields: { name: { type: 'text' }, weight: { type: 'integer', optional: true, default: 1 } },
      },
    })
  })

  test('has defaults that are a value, an expression, one per maturity, or cases', () => {
    const [domain, visibility, ttl, records] = skill().questions
    expect(domain?.default).toEqual({ is: 'cases', cases: [{ from: "project.name ~ '.internal'" }] })
    expect(visibility?.default).toEqual({
      is: 'cases',
      cases: [{ when: "dns.domain ends_with '.internal'", value: 'private' }, { value: 'public' }],
    })
    expect(ttl?.default).toEqual({
      is: 'cases',
      cases: [{ when: "maturity >= 'advanced'", value: 60 }, { value: 300 }],
    })
    expect(records?.default).toEqual({ is: 'value', value: [] })
  })

  test('has derived facts in order', () => {
    expect(skill().derived).toEqual([
      { fact: 'dns.private', cases: [{ from: "dns.visibility == 'private'" }] },
      { fact: 'dns.kind', cases: [{ when: 'dns.private', value: 'private' }, { value: 'public' }] },
    ])
  })

  test('has templates with their headers', () => {
    const [script, zones] = skill().templates
    expect(script).toEqual({
      source: 'scripts/dns.sh',
      path: 'scripts/dns.sh',
      order: 50,
      was: [],
      body: '#!/bin/sh\n',
      bodyLine: 1,
    })
    expect(zones).toMatchObject({
      source: 'terraform/{env.name}.tfvars.liquid',
      path: 'terraform/{env.name}.tfvars',
      when: "maturity >= 'intermediate'",
      each: { name: 'env', list: 'envs' },
      section: 'dns',
      order: 20,
      was: ['terraform/old.tf'],
      body: 'zone = <: dns.domain :>\n',
      bodyLine: 8,
    })
  })

  test('may have a version in its metadata, as Agent Skills write it', () => {
    const frontmatter =
      'name: a-skill\ndescription: Something.\nmetadata: {version: 2}\nallowed-tools: Bash\nlicense: MIT'
    expect(loaded({ frontmatter }).version).toBe('2')
  })
})

describe('a plain Agent Skill', () => {
  test('is there, contributes nothing, and says so', () => {
    const root = writeTree(tempDir(), {
      'writing-haiku/SKILL.md':
        '---\nname: writing-haiku\ndescription: Writes haiku.\n---\n\n# Haiku\n\nFive, seven, five.\n',
      'writing-haiku/scripts/run.py': 'print()',
    })
    const { skill, problems } = loadSkillFolder(join(root, 'writing-haiku'), 'project')
    expect(skill).toMatchObject({ name: 'writing-haiku', textOnly: true, templates: [], questions: [] })
    expect(skill?.prose).toContain('Five, seven, five.')
    expect(lines(problems).join()).toContain('it can be shown, and contributes nothing to a chain')
  })
})

describe('an error names file, line and column', () => {
  test.each<[string, SkillParts, string]>([
    [
      'an unknown key',
      { config: 'title: x\nquestoins: []\n' },
      'SKILL.md:13:1: this part has no "questoins" (did you mean "questions"?)',
    ],
    ['a missing title', { config: 'priority: 3\n' }, 'SKILL.md:12:1: title: '],
    ['a priority that is a text', { config: 'title: x\npriority: high\n' }, 'SKILL.md:13:11: priority: '],
    ['a list of keywords', { config: 'title: x\nkeywords: [a]\n' }, 'SKILL.md:13:11: keywords: '],
    [
      'a condition',
      { config: 'title: x\nquestions:\n  - fact: a.b\n    ask: What?\n    when: "a ="\n' },
      'SKILL.md:16:11: the condition does not read (column 3): "=" has no meaning here (two values are compared with ==)',
    ],
    [
      'an expression in a default',
      { config: "title: x\nquestions:\n  - {fact: a.b, ask: Q, default: [{when: 'a and', value: 1}]}\n" },
      'SKILL.md:14:42: the condition does not read (column 6)',
    ],
    [
      'an unknown type',
      { config: 'title: x\nquestions:\n  - {fact: a.b, ask: Q, type: integr}\n' },
      'SKILL.md:14:31: questions.0.type: ',
    ],
    [
      'a catastrophic pattern',
      { config: "title: x\nquestions:\n  - {fact: a.b, ask: Q, type: text, pattern: '^(a+)+$'}\n" },
      'SKILL.md:14:46: the regular expression is refused: a repetition inside a repetition',
    ],
    [
      'choices of a type that has none',
      { config: 'title: x\nquestions:\n  - {fact: a.b, ask: Q, type: integer, choices: [a, a]}\n' },
      'SKILL.md:14:31: choices do not go with the type integer',
    ],
    [
      'a fact declared twice',
      { config: 'title: x\nderived:\n  - {fact: a.b, value: 1}\n  - {fact: a.b, value: 2}\n' },
      'SKILL.md:15:12: the fact a.b is declared twice',
    ],
    [
      'a fact inside another',
      { config: 'title: x\nderived:\n  - {fact: a.b, value: 1}\n  - {fact: a.b.c, value: 2}\n' },
      'SKILL.md:15:12: a.b.c lies inside a.b',
    ],
    [
      'a derived fact without a value',
      { config: 'title: x\nderived:\n  - {fact: a.b}\n' },
      'SKILL.md:14:5: derived.0: needs one of',
    ],
    ['duplicate keys', { config: 'title: x\ntitle: y\n' }, 'SKILL.md:13:1: the key "title" stands here twice'],
    [
      'a name that is not the folder',
      { frontmatter: 'name: other\ndescription: x' },
      'SKILL.md:2:7: the name "other" is not that of its folder, "a-skill"',
    ],
    [
      'a name with capitals',
      { frontmatter: 'name: A_Skill\ndescription: x' },
      'SKILL.md:2:7: name: must be 1 to 64 small letters',
    ],
    [
      'a long description',
      { frontmatter: `name: a-skill\ndescription: ${'x'.repeat(1025)}` },
      'SKILL.md:3:14: description: must not be longer than 1024',
    ],
    ['no description', { frontmatter: 'name: a-skill' }, 'SKILL.md:2:1: description: '],
    [
      'a header that is not closed',
      { files: { 'files/a.tf': '---skillchain\nwhen: x\n' } },
      'files/a.tf:1:1: the header is not closed',
    ],
    [
      'an unknown header',
      { files: { 'files/a.tf': '---skillchain\nwhne: x\n---\n' } },
      'files/a.tf:2:1: no header is named "whne" (did you mean "when"?)',
    ],
    [
      'a header with a bad condition',
      { files: { 'files/a.tf': '---skillchain\norder: 3\nwhen: a b\n---\n' } },
      'files/a.tf:3:7: the condition does not read',
    ],
    [
      'each that does not read',
      { files: { 'files/a.tf': '---skillchain\neach: envs\n---\n' } },
      'files/a.tf:2:7: each must read like',
    ],
    [
      'an output outside the project',
      { outputs: 'base_outputs:\n  - path: ../../etc/cron.d/x\n' },
      'outputs.yaml:2:11: "../../etc/cron.d/x" is a path that leads out of its folder',
    ],
    [
      'an output without a path',
      { outputs: 'base_outputs:\n  - must_contain: [x]\n' },
      'outputs.yaml:2:5: an output needs a path',
    ],
    [
      'a maturity',
      { outputs: 'conditional_outputs:\n  maturity:\n    expert: []\n' },
      'outputs.yaml:3:13: no maturity is named "expert"',
    ],
  ])('%s', (_, parts, message) => {
    const { skill, errors } = load(parts)
    expect(skill).toBeNull()
    expect(errors.join('\n')).toContain(message)
  })

  test('several at once', () => {
    const { errors } = load({
      config: 'title: x\npriority: high\nfoo: 1\n',
      outputs: 'base_outputs: 3\n',
      files: { 'files/a.tf': '---skillchain\nbar: 1\n---\n' },
    })
    expect(errors).toHaveLength(4)
  })

  test('a section with no block, with two blocks, twice', () => {
    const head = '---\nname: s\ndescription: d\n---\n'
    const block = '```yaml\ntitle: x\n```\n'
    const section = '## Skillchain Configuration\n'
    for (const [text, message] of [
      [head + section, 'needs exactly one ```yaml block, found 0'],
      [head + section + block + block, 'found 2'],
      [`${head}${section}\`\`\`yaml\ntitle: x\n`, 'found 0 (the block that begins on line 6 is not closed)'],
      [head + section + block + section + block, 'a second "## Skillchain Configuration" section'],
    ] as const) {
      const root = writeTree(tempDir(), { 's/SKILL.md': text, 's/outputs.yaml': '' })
      expect(lines(loadSkillFolder(join(root, 's'), 'flag').problems).join('\n')).toContain(message)
    }
  })
})
