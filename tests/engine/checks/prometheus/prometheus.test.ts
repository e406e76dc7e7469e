import { describe, expect, test } from 'vitest'
import { parsePromql } from '../../../../src/engine/checks/prometheus/promql/parser.ts'
import { re2Fault } from '../../../../src/engine/checks/read/re2.ts'
import { said } from '../one-file.ts'

const rule = (lines: string): string => `groups:\n  - name: a\n    rules:\n${lines.replace(/^/gm, '      ')}\n`
const all = async (text: string, path = 'rules.yml'): Promise<string> =>
  (await said('prometheus', { [path]: text })).join('\n')

function fault(expression: string): string | null {
  try {
    parsePromql(expression)
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

describe('expressions that Prometheus refuses', () => {
  test.each([
    ['rate(http_requests_total)', 'expected type range vector in call to function "rate", got instant vector'],
    ['rate(sum(a)[5m])', 'ranges only allowed for vector selectors'],
    ['sum(a[5m])', 'expected type instant vector in aggregation expression, got range vector'],
    ['histogram_quantile(a)', 'expected 2 argument(s) in call to "histogram_quantile", got 1'],
    ['rte(a[5m])', 'unknown function with name "rte"; did you mean "rate"?'],
    ['a[5x]', 'bad number or duration syntax: "5x"'],
    ['a[5m1h]', 'not a valid duration string: "5m1h": units go from the largest to the smallest'],
    ['a[0s]', 'duration must be greater than 0'],
    ['a offset 5m offset 5m', 'offset may not be set multiple times'],
    ['sum(a) offset 5m', 'offset modifier must be preceded by'],
    ['a{b="c"', 'unexpected end of input inside braces'],
    ['a{b=c}', 'unexpected identifier "c" in label matching, expected string'],
    ['a{b=~"("}', 'error parsing regexp: missing closing ): `(`'],
    ['{b=~".*"}', 'vector selector must contain at least one non-empty matcher'],
    ['1 > 2', 'comparisons between scalars must use BOOL modifier'],
    ['a and 1', 'set operator "and" not allowed in binary scalar expression'],
    ['a + bool b', 'bool modifier can only be used on comparison operators'],
    ['a / on (b) group_left (b) c', 'label "b" must not occur in ON and GROUP clause at once'],
    ['topk(a)', 'wrong number of arguments for aggregate expression provided, expected 2, got 1'],
    ['sum by (a) b', 'unexpected identifier "b", expected "("'],
    ['a b', 'unexpected identifier "b"'],
    ['(a', 'unclosed left parenthesis'],
    ['a{b="\\d"}', 'unknown escape sequence \\d'],
    ['', 'no expression found in input'],
  ])('%s', (expression, expected) => {
    expect(fault(expression)).toContain(expected)
  })

  test.each([
    'sum without (a) (rate(b{c=~"d|e", f!=""}[5m] offset -1h))',
    'sum(rate(a[5m])) by (b, c,) / on (b) group_left count(d) by (b)',
    'max_over_time(avg(a)[1h30m:] @ end())',
    '-a ^ 2 * 0x1F + 1e3 - .5 % +Inf',
    'sum + by + offset',
    'a unless on () b or {__name__=~"c.+"} # a remark',
    "label_replace(a, 'b', `$1`, \"c\", '(.*)')",
    '{"a.b", "c d"="e"} > bool 1 == bool 0',
    'hour() >= 9 and on () day_of_week() < 6',
    'a / on (b) group_left () fill_right (0) c',
    'rate(a[5m:1m] @ 1609746000 offset 5m)',
  ])('and takes %s', (expression) => {
    expect(fault(expression)).toBe(null)
  })
})

describe('rules', () => {
  test.each([
    [
      'a field that does not exist',
      '- alert: A\n  expr: up\n  anotations: {}',
      '6:9 error: field anotations not found in a rule',
    ],
    ['a wrong duration', '- alert: A\n  expr: up\n  for: 5', '6:14 error: not a valid duration string: "5"'],
    ['both kinds at once', '- alert: A\n  record: a\n  expr: up', "only one of 'record' and 'alert' must be set"],
    ['neither', '- alert: A\n  expr: up\n- expr: up', "6:9 error: one of 'record' or 'alert' must be set"],
    ['no expression', '- alert: A\n  expr: up\n- alert: B', "6:9 error: field 'expr' must be set in rule"],
    ['a record that waits', '- record: a\n  expr: up\n  for: 5m', "invalid field 'for' in recording rule"],
    ['an expression as a name', '- record: a{b="c"}\n  expr: up', 'braces present in the recording rule name'],
    ['labels that are no texts', '- alert: A\n  expr: up\n  labels: {a: [b]}', 'a must be a text, and this is a list'],
    ['a range as a result', '- record: a\n  expr: up[5m]', "warning: the rule's result is a range vector"],
    [
      'a regular expression of label_replace',
      `- record: a\n  expr: label_replace(a, "b", "c", "d", "(")`,
      'error: invalid regular expression in label_replace()',
    ],
    [
      'an experimental function',
      '- record: a\n  expr: sort_by_label(up, "a")',
      'warning: sort_by_label is experimental',
    ],
    [
      'the same rule twice',
      '- record: a\n  expr: up\n- record: a\n  expr: up',
      '6:17 warning: the rule "a" stands here a second time',
    ],
  ])('%s', async (_, lines, expected) => {
    expect(await all(rule(lines))).toContain(expected)
  })

  test('groups need names of their own', async () => {
    const text = `${rule('- alert: A\n  expr: up')}  - name: a\n    rules: []\n  - rules: []\n`
    expect(await all(text)).toContain('6:11 error: groupname: "a" is repeated in the same file')
    expect(await all(text)).toContain('8:5 error: Groupname must not be empty')
  })

  test('places inside of folded, quoted and escaped texts', async () => {
    expect(await all(rule('- alert: A\n  expr: >-\n    sum(up)\n    > rate(up)'))).toContain('rules.yml:7:18 error')
    expect(await all(rule('- alert: A\n  expr: "up{a=\\"b\\"} > rate(up)"'))).toContain('rules.yml:5:35 error')
    expect(await all(rule("- alert: A\n  expr: 'up{a=''b''} > rate(up)'"))).toContain('rules.yml:5:35 error')
  })
})

describe('texts of alerts', () => {
  const alert = (expr: string, summary: string): string =>
    rule(`- alert: A\n  expr: ${expr}\n  annotations:\n    summary: '${summary}'`)

  test.each([
    ['an action that is not closed', 'up == 0', '{{ $labels.job', 'error: annotation "summary"'],
    ['an unknown function', 'up == 0', '{{ $value | humanise }}', 'function "humanise" is not defined'],
    ['an unknown variable', 'up == 0', '{{ $label.job }}', 'undefined variable $label'],
    [
      'a label that is summed away',
      'sum by (job) (up) == 0',
      '{{ $labels.instance }}',
      '7:24 warning: the expression leaves no label instance',
    ],
    ['a label of the other side', 'a / on (job) b', '{{ $labels.pod }}', 'leaves no label pod'],
    ['no labels at all', 'sum(up) == 0', '{{ $labels.job }}', 'leaves no label job'],
  ])('%s', async (_, expr, summary, expected) => {
    expect(await all(alert(expr, summary))).toContain(expected)
  })

  test.each([
    ['up == 0', '{{ $labels.anything }} {{ $externalLabels.cluster }} {{ .Value }}'],
    ['sum by (job) (up) == 0', '{{ $labels.job }}{{ if $labels.pod }} {{ $labels.pod }}{{ end }}'],
    ['a * on (job) group_left (team) sum by (job, team) (b)', '{{ $labels.pod }}'],
    ['sum by (job) (a) * on (job) group_left (team) b', '{{ $labels.team }}'],
    ['label_replace(sum by (a) (up), "b", "$1", "a", "(.*)")', '{{ $labels.b }}'],
    ['topk(3, up)', '{{ $labels.job }}'],
    ['absent(up{job="a"})', '{{ $labels.job }}'],
    ['vector(1)', '{{ with query "up" }}{{ . | first | value | humanize }}{{ end }}'],
  ])('nothing is said of %s with %s', async (expr, summary) => {
    expect(await all(alert(expr, summary))).toBe('')
  })
})

describe('where rules stand', () => {
  test('objects of the operator, in lists too', async () => {
    const object =
      'kind: PrometheusRule\nspec:\n  groups:\n    - name: a\n      rules:\n        - alert: A\n          expr: rate(up)\n'
    expect(await all(`apiVersion: monitoring.coreos.com/v1\n${object}`, 'k8s/a.yaml')).toContain(
      'k8s/a.yaml:8:22 error',
    )
    const inList = `kind: List\nitems:\n- ${object.replaceAll('\n', '\n  ').trimEnd()}\n`
    expect(await all(inList, 'k8s/a.yaml')).toContain('k8s/a.yaml:9:24 error')
  })

  test.each([
    ['Loki', rule('- alert: A\n  expr: sum(rate({app="a"} |= "error" [5m])) > 0')],
    ['VictoriaMetrics', rule('- alert: A\n  expr: rate(up)').replace('name: a', 'name: a\n    type: prometheus')],
    ['a template', rule('- alert: {% raw %}A{% endraw %}\n  expr: rate(up)')],
    ['a list of variables', 'alert_rules:\n  - alert: A\n    expr: rate(up)\n'],
  ])('rules of %s are left alone', async (_, text) => {
    expect(await all(text)).toBe('')
  })
})

test.each([
  ['(a', 'missing closing ): `(a`'],
  ['a)', 'unexpected ): `a)`'],
  ['[a', 'missing closing ]: `[a`'],
  ['*a', 'missing argument to repetition operator: `*`'],
  ['a**', 'invalid nested repetition operator: `**`'],
  ['a{2,1}', 'invalid repeat count: `{2,1}`'],
  ['(?=a)', 'invalid or unsupported Perl syntax: `(?=`'],
  ['(?<!a)', 'invalid or unsupported Perl syntax: `(?<`'],
  ['\\1', 'invalid escape sequence: `\\1`'],
  ['[z-a]', 'invalid character class range: `z-a`'],
  ['a\\', 'trailing backslash at end of expression: ``'],
])('RE2 refuses %s', (pattern, expected) => {
  expect(re2Fault(pattern)).toBe(expected)
})

test.each([
  'a{,2}',
  '(?i)a|b',
  '(?P<n>a)+?',
  '[]a]',
  '[^\\d-]',
  '\\pL\\p{Greek}',
  '[[:alpha:]_]',
  '\\Q(\\E',
  '^*',
  '\\-\\.\\_',
])('RE2 takes %s', (pattern) => {
  expect(re2Fault(pattern)).toBe(null)
})
