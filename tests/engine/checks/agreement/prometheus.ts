import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from '../../../content/tools.ts'
import { oneFile } from '../one-file.ts'
import type { Judged } from './agree.ts'

const NODES = `groups:
  - name: nodes
    interval: 30s
    limit: 10
    rules:
      - record: instance:node_cpu:rate5m
        expr: 1 - avg without (cpu, mode) (rate(node_cpu_seconds_total{mode="idle"}[5m]))
        labels:
          team: platform
      - alert: NodeDown
        expr: up{job="node"} == 0
        for: 5m
        keep_firing_for: 10m
        labels:
          severity: page
        annotations:
          summary: '{{ $labels.instance }} is down'
          description: "Job {{ $labels.job }} of {{ $labels.instance }} has been down for 5 minutes: {{ $value }}."
      - alert: DiskWillFill
        expr: >-
          predict_linear(node_filesystem_avail_bytes{fstype!~"tmpfs|ramfs"}[6h], 4 * 3600) < 0
          and on (instance, device) node_filesystem_readonly == 0
        for: 1h30m
        annotations:
          summary: '{{ printf "%.1f" $value }} bytes are left{{ if gt $value 0.0 }}, still{{ end }}'
      - alert: ClockSkew
        expr: abs(node_timex_offset_seconds) > bool 0.05 and deriv(node_timex_offset_seconds[5m]) >= 0
`

const SERVICES = `groups:
  - name: latency
    rules:
      - record: job:latency:p99
        expr: |
          histogram_quantile(0.99, sum by (le, job) (rate(http_request_duration_seconds_bucket[5m])))
      - record: job:errors:ratio
        expr: |
          sum by (job) (rate(http_requests_total{code=~"5.."}[5m]))
          / ignoring (code) group_left (team) # both sides have a job
          sum(rate(http_requests_total[5m])) by (job)
      - record: path:requests:max
        expr: max_over_time(sum by (path) (irate(http_requests_total[2m]))[1h:5m]) offset 1d
      - record: top
        expr: topk(3, label_replace(up, "host", "$1", "instance", "(.*):[0-9]+")) or vector(0)
  - name: slo
    rules:
      - alert: BurnRate
        expr: (job:errors:ratio > (14.4 * 0.001)) unless on (job) absent(up{job="x"}) or -quantile(0.5, up) ^ 2 != 1e3
        labels:
          severity: '{{ if gt $value 0.1 }}page{{ else }}ticket{{ end }}'
        annotations:
          summary: Errors of {{ $labels.job }} at {{ $value | humanizePercentage }}
      - alert: Rising
        expr: count_values("version", build_info) > 1 and time() - timestamp(up @ 1609746000) > scalar(up{a='b'})
`

export const prometheusJudged: Judged = {
  name: 'prometheus',
  tools: ['promtool'],
  comment: /#[^\n]*/g,
  least: 0.99,
  samples: async () => [NODES, SERVICES],
  prepare: async () => {
    const dir = mkdtempSync(join(tmpdir(), 'skillchain-prometheus-'))
    const file = join(dir, 'rules.yml')
    const [rules, yaml] = [await oneFile('prometheus', 'rules.yml'), await oneFile('yaml', 'rules.yml')]
    return {
      ours: async (text) => (await yaml(text)) ?? (await rules(text)),
      theirs: (text) => {
        writeFileSync(file, text)
        const { status, stderr } = run('promtool', ['check', 'rules', '--lint=none', file])
        if (status === 0) return null
        return stderr
          .replaceAll(file, 'rules.yml')
          .replace(/\s+/g, ' ')
          .replace(/^ ?FAILED: /, '')
      },
      close: () => rmSync(dir, { recursive: true, force: true }),
    }
  },
  // Names that only versions before 3 refuse are warnings, and those after take durations without a unit.
  leaveOut: (theirs) =>
    /invalid (?:label|annotation|recording rule) name|missing unit character in duration/.test(theirs ?? ''),
}
