import { describe, expect, test } from 'vitest'
import { readValue } from '../../../src/engine/facts/values.ts'
import type { TypeSpec } from '../../../src/engine/protocol/facts.ts'
import { accepts, read, refuses, specOf } from './reading.ts'

describe('cidr', () => {
  const spec = specOf('network.cidr')
  accepts(spec, [
    ['10.20.0.0/16', '10.20.0.0/16'],
    [' 192.168.16.0/20 ', '192.168.16.0/20'],
  ])
  refuses(spec, [
    ['10.20.0.0/33', '10.20.0.0/33: the prefix is 16–20'],
    ['10.20.0.0/24', '10.20.0.0/24: the prefix is 16–20'],
    ['10.20.3.4/16', '10.20.3.4/16: an address inside a network; the network is 10.20.0.0/16'],
    ['10.20.0.0', '10.20.0.0: the prefix is missing: 10.20.0.0/16'],
    ['10.300.0.0/16', '10.300.0.0/16: 300 is more than 255'],
    ['10.20.0/16', '10.20.0/16: an address has four numbers, this has 3'],
    ['fd00::/48', 'fd00::/48: IPv6 blocks are given by AWS; an IPv4 block is asked for'],
    ['office', 'office: this is not an IPv4 block'],
    ['', 'nothing: this is not an IPv4 block'],
    [10, '10: this is not an IPv4 block'],
  ])
  test('one address is a block of one where that may be', () => {
    expect(read('203.0.113.7, 198.51.100.0/24', specOf('network.admin_cidrs'))).toEqual([
      '203.0.113.7/32',
      '198.51.100.0/24',
    ])
  })
})

describe('domain', () => {
  const spec = specOf('dns.domain')
  accepts(spec, [
    ['acme.io', 'acme.io'],
    ['Shop.ACME.io.', 'shop.acme.io'],
    ['münchen.de', 'xn--mnchen-3ya.de'],
    ['platform.internal', 'platform.internal'],
    ['acme.co.uk', 'acme.co.uk'],
  ])
  refuses(spec, [
    ['acme', 'acme: one label alone; acme.internal would be private'],
    ['co.uk', "co.uk: everybody's suffix; a name in front of it is missing: acme.co.uk"],
    ['github.io', "github.io: everybody's suffix; a name in front of it is missing: acme.github.io"],
    ['https://acme.io/shop', 'https://acme.io/shop: a domain, not a URL: acme.io'],
    ['ops@acme.io', 'ops@acme.io: a domain, not an address of mail: acme.io'],
    ['*.acme.io', '*.acme.io: without the wildcard: acme.io'],
    ['-shop.acme.io', '-shop.acme.io: the label -shop begins or ends with a hyphen'],
    ['a_b.acme.io', 'a_b.acme.io: the label a_b may hold letters, digits and hyphens only'],
    ['acme..io', 'acme..io: a label between two dots is empty'],
    ['10.0.0.1', '10.0.0.1: the last label is a number: this is an address'],
    ['acme io', 'acme io: only letters, digits, hyphens and dots'],
    [
      `${'a'.repeat(64)}.io`,
      `${'a'.repeat(57)}…: the label ${'a'.repeat(64)} has 64 characters, at most 63 are allowed`,
    ],
  ])
})

describe('region', () => {
  const spec = specOf('aws.region')
  accepts(spec, [
    ['eu-west-1', 'eu-west-1'],
    ['EU-WEST-1', 'eu-west-1'],
    ['Frankfurt', 'eu-central-1'],
    ['sao paulo', 'sa-east-1'],
    ['São Paulo', 'sa-east-1'],
    ['N. Virginia', 'us-east-1'],
    ['virginia', 'us-east-1'],
    ['n virginia', 'us-east-1'],
    ['zürich', 'eu-central-2'],
    ['us-gov-west-1', 'us-gov-west-1'],
  ])
  refuses(spec, [
    ['eu-wst-1', 'eu-wst-1: no AWS region has this name; did you mean "eu-west-1"?'],
    ['frankfrt', 'frankfrt: no AWS region has this name; did you mean "frankfurt"?'],
    ['eu-west-1b', 'eu-west-1b: a zone; its region is eu-west-1 (Ireland)'],
    ['the moon', 'the moon: no AWS region has this name'],
    [7, '7: no AWS region has this name'],
  ])
})

