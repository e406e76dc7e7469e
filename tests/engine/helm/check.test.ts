import { describe, expect, test } from 'vitest'
import { helmCheck } from '../../../src/engine/helm/check.ts'
import { TemplateSyntaxError } from '../../../src/engine/helm/template/lexer.ts'
import { parseTemplate } from '../../../src/engine/helm/template/parser.ts'
import { judge } from '../kubernetes/judge.ts'

const ABOUT = 'apiVersion: v2\nname: web\nversion: 1.2.3\n'
const HELPERS = '{{- define "web.name" -}}\n{{ .Chart.Name }}\n{{- end }}\n'

const said = async (files: Record<string, string>): Promise<string[]> =>
  (await judge(helmCheck, { 'Chart.yaml': ABOUT, 'templates/_helpers.tpl': HELPERS, ...files })).lines

/** A chart with one template and its values. */
const chart = (template: string, values = 'replicas: 2\nimage: {tag: "1"}\n'): Promise<string[]> =>
  said({ 'templates/a.yaml': template, 'values.yaml': values })

describe('Chart.yaml', () => {
  test('what it must have, and of which form', async () => {
    expect(await said({})).toEqual([])
    expect(
      await said({ 'Chart.yaml': 'apiVersion: v2\nname: my chart\nversion: 1.0\nappVersion: 1.0\ntype: app\n' }),
    ).toEqual([
      'error Chart.yaml:2:7 name "my chart" holds other characters than letters, digits, dots, hyphens and underlines',
      'error Chart.yaml:3:10 version must be a text (put it in quotes: "1.0")',
      'error Chart.yaml:4:13 appVersion must be a text: put it in quotes, "1.0"',
      'error Chart.yaml:5:7 type is application or library',
    ])
    expect(await said({ 'Chart.yaml': 'name: web\n' })).toEqual([
      'error Chart.yaml:1:1 Chart.yaml lacks "version", which it must have',
      'error Chart.yaml:1:1 Chart.yaml lacks "apiVersion", which it must have',
    ])
  })
})

describe('values', () => {
  test('used and there', async () => {
    expect(await chart('a: {{ .Values.replicas }}\nb: {{ $.Values.image.tag | quote }}\n')).toEqual([])
  })

  test('used and not there', async () => {
    expect(await chart('a: {{ .Values.replica }}\nb: {{ .Values.image.tag }}{{ .Values.replicas }}\n')).toEqual([
      'warning templates/a.yaml:1:7 .Values.replica is not in values.yaml, and has no default (did you mean "replicas"?)',
    ])
    expect(await chart('{{ .Values.replicas }}{{ .Values.image.tag }}{{ .Values.probe.path }}\n')).toEqual([
      'warning templates/a.yaml:1:49 .Values.probe is not in values.yaml: looking for path in it fails unless it is given',
    ])
  })

  test('a default, a condition or a safe look-up takes care of it', async () => {
    const rest = '{{ .Values.replicas }}{{ .Values.image }}'
    for (const guarded of [
      '{{ .Values.a | default 1 }}',
      '{{ default 1 .Values.a }}',
      '{{ if .Values.a }}{{ .Values.a }}{{ end }}',
      '{{ with .Values.a }}{{ . }}{{ end }}',
      '{{ if and .Values.a .Values.a.b }}{{ .Values.a.b }}{{ end }}',
      '{{ (.Values.a).b }}',
      '{{ required "a is needed" .Values.a }}',
      '{{ .Values.global.a }}',
    ])
      expect(await chart(rest + guarded), guarded).toEqual([])
  })

  test('there and not used', async () => {
    expect(await chart('{{ .Values.replicas }}')).toEqual(['warning values.yaml:2:1 no template uses the value image'])
    expect(
      await chart('{{ .Values.replicas }}{{ .Values.image.tag }}', 'replicas: 1\nimage: {tag: "1", repo: a}\n'),
    ).toEqual(['warning values.yaml:2:19 no template uses the value image.repo'])
    expect(await chart('{{ toYaml .Values }}')).toEqual([])
    expect(await chart('{{ tpl .Values.text . }}', 'text: "{{ .Values.other }}"\nother: 1\n')).toEqual([])
  })

  test('of dependencies', async () => {
    const about = `${ABOUT}dependencies:\n  - {name: redis, version: "1", repository: "https://example.com", condition: cache.enabled}\n`
    const files = {
      'Chart.yaml': about,
      'values.yaml': 'redis: {a: 1}\ncache: {enabled: true}\n',
      'templates/a.yaml': '{{ include "redis.name" . }}',
    }
    expect(await said(files)).toEqual([])
  })

  test('the schema', async () => {
    const schema = JSON.stringify({
      type: 'object',
      required: ['replicas'],
      additionalProperties: false,
      properties: {
        replicas: { type: 'integer', minimum: 1 },
        mode: { enum: ['a', 'b'] },
        list: { type: 'array', items: { $ref: '#/$defs/t' } },
      },
      $defs: { t: { type: 'string', pattern: '^x' } },
    })
    const judged = (values: string): Promise<string[]> =>
      said({ 'values.yaml': values, 'values.schema.json': schema, 'templates/a.yaml': '{{ toYaml .Values }}' })
    expect(await judged('replicas: 1\nmode: a\nlist: [xa]\n')).toEqual([])
    expect((await judged('replicas: 0\nmode: c\nlist: [xa, b]\nmore: 1\n')).sort()).toEqual([
      'error values.yaml:1:11 values.replicas is below 1 (values.schema.json)',
      'error values.yaml:2:7 values.mode must be one of "a", "b" (values.schema.json) (did you mean "a"?)',
      'error values.yaml:3:12 values.list[1] does not match ^x (values.schema.json)',
      'error values.yaml:4:1 values has no "more" (values.schema.json) (did you mean "mode"?)',
    ])
    expect(await judged('mode: a\n')).toEqual([
      'error values.yaml:1:1 values lacks "replicas", which it must have (values.schema.json)',
    ])
  })
})

