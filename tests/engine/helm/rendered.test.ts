import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { shippedSchemas } from '../../../src/cli/check/schemas.ts'
import { judgeRendered } from '../../../src/engine/helm/rendered.ts'
import { needTool } from '../../helpers/tools.ts'

const FILES = {
  'Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
  'values.yaml': 'app: web\nport: http\n',
  'templates/deployment.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replica: 2
  selector: {matchLabels: {app: {{ .Values.app }}}}
  template:
    metadata: {labels: {app: {{ .Values.app }}}}
    spec:
      containers: [{name: web, image: "example.com/web:1", ports: [{name: {{ .Values.port }}, containerPort: 80}]}]
`,
  'templates/service.yaml':
    'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {selector: {app: {{ .Values.app }}}, ports: [{port: 80, targetPort: htpp}]}\n',
}

test('what a chart renders to is judged, and told by its templates', (ctx) => {
  const helm = needTool(ctx, 'helm')
  const dir = mkdtempSync(join(tmpdir(), 'chart-'))
  try {
    for (const [path, text] of Object.entries(FILES)) {
      mkdirSync(dirname(join(dir, path)), { recursive: true })
      writeFileSync(join(dir, path), text)
    }
    const { stdout, stderr, status } = spawnSync(helm, ['template', 'web', dir], { encoding: 'utf8' })
    expect(status, stderr).toBe(0)
    const lines = judgeRendered(stdout, shippedSchemas()).map(
      ({ severity, file, message }) => `${severity} ${file} ${message}`,
    )
    expect(lines.sort()).toEqual([
      'error templates/deployment.yaml Deployment web: spec has no field "replica"',
      'warning templates/service.yaml Service web leads to the port "htpp", and its pods have none of that name',
    ])
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
})
