// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are the templates of others
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createRenderer, type RendererOptions } from '../../../src/engine/render/template.ts'
import { TemplateError } from '../../../src/engine/render/template-error.ts'
import type { RenderScope } from '../../../src/engine/render/types.ts'

const scope: RenderScope = {
  maturity: 'starter',
  project: { name: 'demo', repository: null },
  network: { cidr: '10.0.0.0/16', azs: 3 },
  envs: [
    { name: 'prod', production: true },
    { name: 'dev', production: false },
  ],
  services: [],
}

const render = (body: string, options?: RendererOptions): string =>
  createRenderer(options).render({ source: 'dns/files/a.tf', body, bodyLine: 1 }, scope)

function failure(body: string, options?: RendererOptions, bodyLine = 1): TemplateError {
  try {
    createRenderer(options).render({ source: 'dns/files/a.tf', body, bodyLine }, scope)
  } catch (error) {
    if (error instanceof TemplateError) return error
    throw error
  }
  throw new Error('it rendered')
}

describe('what templates write', () => {
  test('values and filters', () => {
    expect(render('a = <: network.cidr | cidr_subnet: 8, 1 | hcl :>')).toBe('a = "10.0.1.0/24"')
    expect(render("<: envs | map: 'name' | hcl :>")).toBe('["prod", "dev"]')
    expect(render('<: network.azs :> <: envs.size :> <: envs[1].name :> <: envs.first.production :>')).toBe(
      '3 2 dev true',
    )
  })

  test('lines that hold only tags leave nothing behind', () => {
    const body =
      'a {\n  <% for env in envs %>\n    <% if env.production %>\n  <: env.name :> = 1\n    <% else %>\n  # <: env.name :>\n    <% endif %>\n  <% endfor %>\n}\n'
    expect(render(body)).toBe('a {\n  prod = 1\n  # dev\n}\n')
  })

  test('tags within a line leave the rest of it', () => {
    expect(render('a<% if maturity == "starter" %> b<% endif %> c\n')).toBe('a b c\n')
  })

  test('the brackets of everything we generate mean nothing', () => {
    const text = '${var.a} %{ if x } {{ .Values.a }} {% raw %} {# c #} $(cmd) <<EOT <- -> =>\n'
    expect(render(text)).toBe(text)
  })

  test('null is a value to ask for', () => {
    expect(render('<% if project.repository == nil %>none<% endif %>')).toBe('none')
    expect(render('<% unless project.repository %>none<% endunless %>')).toBe('none')
    expect(render("<: project.repository | default: 'none' :>")).toBe('none')
  })

  test('partials see the facts and their arguments', () => {
    const partials = { tags: '<: project.name :>-<: role :>', 'sub/deep': "[<% render 'tags', role: 'x' %>]" }
    expect(render("<% render 'tags', role: 'web' %>; <% render 'sub/deep' %>", { partials })).toBe('demo-web; [demo-x]')
    expect(render("<% render 'tags' for envs as role %>", { partials: { tags: '<: role.name :> ' } })).toBe('prod dev ')
  })

  test('a partial does not see the variables around it', () => {
    const error = failure("<% assign a = 1 %><% render 'p' %>", { partials: { p: 'x <: a :>' } })
    expect(error.reason).toBe("there is no variable 'a'")
  })

  test('where asks the members, and not the facts of the same name', () => {
    expect(failure("<: envs | where: 'maturity', 'starter' | size :>").reason).toBe("there is no variable 'maturity'")
  })

  test('one renderer keeps nothing from one template to the next', () => {
    const renderer = createRenderer()
    const go = (body: string): string => renderer.render({ source: 'a', body, bodyLine: 1 }, scope)
    expect(go('<% assign leak = 1 %><: leak :>')).toBe('1')
    expect(() => go('<: leak :>')).toThrow("there is no variable 'leak'")
  })
})

