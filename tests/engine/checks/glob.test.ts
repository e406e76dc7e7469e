import { describe, expect, test } from 'vitest'
import { globMatcher, isGlob } from '../../../src/engine/checks/index.ts'

describe('globs', () => {
  test.each([
    ['scripts/*.sh', 'scripts/deploy.sh', true],
    ['scripts/*.sh', 'scripts/lib/common.sh', false],
    ['*.tf', 'terraform/main.tf', false],
    ['**/*.tf', 'main.tf', true],
    ['**/*.tf', 'terraform/network/main.tf', true],
    ['roles/*/molecule/**', 'roles/nginx/molecule/default/verify.yml', true],
    ['roles/*/molecule/**', 'roles/molecule/default/verify.yml', false],
    ['vpc-*.tf', 'vpc-prod.tf', true],
    ['*config*', 'my-config.yaml', true],
    ['a.{yml,yaml}', 'a.yaml', true],
    ['a.{yml,yaml}', 'a.json', false],
    ['{a,b}/{c,d}.txt', 'b/c.txt', true],
    ['a?.txt', 'ab.txt', true],
    ['a[0-9].txt', 'a7.txt', true],
    ['a[!0-9].txt', 'a7.txt', false],
    ['./a/*.txt', 'a/b.txt', true],
    ['a.b', 'axb', false],
  ])('%s against %s: %s', (glob, path, matches) => {
    expect(globMatcher(glob)(path)).toBe(matches)
  })

  test('a glob made to be slow is not', () => {
    const started = performance.now()
    expect(globMatcher(`${'*a'.repeat(200)}b`)('a'.repeat(5000))).toBe(false)
    expect(globMatcher(`${'**/'.repeat(40)}x`)('a/'.repeat(400))).toBe(false)
    expect(globMatcher('{a,b}'.repeat(40))('a')).toBe(false)
    expect(performance.now() - started).toBeLessThan(2000)
  })

  test('a plain path is no glob', () => {
    expect(isGlob('a/b.txt')).toBe(false)
    expect(isGlob('a/*.txt')).toBe(true)
  })
})
