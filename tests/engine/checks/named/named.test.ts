import { describe, expect, test } from 'vitest'
import { said } from '../one-file.ts'

const first = async (text: string): Promise<string> => (await said('named', { 'named.conf': text }))[0] ?? 'nothing'

describe('named.conf', () => {
  test.each([
    [
      'a missing semicolon at the end of a line',
      'options {\n  directory "/var"\n  recursion no;\n};',
      "2:19 error: missing ';'",
    ],
    ['one before a brace', 'options {\n  recursion no\n};', "2:15 error: missing ';' before '}'"],
    ['one behind a block', 'options { recursion no; }', "1:26 error: missing ';' at the end of the file"],
    [
      'a block that is never closed',
      'options {\n  recursion no;\n',
      '1:9 error: the block that begins here is never closed',
    ],
    ['an option that does not exist', 'options { recurson no; };', "1:11 error: unknown option 'recurson' in options"],
    ['an option of another block', 'options { file "a"; };', "unknown option 'file' in options"],
    ['a value of another type', 'options { recursion maybe; };', "1:21 error: unexpected 'maybe' in 'recursion'"],
    ['a path without quotes', 'options { directory /var/cache; };', "unexpected '/var/cache' in 'directory'"],
    [
      'an address that is none',
      'options { allow-query { 10.0.0.300; }; };',
      "unexpected '10.0.0.300' in 'allow-query'",
    ],
    [
      'a network with bits behind its prefix',
      'options { allow-query { 10.0.0.1/8; }; };',
      "unexpected '10.0.0.1/8' in 'allow-query'",
    ],
    ['an option twice', 'options { recursion no; recursion yes; };', "'recursion' redefined"],
    ['a zone without a type', 'zone "a.example" { file "a"; };', "zone 'a.example': type not present"],
    ['a type that does not exist', 'zone "a.example" { type principal; };', "'principal' is no type of a zone"],
    ['a primary without its file', 'zone "a.example" { type primary; };', "zone 'a.example': missing 'file' entry"],
    [
      'a secondary without its primaries',
      'zone "a.example" { type secondary; };',
      "zone 'a.example': missing 'primaries' entry",
    ],
    [
      'a zone twice',
      'zone "a.example" { type primary; file "a"; };\nzone "a.example." { type primary; file "b"; };',
      "2:6 error: zone 'a.example.': already exists",
    ],
    [
      'a zone beside views',
      'view "v" { zone "a.example" { type primary; file "a"; }; };\nzone "b.example" { type primary; file "b"; };',
      'all zones must be in views',
    ],
    ['an ACL that nobody defines', 'options { allow-query { trusted; }; };', "1:25 error: undefined ACL 'trusted'"],
    [
      'servers that nobody defines',
      'zone "a.example" { type secondary; primaries { others; }; };',
      "unable to find remote-servers list 'others'",
    ],
    ['a channel that nobody defines', 'logging { category default { mine; }; };', "undefined channel: 'mine'"],
    ['a category that does not exist', 'logging { category querys { null; }; };', "undefined category: 'querys'"],
    [
      'a policy that nobody defines',
      'zone "a.example" { type primary; file "a"; dnssec-policy mine; };',
      "dnssec-policy 'mine' is not defined",
    ],
    [
      'a key without its secret',
      'key k { algorithm hmac-sha256; };',
      "a key must have both 'secret' and 'algorithm' defined",
    ],
    [
      'a secret that is no base64',
      'key k { algorithm hmac-sha256; secret "a b"; };',
      'bad secret: bad base64 encoding',
    ],
  ])('%s', async (_, text, expected) => {
    expect(await first(text)).toContain(expected)
  })

  test('an option that newer versions refuse is a warning', async () => {
    expect(await first('options { dnssec-enable yes; };')).toContain(
      "warning: BIND has 'dnssec-enable' no more since 9.18",
    )
  })

  test('what is included counts, and what cannot be seen may define anything', async () => {
    const files = {
      'bind/named.conf': 'include "/etc/bind/acl.conf";\noptions { allow-query { trusted; }; };\n',
      'bind/acl.conf': 'acl trusted { 10/8; };\n',
    }
    expect(await said('named', files)).toEqual([])
    expect(await said('named', { 'bind/named.conf': files['bind/named.conf'] })).toEqual([])
  })

  test('a zone file that is not there while others are', async () => {
    const text =
      'zone "a.example" { type primary; file "/etc/bind/a.zone"; };\nzone "b.example" { type primary; file "/etc/bind/b.zone"; };\n'
    expect(await said('named', { 'bind/named.conf': text, 'bind/a.zone': '' })).toEqual([
      'bind/named.conf:2:39 warning: zone \'b.example\': there is no "/etc/bind/b.zone" in this tree',
    ])
  })

  test('templates and other programs are left alone', async () => {
    expect(
      await said('named', {
        'named.conf': 'options { directory "{{ dir }}"; }',
        'nginx.conf': 'server { listen 80; }',
        'a.conf': 'zone { }',
      }),
    ).toEqual([])
  })
})
