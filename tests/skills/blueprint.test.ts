import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadBlueprint } from '../../src/skills/blueprint.ts'
import { lintBlueprint } from '../../src/skills/lint.ts'
import { lines, tempDir, writeTree } from './folders.ts'

const fixture = (name: string) => loadBlueprint(join(import.meta.dirname, 'fixtures', 'blueprints', name))

describe('a public blueprint, which has no frontmatter', () => {
  test('loads from its headings, lists and blocks', () => {
    const { blueprint, problems } = fixture('apiary.md')
    expect(lines(problems, 'error')).toEqual([])
    expect(blueprint).toMatchObject({
      name: 'apiary',
      title: 'Apiary Blueprint',
      description: 'Hives, honey and a smoker.',
      triggers: { primary: ['bee keeping', 'honey'], secondary: ['hive'] },
      skills: ['planting-flowers', 'keeping-bees'],
      public: true,
    })
  })

  test('has deliverables with checks, conditions and lines', () => {
    const { blueprint } = fixture('apiary.md')
    expect(blueprint?.deliverables[0]).toEqual({
      name: 'Hive description',
      skill: 'keeping-bees',
      requiredFiles: ['hives/hive.yaml'],
      contentChecks: [
        { pattern: 'queen\\s*:', in: 'hives/hive.yaml' },
        { pattern: 'smoke', in: 'hives/', maturity: ['advanced'] },
      ],
      maturityRequired: ['starter', 'intermediate', 'advanced'],
      line: 50,
    })
    expect(blueprint?.deliverables[1]?.condition).toBe("season == 'summer' AND flowers >= 3")
  })

  test('has profiles that add and take away', () => {
    const { blueprint } = fixture('apiary.md')
    expect(blueprint?.deliverables.map((d) => [d.name, d.maturityRequired])).toEqual([
      ['Hive description', ['starter', 'intermediate', 'advanced']],
      ['Honey jars', ['starter', 'intermediate', 'advanced']],
      ['Wasp trap', ['advanced']],
    ])
    expect(blueprint?.profiles.starter).toMatchObject({ description: 'One hive', emptyDirsAllowed: ['jars/'] })
  })

  test('has its defects reported', () => {
    const told = lines(fixture('apiary.md').problems, 'warning').map((line) =>
      line.replace(/^.*apiary\.md/, 'apiary.md'),
    )
    expect(told).toEqual([
      'apiary.md:62:18: this asks for a backslash in the file (single quotes keep both backslashes: write one)',
      'apiary.md:64:18: the regular expression is refused: a group that is not closed',
      expect.stringContaining(
        'apiary.md:74:18: "conditional: Answer to Q3 = \'A - Yes\'" is prose and decides nothing',
      ),
      'apiary.md:90:40: no deliverable is named "Hive descriptions" (did you mean "Hive description"?)',
    ])
  })
})

test('the second public form maps files to patterns and lists deliverables per level', () => {
  const { blueprint, problems } = fixture('form-b.md')
  expect(lines(problems, 'error')).toEqual([])
  expect(blueprint?.deliverables).toEqual([
    {
      name: 'hive',
      skill: '',
      requiredFiles: ['hives/**/*.yaml'],
      contentChecks: [
        { pattern: 'queen', in: 'hives/hive.yaml' },
        { pattern: 'frames\\s*:', in: 'hives/hive.yaml' },
        { pattern: 'bees', in: 'README.md' },
      ],
      maturityRequired: ['starter', 'intermediate', 'advanced'],
      line: 7,
    },
    {
      name: 'jars',
      skill: '',
      requiredFiles: ['jars/'],
      contentChecks: [],
      maturityRequired: ['intermediate', 'advanced'],
      line: 12,
    },
  ])
})

describe('a blueprint of our own', () => {
  test('says in its frontmatter what it brings', () => {
    const { blueprint, problems } = fixture('network.md')
    expect(problems).toEqual([])
    expect(blueprint).toMatchObject({
      name: 'network',
      title: 'Network',
      skills: ['architecting-networks'],
      defaults: { 'network.azs': 3, compliance: ['none'] },
      questions: ['network.cidr'],
      public: false,
      deliverables: [{ name: 'Network module', skill: 'architecting-networks', condition: "network.nat != 'none'" }],
    })
  })

  const broken = (text: string): string => {
    const root = writeTree(tempDir(), { 'b.md': text })
    const { blueprint, problems } = loadBlueprint(join(root, 'b.md'))
    expect(blueprint).toBeNull()
    return lines(problems, 'error').join('\n')
  }
  const head =
    '---\nname: b\ntitle: B\ndescription: B.\ntriggers: {}\nskills: [x]\n---\n\n## Deliverables Specification\n'

  test('is refused when it does not read, with the place', () => {
    expect(broken('---\nname: b\n')).toContain('the frontmatter is not closed')
    expect(broken('---\nname: c\ntitle: B\n---\n')).toContain('b.md:2:1: description: ')
    expect(broken(head.replace('name: b', 'name: c'))).toContain('b.md:2:7: the name "c" is not that of its file')
    expect(broken(head.replace('skills:', 'skils:'))).toContain(
      'b.md:6:1: this part has no "skils" (did you mean "skills"?)',
    )
    const block = (yaml: string) => `${head}\n\`\`\`yaml\ndeliverables:\n  A: ${yaml}\n\`\`\`\n`
    expect(broken(block('{condition: "a b"}'))).toContain('b.md:13:18: the condition does not read')
    expect(broken(block("{content_checks: [{pattern: '(a+)+', in: x}]}"))).toContain(
      'the regular expression is refused',
    )
    expect(broken(block('{required_files: [../x]}'))).toContain('"../x" is a path that leads out of its folder')
    expect(broken(block('{maturity_required: [expert]}'))).toContain('b.md:13:')
    expect(broken(block('3'))).toContain('b.md:13:6')
  })

  test('is an error message when it is missing', () => {
    expect(lines(loadBlueprint(join(tempDir(), 'none.md')).problems)[0]).toContain('does not exist')
  })

  test('names only skills and facts that exist', () => {
    const { blueprint } = fixture('network.md')
    if (!blueprint) throw new Error('it loads')
    const ctx = { skills: [], facts: ['network.cidr', 'network.azs'], blueprints: [], filters: [] }
    expect(lines(lintBlueprint(blueprint, ctx)).map((line) => line.replace(/^.*network\.md/, 'network.md'))).toEqual([
      'network.md: no skill is named "architecting-networks"',
      'network.md: no fact is named "compliance"',
      'network.md:17:1: "Network module": no skill is named "architecting-networks"',
      'network.md:17:1: "Network module": no fact is named "network.nat" (did you mean "network.azs"?)',
    ])
  })
})
