import { describe, expect, test } from 'vitest'
import {
  composeFiles,
  createRenderer,
  type RenderedFile,
  type RenderScope,
  renderSkill,
  TemplateError,
} from '../../../src/engine/render/index.ts'
import type { Skill, TemplateFile } from '../../../src/skills/types.ts'

const scope: RenderScope = {
  maturity: 'intermediate',
  project: { name: 'demo' },
  envs: [
    { name: 'prod', production: true },
    { name: 'dev', production: false },
  ],
  environments: ['prod', 'dev'],
  services: [],
  missing: null,
}

function template(path: string, body: string, more: Partial<TemplateFile> = {}): TemplateFile {
  return { source: path, path, order: 50, was: [], body, bodyLine: 1, ...more }
}

function skill(name: string, templates: TemplateFile[], partials?: Record<string, string>): Skill {
  return {
    name,
    description: '',
    version: '1.0.0',
    title: name,
    dir: `/skills/${name}`,
    source: 'builtin',
    priority: 1,
    keywords: { primary: [], secondary: [], exclusions: [], requiresAny: [] },
    dependencies: [],
    dependsWhen: {},
    includes: [],
    conflicts: [],
    needs: [],
    provides: [],
    consumes: [],
    questions: [],
    derived: [],
    outputs: { base: [], conditional: {}, dimensions: {}, scaffolding: [], metadata: {} },
    templates,
    ...(partials ? { partials } : {}),
  }
}

const renderAll = (...skills: Skill[]): RenderedFile[] => {
  const renderer = createRenderer()
  return skills.flatMap((one) => renderSkill(one, scope, renderer))
}
const paths = (files: { path: string }[]): string[] => files.map((file) => file.path)

describe('what a skill writes', () => {
  test('one file for each member, named after it', () => {
    const files = renderAll(
      skill('iac', [
        template('terraform/environments/{env.name}.tfvars', 'environment = <: env.name | hcl :>\n', {
          each: { name: 'env', list: 'envs' },
        }),
        template('k8s/overlays/{env}/x.yaml', 'a: <: env :>', { each: { name: 'env', list: 'environments' } }),
        template('none/{s.name}', 'x', { each: { name: 's', list: 'services' } }),
        template('nothing/{s}', 'x', { each: { name: 's', list: 'missing' } }),
      ]),
    )
    expect(paths(files)).toEqual([
      'terraform/environments/prod.tfvars',
      'terraform/environments/dev.tfvars',
      'k8s/overlays/prod/x.yaml',
      'k8s/overlays/dev/x.yaml',
    ])
    expect(files[1]?.content).toBe('environment = "dev"\n')
  })

  test('conditions decide, also about each member', () => {
    const files = renderAll(
      skill('iac', [
        template('a', 'x', { when: "maturity >= 'intermediate'" }),
        template('b', 'x', { when: "maturity == 'advanced'" }),
        template('c/{env.name}', 'x', { each: { name: 'env', list: 'envs' }, when: 'env.production' }),
      ]),
    )
    expect(paths(files)).toEqual(['a', 'c/prod'])
  })

  test('white space alone is no file', () => {
    expect(renderAll(skill('iac', [template('a', '\n<% if maturity == "starter" %>\nx\n<% endif %>\n  \n')]))).toEqual(
      [],
    )
  })

  test('partials belong to their skill', () => {
    const files = renderAll(
      skill('a', [template('a', "<% render 'p' %>")], { p: 'from a' }),
      skill('b', [template('b', "<% render 'p' %>")], { p: 'from b' }),
    )
    expect(files.map((file) => file.content)).toEqual(['from a', 'from b'])
  })

  test('former paths are expanded like the path', () => {
    const [file] = renderAll(
      skill('a', [template('{env.name}.tf', 'x', { each: { name: 'env', list: 'envs' }, was: ['old/{env.name}.tf'] })]),
    )
    expect(file?.was).toEqual(['old/prod.tf'])
  })

  test.each([
    [template('a', '<: nope :>', { bodyLine: 4 }), "dns/files/a:4:4: there is no variable 'nope'"],
    [template('{nope}', 'x'), 'dns/files/{nope}:1:1: {nope} in the file name {nope} is null (it takes a text)'],
    [template('{envs}', 'x'), 'dns/files/{envs}:1:1: {envs} in the file name {envs} is a list (it takes a text)'],
    [
      template('a', 'x', { each: { name: 'x', list: 'project' } }),
      'dns/files/a:1:1: each: project is an object, not a list',
    ],
    [template('a', 'x', { when: 'a ==' }), 'dns/files/a:1:1: '],
  ])('a fault names the template: %#', (broken, message) => {
    expect(() => renderAll(skill('dns', [broken]))).toThrow(TemplateError)
    expect(() => renderAll(skill('dns', [broken]))).toThrow(message)
  })

  test.each(['../x', '..', 'a/b', 'a\\b', '/etc'])('a value cannot lead the path elsewhere: %s', (value) => {
    const astray = skill('dns', [template('conf/{project.name}', 'x')])
    expect(() => renderSkill(astray, { project: { name: value } }, createRenderer())).toThrow(TemplateError)
  })

  test('a path stays below the root, and out of what others own', () => {
    for (const path of ['/etc/x', '../x', 'a/../../x', '.git/config', '.skillchain/x', 'C:/x']) {
      expect(() => renderAll(skill('dns', [template(path, 'x')]))).toThrow(TemplateError)
    }
  })
})