describe('duration', () => {
  const spec = specOf('backup.rto')
  accepts(spec, [
    ['15 minutes', '15m'],
    ['1h30m', '90m'],
    ['4h', '4h'],
    ['4 hours', '4h'],
    ['1.5 h', '90m'],
    ['1 hour and 30 minutes', '90m'],
    ['600s', '10m'],
    ['1 day', '24h'],
    ['2d', '2d'],
    ['1 week', '7d'],
  ])
  refuses(spec, [
    ['15', '15: the unit is missing: 15s, 15m or 15h'],
    ['soon', 'soon: this is not a duration'],
    ['4 parsecs', '4 parsecs: this is not a duration'],
    ['-4h', '-4h: this is not a duration'],
    ['10s', '10s: the duration is 5m–30d'],
    ['1y', '1y: this is not a duration'],
    ['', 'nothing: this is not a duration'],
  ])
  test('less than a second is kept in milliseconds, and none at all in seconds', () => {
    expect(read('250ms', { type: 'duration' })).toBe('250ms')
    expect(read('1.5s', { type: 'duration' })).toBe('1500ms')
    expect(read('0', { type: 'duration' })).toBe('0s')
  })
})

describe('size', () => {
  const spec: TypeSpec = { type: 'size', min: 1024 ** 2 }
  accepts(spec, [
    ['20Gi', '20Gi'],
    ['20 GiB', '20Gi'],
    ['512 MB', '512M'],
    ['1024Mi', '1Gi'],
    ['1.5gib', '1536Mi'],
    ['2 TB', '2T'],
  ])
  refuses(spec, [
    ['20', '20: the unit is missing: 20Gi or 20Mi'],
    ['lots', 'lots: this is not a size'],
    ['1 KB', '1 KB: the size is at least 1Mi'],
    ['10 B', '10 B: the size is at least 1Mi'],
  ])
})

describe('numbers and yes or no', () => {
  accepts(specOf('network.azs'), [
    ['3', 3],
    [2, 2],
    ['3.0', 3],
  ])
  refuses(specOf('network.azs'), [
    ['4', '4: the number is 2–3'],
    ['2.5', '2.5: a whole number is wanted'],
    ['three', 'three: this is not a number'],
    [true, 'true: this is not a number'],
    ['', 'nothing: this is not a number'],
  ])
  accepts(specOf('slo.availability'), [
    ['99.9', 99.9],
    ['99.95 %', 99.95],
    [99, 99],
  ])
  refuses(specOf('slo.availability'), [
    ['100', '100: the number is 90–99.999'],
    ['1e999', '1e999: this number is too large'],
    ['NaN', 'NaN: this is not a number'],
  ])
  accepts(specOf('network.ipv6'), [
    ['yes', true],
    ['N', false],
    ['On', true],
    [false, false],
  ])
  refuses(specOf('network.ipv6'), [['maybe', 'maybe: yes or no is wanted']])
})

describe('choice', () => {
  const spec = specOf('cluster.compute')
  accepts(spec, [
    ['managed-nodes', 'managed-nodes'],
    ['Managed Node Groups', 'managed-nodes'],
    ['kar', 'karpenter'],
    ['AUTO_MODE', 'auto-mode'],
    ['2', 'auto-mode'],
  ])
  refuses(spec, [
    ['nomad', 'nomad: not one of managed-nodes, auto-mode, karpenter or fargate'],
    ['karpenetr', 'karpenetr: not one of managed-nodes, auto-mode, karpenter or fargate; did you mean "karpenter"?'],
    ['5', '5: not one of managed-nodes, auto-mode, karpenter or fargate'],
    ['', 'nothing: not one of managed-nodes, auto-mode, karpenter or fargate'],
    [['karpenter'], '["karpenter"]: one value is wanted'],
  ])
  test('a value that is a number is not mistaken for a place in the list', () => {
    expect(read('5', specOf('aws.provider'))).toBe('5')
    expect(read(6, specOf('aws.provider'))).toBe('6')
    expect(read('2', specOf('aws.provider'))).toBe('5')
  })
  test('the beginning of two choices names both', () => {
    expect(read('istio', specOf('mesh.kind'))).toBe('istio: could be istio-ambient or istio-sidecar')
  })
  test('a choice is refused where its condition does not hold, with the condition', () => {
    const spec: TypeSpec = {
      type: 'choice',
      choices: [
        { value: 'private', label: 'Private' },
        { value: 'split', label: 'Split', when: "maturity != 'starter'" },
      ],
    }
    expect(readValue('split', spec, { maturity: 'advanced' })).toEqual({ ok: true, value: 'split' })
    expect(readValue('split', spec, { maturity: 'starter' })).toMatchObject({
      problem: "split: not offered here: it needs maturity != 'starter'",
      expected: 'private',
    })
  })
})