describe('templates', () => {
  const wrong = (text: string): string => {
    try {
      parseTemplate(text)
      return 'right'
    } catch (error) {
      return error instanceof TemplateSyntaxError ? `${error.offset} ${error.message}` : String(error)
    }
  }

  test('what Go takes', () => {
    for (const right of [
      '{{- /* a {{ comment }} */ -}}',
      '{{ if and (eq .a "b") (not .c) }}x{{ else if .d }}y{{ else }}z{{ end }}',
      '{{ range $i, $e := .list }}{{ $i }}{{ $e.f }}{{ break }}{{ else }}{{ end }}',
      '{{ with $x := .a }}{{ $x.b.c | quote | nindent 4 }}{{ end }}',
      '{{ define "a" }}{{ template "b" . }}{{ end }}{{ block "c" . }}{{ end }}',
      '{{ $a := 1 }}{{ $a = 2 }}{{ printf `raw "x"` }}{{ (index .a 0).b }}',
      '{{ .a -}}  {{- -1 }}{{ 1.5e3 }}{{ 0x1F }}{{ \'c\' }}{{ nil | default "x" }}',
    ])
      expect(wrong(right), right).toBe('right')
  })

  test('what Go refuses, and where', () => {
    expect(wrong('a {{ .b')).toBe('2 the action that begins here is not closed')
    expect(wrong('{{ if .a }}b')).toBe('0 {{if}} is never ended')
    expect(wrong('b{{ end }}')).toBe('1 {{end}} closes nothing')
    expect(wrong('{{ define "a" }}')).toBe('0 {{define "a"}} is never ended')
    expect(wrong('{{ .a | quotte }}')).toBe('8 function "quotte" is not defined')
    expect(wrong('{{ $x }}')).toBe('3 undefined variable $x')
    expect(wrong('{{ if .a }}{{ $x := 1 }}{{ end }}{{ $x }}')).toBe('36 undefined variable $x')
    expect(wrong('{{ (.a }}')).toBe('7 a parenthesis is not closed')
    expect(wrong('{{ "a }}')).toBe('3 a string is not closed')
    expect(wrong('{{ }}')).toBe('3 a command has no value')
    expect(wrong('{{ .a | }}')).toBe('3 a pipe leads from or to nothing')
    expect(wrong('{{ break }}')).toBe('3 {{break}} stands outside of a range')
  })

  test('are reported in their file', async () => {
    expect(await chart('a: 1\nb: {{ .Values.image | toYml }}\n')).toEqual([
      'error templates/a.yaml:2:23 function "toYml" is not defined',
    ])
  })

  test('that are called and are not there; an error where nothing decides whether they are', async () => {
    const used = '{{ toYaml .Values }}'
    expect(await chart(`${used}{{ include "web.name" . }}`)).toEqual([])
    expect(await chart(`${used}{{ include "web.nam" . }}`)).toEqual([
      'error templates/a.yaml:1:32 there is no template "web.nam" (did you mean "web.name"?)',
    ])
    expect(await chart(`${used}{{ if .Values.replicas }}{{ include "web.nam" . }}{{ end }}`)).toEqual([
      'warning templates/a.yaml:1:57 there is no template "web.nam" (did you mean "web.name"?)',
    ])
  })
})