describe('how files come together', () => {
  const file = (path: string, content: string, more: Partial<RenderedFile> = {}): RenderedFile => ({
    path,
    content,
    owner: 'iac',
    template: path,
    order: 50,
    was: [],
    ...more,
  })

  test('sorted, formatted, with their owner and mode', () => {
    const { files, problems } = composeFiles([
      file('scripts/a.sh', '#!/usr/bin/env bash\necho\n'),
      file('main.tf', 'a=1\n'),
      file('b.yaml', 'a: 1', { owner: 'dns', was: ['old.yaml'] }),
    ])
    expect(problems).toEqual([])
    expect(files).toEqual([
      { path: 'b.yaml', content: '---\na: 1\n', mode: 0o644, owner: 'dns', template: 'b.yaml', was: ['old.yaml'] },
      { path: 'main.tf', content: 'a = 1\n', mode: 0o644, owner: 'iac', template: 'main.tf', was: [] },
      {
        path: 'scripts/a.sh',
        content: '#!/usr/bin/env bash\necho\n',
        mode: 0o755,
        owner: 'iac',
        template: 'scripts/a.sh',
        was: [],
      },
    ])
  })

  test('sections follow their order, then the chain, with one blank line between', () => {
    const { files } = composeFiles([
      file('variables.tf', '\nvariable "b" {}\n\n\n', { section: 'iac' }),
      file('variables.tf', 'variable "c" {}', { section: 'dns', owner: 'dns' }),
      file('variables.tf', 'variable "a" {}\n', { section: 'network', owner: 'network', order: 10 }),
    ])
    expect(files).toMatchObject([
      { content: 'variable "a" {}\n\nvariable "b" {}\n\nvariable "c" {}\n', owner: 'network+iac+dns' },
    ])
  })

  test('a section keeps the blanks its first line begins with', () => {
    const { files } = composeFiles([
      file('x.sh', 'if a; then\n', { section: 'a', order: 1 }),
      file('x.sh', '\n  b\nfi\n', { section: 'b', order: 2 }),
    ])
    expect(files[0]?.content).toBe('if a; then\n\n  b\nfi\n')
  })

  test('rows of one Markdown table stay one table', () => {
    const { files } = composeFiles([
      file('docs/costs.md', '# Costs\n\n| item | cost |\n|---|---|\n', { section: 'head', order: 1 }),
      file('docs/costs.md', '| nat | 30 |\n', { section: 'a', order: 2 }),
      file('docs/costs.md', '| eks | 70 |\n', { section: 'b', order: 3 }),
      file('docs/costs.md', '| other | table |\n|---|---|\n| 1 | 2 |\n', { section: 'c', order: 4 }),
    ])
    expect(files[0]?.content).toBe(
      '# Costs\n\n| item | cost |\n|---|---|\n| nat | 30 |\n| eks | 70 |\n\n| other | table |\n|---|---|\n| 1 | 2 |\n',
    )
  })

  test('two owners of one file need sections', () => {
    const { files, problems } = composeFiles([
      file('main.tf', 'a = 1'),
      file('main.tf', 'b = 1', { owner: 'dns', section: 'dns' }),
    ])
    expect(files).toEqual([])
    expect(problems).toMatchObject([
      { file: 'main.tf', severity: 'error', message: 'iac/files/main.tf and dns/files/main.tf both write this file' },
    ])
  })

  test('paths that another disk cannot hold are refused', () => {
    const messages = (...given: string[]): string[] =>
      composeFiles(given.map((path) => file(path, 'x'))).problems.map((problem) => problem.message)
    expect(messages('docs/a.md', 'docs/A.md')).toHaveLength(1)
    expect(messages('docs/é', 'docs/e\u0301')).toHaveLength(1)
    expect(messages('docs', 'docs/a.md')).toEqual(['docs is a file, and cannot be a folder as well'])
    expect(messages('Docs/a.md', 'docs/b.md')).toHaveLength(1)
    expect(messages('../a', '/b')).toHaveLength(2)
    expect(messages('a/b.md', 'a/c.md', 'a/b/d.md')).toEqual([])
  })

  test('a file that does not parse is reported at its place, with the template it came from', () => {
    const { problems } = composeFiles([file('a.tf', 'x = {\n', { owner: 'dns', template: 'a.tf.liquid' })])
    expect(problems).toEqual([
      {
        check: 'render',
        severity: 'error',
        file: 'a.tf',
        line: 1,
        column: 5,
        message: '{ is never closed',
        hint: 'rendered from dns/files/a.tf.liquid',
      },
    ])
  })
})