describe('multi-choice', () => {
  const spec = specOf('compliance')
  accepts(spec, [
    ['pci, gdpr', ['gdpr', 'pci']],
    ['gdpr pci', ['gdpr', 'pci']],
    ['SOC 2 and GDPR', ['gdpr', 'soc2']],
    ['soc 2', ['soc2']],
    ['[gdpr, gdpr]', ['gdpr']],
    [['hipaa'], ['hipaa']],
    ['none', []],
    ['', []],
    ['all', ['gdpr', 'soc2', 'hipaa', 'pci']],
    [null, []],
  ])
  refuses(spec, [
    ['gdrp', 'gdrp: not one of gdpr, soc2, hipaa or pci; did you mean "gdpr"?'],
    ['gdpr, iso', 'iso: not one of gdpr, soc2, hipaa or pci'],
    [{ gdpr: true }, '{"gdpr":true}: choices are wanted'],
  ])
})

describe('slug', () => {
  const spec = specOf('project.name')
  accepts(spec, [
    ['shop', 'shop'],
    ['shop-2', 'shop-2'],
  ])
  refuses(spec, [
    ['My Shop!', 'My Shop!: only lower-case letters, digits and hyphens between them; my-shop would do'],
    ['2fast', '2fast: not a name that begins with a letter'],
    ['shop-', 'shop-: only lower-case letters, digits and hyphens between them; shop would do'],
    [
      'a-very-long-name-of-a-project',
      'a-very-long-name-of-a-project: 29 characters, at most 20 fit into the names made from it; a-very-long-name-of would do',
    ],
    ['', 'nothing: only lower-case letters, digits and hyphens between them'],
    [null, 'nothing: a value is wanted'],
  ])
})

describe('text', () => {
  accepts(specOf('project.owner'), [
    [' platform team ', 'platform team'],
    ['42', '42'],
  ])
  refuses(specOf('project.owner'), [
    ['', 'nothing: a text is needed'],
    ['x'.repeat(65), `${'x'.repeat(57)}…: 65 characters, 1–64 wanted`],
    ['a\u0007b', 'a b: a control character is in it'],
    [{}, '{}: one value is wanted'],
  ])
  test('a version that YAML read as a number says what happened to its zero', () => {
    expect(read(1.35, specOf('cluster.version'))).toBe('1.35')
    expect(read(1.3, specOf('cluster.version'))).toContain('put it in quotes if it had a zero at its end')
  })
})

describe('url', () => {
  const spec = specOf('project.repository')
  accepts(spec, [
    ['https://github.com/acme/platform', 'https://github.com/acme/platform'],
    ['https://GitHub.com/acme/platform/', 'https://github.com/acme/platform'],
    ['git@github.com:acme/platform.git', 'git@github.com:acme/platform.git'],
    ['ssh://git@git.acme.io:2222/platform.git', 'ssh://git@git.acme.io:2222/platform.git'],
    ['none', null],
    [null, null],
  ])
  refuses(spec, [
    ['http://github.com/acme/platform', 'http://github.com/acme/platform: http is not encrypted; begin with https://'],
    ['github.com/acme', 'github.com/acme: this is no https URL and no git remote; https://github.com/acme would do'],
    ['https://me@github.com/acme', 'this looks like credentials in a URL; a secret is never kept as a fact'],
    ['https://me:pw@github.com/acme', 'this looks like a password in a URL; a secret is never kept as a fact'],
    ['https://', 'https://: this is not a URL'],
  ])
})

describe('arn', () => {
  const spec: TypeSpec = { type: 'arn' }
  const role = 'arn:aws:iam::111122223333:role/admin'
  accepts(spec, [
    [role, role],
    ['arn:aws-cn:kms:cn-north-1:111122223333:key/1', 'arn:aws-cn:kms:cn-north-1:111122223333:key/1'],
  ])
  refuses(spec, [
    ['admin', 'admin: an ARN begins with arn:'],
    ['arn:aws:iam:role/admin', 'arn:aws:iam:role/admin: an ARN has six parts, this has 4'],
    ['arn:aws:iam::1234:role/admin', 'arn:aws:iam::1234:role/admin: the account has twelve digits'],
    ['arn:aws:iam:::role/admin', 'arn:aws:iam:::role/admin: the account, twelve digits, is missing'],
    ['arn:aws:iam::111122223333:role/*', 'arn:aws:iam::111122223333:role/*: one resource, without wildcards'],
  ])
})
