import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { run } from './tools.ts'

/** A certificate for the day, for the domain and the names directly below it: fullchain.pem and privkey.pem. */
export function certificate(dir: string, domain: string): void {
  mkdirSync(dir, { recursive: true })
  const made = run('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'],
    ...['-subj', '/CN=test', '-addext', `subjectAltName=DNS:${domain},DNS:*.${domain}`],
    ...['-keyout', join(dir, 'privkey.pem'), '-out', join(dir, 'fullchain.pem')],
  ])
  expect(made.status, made.stderr).toBe(0)
}
