import { describe, expect, test } from 'vitest'
import { memoryTree, runChecks, scanForSecrets, secretScan } from '../../../../src/engine/checks/index.ts'
import { contextOf } from '../context.ts'

const hits = (path: string, text: string) => scanForSecrets({ path, text }).map((hit) => `${hit.line}: ${hit.what}`)

/** Written in two pieces, so that no scanner takes this file for a leak. */
const key = (...parts: string[]): string => parts.join('')

describe('what is a credential', () => {
  test.each([
    ['an AWS access key id', key('AKIA', 'QXZ3NP7LK2MVB4TD')],
    ['a private key', key('-----BEGIN RSA ', 'PRIVATE KEY-----')],
    ['a GitHub token', key('ghp_', 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8')],
    ['a GitLab token', key('glpat-', 'x1y2z3A4B5C6d7e8f9g0')],
    ['a Slack token', key('xoxb-', '123456789012-abcdefGHIJ')],
    ['a Stripe key', key('sk_live_', '4eC39HqLyjWDarjtT1zdp7dc')],
    ['a password in a URL', key('postgres://app:', 's3cr3tpw@db.acme.io/orders')],
  ])('%s', (what, value) => {
    expect(hits('a.yaml', `ok: 1\nvalue: ${value}\n`)).toEqual([`2: ${what}`])
  })

  test.each([
    ['a.tf', 'password = "hunter2!"'],
    ['a.tf', 'master_password = "correct horse battery"'],
    ['values.yaml', 'adminPassword: changeme'],
    ['a.json', '{"dbPassword": "pg-2024-x9"}'],
    ['.env', 'API_TOKEN=9f8a7b6c5d4e3f2a1b0c9d8e'],
    ['group_vars/all.yml', 'vault_secret: "aZ3kP9qL2mX7vB5n"'],
    ['deploy.sh', 'export DB_PASSWORD="s3cr3t-value"'],
  ])('%s: %s', (path, text) => {
    expect(hits(path, text)).toHaveLength(1)
  })
})

test('what only looks like a key is a warning', async () => {
  const text = `value: ${key('q7XfP2vLk9', 'ZtR4mWc8YbN3', 'hJs6DgA5eUoQ1')}\n`
  const [outcome] = await runChecks([secretScan], contextOf(memoryTree({ 'a.yaml': text })))
  expect(outcome?.diagnostics).toMatchObject([{ severity: 'warning', rule: 'random-text' }])
})

test('a private key in base64', () => {
  expect(
    hits('a.yaml', `tls: ${key('LS0tLS1CRUdJTi', 'BSU0EgUFJJVkFURSBLRVktLS0tLQpNSUlFb3dJQkFBS0NBUUVB')}\n`),
  ).toEqual(['1: a private key'])
})

describe('what is none', () => {
  test.each([
    ['a.tf', 'password = var.password'],
    ['a.tf', 'password = random_password.db.result'],
    ['a.tf', 'manage_master_user_password = true'],
    ['a.tf', 'password_wo_version = 1'],
    ['a.tf', 'secret_arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:orders-AbCdEf"'],
    ['a.tf', 'kms_key_id = aws_kms_key.data.arn'],
    ['a.yaml', 'secretName: acme-tls'],
    ['a.yaml', 'secretKeyRef: { name: shop-database, key: url }'],
    ['a.yaml', 'automountServiceAccountToken: false'],
    ['a.yaml', 'image: ghcr.io/x/y@sha256:0b3c5f1e9a7d2468ace013579bdf02468ace013579bdf02468ace013579bdf02'],
    ['ci.yml', 'uses: actions/checkout@b4ffde65f46336ab88eb53be808477a3936bae11 # v4.1.1'],
    ['ci.yml', 'token: ${{ secrets.GITHUB_TOKEN }}'],
    ['deploy.sh', 'token="$(aws ssm get-parameter --name /acme/token)"'],
    ['deploy.sh', 'PASSWORD="${PASSWORD:?set it}"'],
    ['playbook.yml', "db_password: \"{{ lookup('amazon.aws.aws_secret', 'acme/db') }}\""],
    ['nginx.conf', 'ssl_certificate_key /etc/nginx/ssl/privkey.pem;'],
    ['.terraform.lock.hcl', '"h1:2Vq3Xk8f0sJrYt9pLwQeZ6dB4nM1cGhA7uIoP5yTrE0=",'],
    ['keys.yml', 'key: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ8Xk3vQ7mN2pL5rT9wY1zB4cD6eF8gH0iK2lM4nO6pQ ops'],
    ['README.md', 'Rotate the token with `scripts/rotate.sh` and keep the password in Secrets Manager.'],
    ['variables.tf', 'description = "Name of the secret that holds the database password."'],
    ['a.conf', 'secret "acme-transfer-key-file"'],
    ['a.yaml', 'password:\n  required: true'],
    ['handler.js', 'changePassword: event.properties.changePassword === "true"'],
    ['a.md', '[plan](https://docs.acme.dev/document/d/1TXyzHKqoKMS-jY9FSMrYNLEGathqSG8YuHdj0Z9GP34)'],
    [
      'a.sh',
      'CLUSTER_CA=LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSUM1ekNDQWMrZ0F3SUJBZ0lCQURBTkJna3Foa2lHOXcwQkFRc0ZBREFWTVJNd0VRWURWUVFERXdwcmRXSmxjbTVsZEdWek1CNFhE',
    ],
    ['event.json', '"node_id": "MDEyOk9yZ2FuaXphdGlvbjM4MzAyODk5zZ"'],
    ['a.drawio', 'id="RHYt2Hea3J6mtaqNcCnl7b3XkuNIsi36NW127sN"'],
  ])('%s: %s', (path, text) => {
    expect(hits(path, text)).toEqual([])
  })

  test('a long file is scanned in time', () => {
    const started = performance.now()
    scanForSecrets({ path: 'a.yaml', text: 'password_password_password_'.repeat(20_000) })
    scanForSecrets({ path: 'a.yaml', text: `${'a-b_c.'.repeat(50_000)} = ` })
    scanForSecrets({ path: 'a.yaml', text: 'http://'.repeat(40_000) })
    expect(performance.now() - started).toBeLessThan(3000)
  })
})

test('as a check it reports the place and never the value', async () => {
  const tree = memoryTree({ 'a.yaml': 'ok: 1\n  password: hunter22\n', 'b.yaml': 'ok: 1\n' })
  const [outcome] = await runChecks([secretScan], contextOf(tree))
  expect(outcome).toMatchObject({
    check: 'secrets',
    status: 'failed',
    diagnostics: [{ file: 'a.yaml', line: 2, column: 3, severity: 'error' }],
  })
  expect(JSON.stringify(outcome)).not.toContain('hunter22')
})