describe('faults', () => {
  test('name the line and column of the skill file', () => {
    const body = 'a\n<% if maturity %>\n  b <: network.cdir :>\n<% endif %>\n'
    expect(failure(body, {}, 6)).toMatchObject({
      file: 'dns/files/a.tf',
      line: 8,
      column: 8,
      reason: "there is no variable 'network.cdir'",
      hint: 'did you mean "cidr"?',
      message: 'dns/files/a.tf:8:8: there is no variable \'network.cdir\' (did you mean "cidr"?)',
    })
  })

  test.each([
    ['  <% if nope %>\n  <% endif %>', 1, 9, "there is no variable 'nope'"],
    ['<% if maturity == nope %><% endif %>', 1, 19, "there is no variable 'nope'"],
    ['<% unless network.nope %><% endunless %>', 1, 11, "there is no variable 'network.nope'"],
    ['<% for e in nope %><% endfor %>', 1, 13, "there is no variable 'nope'"],
    ['<% if maturity and nope %><% endif %>', 1, 20, "there is no variable 'nope'"],
    ['<% case nope %><% when 1 %><% endcase %>', 1, 9, "there is no variable 'nope'"],
    ["<: nope | default: 'x' :>", 1, 4, "there is no variable 'nope'"],
    ['<: maturity | hlc :>', 1, 1, "there is no filter 'hlc'"],
    ['\n   <% iff a %>\n', 2, 4, "there is no tag 'iff'"],
    ['a\n  <% if maturity %>\n', 2, 3, 'tag <% if maturity %> not closed'],
    ["<% render 'nope' %>", 1, 1, "there is no partial 'nope'"],
    ['<: network :>', 1, 1, 'an object cannot be written as it is'],
    ['<: envs :>', 1, 1, 'a list cannot be written as it is'],
    ['<: project.repository :>', 1, 1, 'null cannot be written as it is'],
    ["<: '10.0.0.1/8' | cidr_host: 1 :>", 1, 1, "'10.0.0.1/8' has bits set after its prefix"],
    ["<: 'now' | date: '%Y' :>", 1, 1, "'now' gives another text on every run"],
  ])('%j', (body, line, column, reason) => expect(failure(body)).toMatchObject({ line, column, reason }))

  test('in a partial have their place in the partial', () => {
    const error = failure("x\n <% render 'p' %>", {
      partials: { p: 'a\n  <% if maturity %>\nb <: nope :>\n<% endif %>' },
    })
    expect(error).toMatchObject({ file: 'partials/p', line: 3, column: 6 })
  })

  test('say what an unknown path could have been', () => {
    expect(failure('<: networks.cidr :>').hint).toBe('did you mean "network"?')
    expect(failure('<: network.something :>').hint).toBe('network has cidr, azs')
  })
})

describe('what a skill cannot do', () => {
  test.each(['include', 'layout', 'raw', 'increment', 'decrement', 'cycle', 'tablerow', 'echo', 'liquid', 'block'])(
    'the tag %s',
    (tag) => expect(failure(`<% ${tag} 'a' %>`).reason).toBe(`there is no tag '${tag}'`),
  )

  test('read files', () => {
    for (const name of ['/etc/passwd', '../../../etc/passwd', './a', 'constructor', '__proto__']) {
      expect(failure(`<% render '${name}' %>`).reason).toMatch(/^there is no partial/)
    }
    expect(failure('<% render maturity %>').reason).toMatch(/^render takes the name of a partial in quotes/)
    expect(failure("<% render '<: maturity :>' %>").reason).toMatch(/^render takes the name of a partial in quotes/)
  })

  test.each([
    'constructor',
    '__proto__',
    'toString',
    'maturity.constructor',
    'envs.__proto__',
    'network.hasOwnProperty',
  ])('reach %s', (name) => expect(failure(`<: ${name} :>`).reason).toBe(`there is no variable '${name}'`))

  const grow = "<% assign a = 'a' %><% for i in (1..18) %><% assign a = a | append: a %><% endfor %>"
  test.each([
    ['a range', '<% for i in (1..100000000) %>x<% endfor %>'],
    ['nested loops', '<% for i in (1..9999) %><% for j in (1..9999) %><% endfor %><% endfor %>'],
    ['a long output', '<% for i in (1..1000000) %>xxxxxxxxxxxxxxxxx<% endfor %>'],
    [
      'a growing capture',
      "<% assign x = 'x' %><% for i in (1..99) %><% capture x %><: x :><: x :><% endcapture %><% endfor %>",
    ],
    ['a growing text', "<% assign x = 'x' %><% for i in (1..99) %><% assign x = x | append: x %><% endfor %>"],
    ['a replacement', `${grow}<% assign b = a | replace: 'a', a %>`],
    ['a join', `${grow}<% assign l = a | split: '' | join: a %>`],
    ['growing lists', '<% assign l = (1..9) %><% for i in (1..99) %><% assign l = l | concat: l %><% endfor %>'],
    ['a wide date', "<: '2026-01-01' | date: '%99999999d' :>"],
    ['a partial in itself', "<% render 'self' %>"],
    ['a long list as text', '<: (1..2000000) | json :>'],
    ['a long list as HCL', '<: (1..2000000) | hcl :>'],
    ['deep nesting', '<% if maturity %>'.repeat(12_000)],
    ['an endless source', 'x'.repeat(300_000)],
    ['half a tag, often', '<%\n'.repeat(80_000)],
    ['half a comment, often', '<% comment %>\n'.repeat(18_000)],
  ])('run away with %s', { timeout: 20_000 }, (_, body) => {
    const begin = performance.now()
    const error = failure(body, { partials: { self: "<% render 'self' %><% render 'self' %>" }, limits: { time: 300 } })
    expect(error.reason.length).toBeLessThan(200)
    expect(performance.now() - begin).toBeLessThan(5000)
  })

  test('throw anything but a TemplateError', () => {
    const piece = fc.constantFrom(
      '<%',
      '%>',
      '<:',
      ':>',
      ' if ',
      ' for ',
      ' endif ',
      ' a ',
      '|',
      ' hcl ',
      "'",
      '"',
      '(1..3)',
      ' in ',
      'network',
      '.',
      'cidr',
      '\n',
      '-',
      ',',
      ':',
      ' render ',
      ' assign ',
      '=',
      ' case ',
      ' when ',
      '[',
      ']',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        try {
          render(pieces.join(''))
        } catch (error) {
          expect(error).toBeInstanceOf(TemplateError)
        }
      }),
      { numRuns: 1000 },
    )
  })
})
