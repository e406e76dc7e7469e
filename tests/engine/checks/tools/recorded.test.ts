import { describe, expect, test } from 'vitest'
import { ask, program } from './ask.ts'

// Tools that are heavy to install, or that want the network for their answer: what they print was recorded from them.
const said = (name: string, text: string, code = 0): { PATH: string } => ({
  PATH: program(name, `cat <<'ANSWER'\n${text}\nANSWER\nexit ${code}`),
})

describe('recorded answers', () => {
  test('checkov: advice by policy; of a credential not even its sum', async () => {
    const failed = (more: object): object => ({
      check_id: 'CKV_AWS_18',
      file_path: '/net/main.tf',
      file_line_range: [3, 9],
      ...more,
    })
    const answer = [
      {
        check_type: 'terraform',
        results: {
          failed_checks: [
            failed({
              check_name: 'Ensure the S3 bucket has access logging enabled',
              resource: 'aws_s3_bucket.a',
              guideline: 'https://docs/x',
            }),
          ],
        },
      },
      {
        check_type: 'secrets',
        results: {
          failed_checks: [
            failed({
              check_id: 'CKV_SECRET_4',
              check_name: 'Basic Auth Credentials',
              resource: '7e75e86954a600fd750d8f8fd773866fd07592da',
              guideline: null,
            }),
          ],
        },
      },
    ]
    const { found, outcome } = await ask('checkov', { 'net/main.tf': 'a\n' }, said('checkov', JSON.stringify(answer)))
    expect(found).toEqual([
      'net/main.tf:3: warning: Basic Auth Credentials [CKV_SECRET_4]',
      'net/main.tf:3: warning: Ensure the S3 bucket has access logging enabled: aws_s3_bucket.a [CKV_AWS_18]',
    ])
    expect(outcome.diagnostics[0]?.hint).toBe('https://docs/x')
  })

  test('checkov with nothing to judge answers with an object', async () => {
    const answer =
      '{"passed": 0, "failed": 0, "skipped": 0, "parsing_errors": 0, "resource_count": 0, "checkov_version": "3.3.30"}'
    const { outcome } = await ask('checkov', { 'main.tf': 'a\n' }, said('checkov', answer))
    expect(outcome).toMatchObject({ status: 'passed', diagnostics: [] })
  })

  test('hadolint: its levels', async () => {
    const answer = [
      {
        code: 'DL3007',
        column: 1,
        file: 'Dockerfile',
        level: 'warning',
        line: 1,
        message: 'Using latest is prone to errors',
      },
      { code: 'DL1000', column: 3, file: 'Dockerfile', level: 'error', line: 2, message: 'unexpected' },
      { code: 'DL3059', column: 1, file: 'Dockerfile', level: 'style', line: 3, message: 'Multiple RUN' },
    ]
    const { found } = await ask('hadolint', { Dockerfile: 'FROM a:latest\n' }, said('hadolint', JSON.stringify(answer)))
    expect(found).toEqual([
      'Dockerfile:1: warning: Using latest is prone to errors [DL3007]',
      'Dockerfile:2: error: unexpected [DL1000]',
      'Dockerfile:3: info: Multiple RUN [DL3059]',
    ])
  })

  const POD = { 'a.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n', 'values.yaml': 'a: 1\n' }

  test('kubeconform: each error with its path', async () => {
    const answer = {
      resources: [
        {
          filename: 'a.yaml',
          kind: 'Pod',
          name: 'a',
          version: 'v1',
          status: 'statusInvalid',
          msg: 'problem validating schema',
          validationErrors: [{ path: '/spec/replicas', msg: 'expected integer, but got string' }],
        },
      ],
    }
    const { found } = await ask('kubeconform', POD, said('kubeconform', JSON.stringify(answer), 1))
    expect(found).toEqual(['a.yaml:0: error: Pod a: /spec/replicas: expected integer, but got string'])
  })

  test('kubeconform without its schemas has not judged', async () => {
    const answer = {
      resources: [
        { filename: 'a.yaml', kind: 'Pod', status: 'statusError', msg: 'failed downloading schema at https://x' },
      ],
    }
    const { outcome } = await ask('kubeconform', POD, said('kubeconform', JSON.stringify(answer), 1))
    expect(outcome).toMatchObject({ status: 'not-run', note: expect.stringContaining('fetches its schemas') })
  })
})

describe('what only the server itself has is no mistake of the file', () => {
  test('nginx: a host that cannot be resolved', async () => {
    const line = '[emerg] 25637#25637: host not found in upstream "backend.internal:80" in ./nginx.conf:3'
    const env = { PATH: program('nginx', `echo '${line}' >&2; exit 1`) }
    const { outcome } = await ask('nginx-t', { 'nginx.conf': 'events {}\nhttp {}\n' }, env)
    expect(outcome).toMatchObject({
      status: 'not-run',
      diagnostics: [],
      note: expect.stringContaining('only its server has'),
    })
  })

  test('haproxy: a certificate; beside it a mistake is told all the same', async () => {
    const cert =
      "[ALERT]    (1) : config : parsing [haproxy.cfg:9] : 'bind :443' : unable to stat SSL certificate from file '/no/cert.pem'."
    const wrong = "[ALERT]    (1) : config : parsing [haproxy.cfg:2] : unknown keyword 'maxcon' in 'global' section"
    const run = (lines: string) =>
      ask('haproxy-c', { 'haproxy.cfg': 'a\nb\n' }, { PATH: program('haproxy', `cat >&2 <<'X'\n${lines}\nX\nexit 1`) })
    expect((await run(cert)).outcome).toMatchObject({ status: 'not-run', diagnostics: [] })
    expect((await run(`${cert}\n${wrong}`)).found).toEqual([
      "haproxy.cfg:2: error: unknown keyword 'maxcon' in 'global' section",
    ])
  })

  test('ansible: a collection that has to be installed first', async () => {
    const lines = "[ERROR]: couldn't resolve module/action 'community.general.ufw'.\nOrigin: site.yml:3:7"
    const env = { PATH: program('ansible-playbook', `cat >&2 <<'X'\n${lines}\nX\nexit 4`) }
    const { outcome } = await ask('ansible-playbook', { 'site.yml': '- hosts: all\n  tasks: []\n' }, env)
    expect(outcome).toMatchObject({
      status: 'not-run',
      diagnostics: [],
      note: expect.stringContaining('community.general.ufw'),
    })
  })
})
