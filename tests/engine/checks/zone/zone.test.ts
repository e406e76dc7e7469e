import { describe, expect, test } from 'vitest'
import { judge, said } from '../one-file.ts'

const HEAD = `$TTL 3600
@ IN SOA ns1 hostmaster 2026112001 7200 900 1209600 300
@ IN NS ns1
ns1 IN A 192.0.2.1
`

const zone = (lines: string): Promise<string[]> => said('zone', { 'example.com.zone': `${HEAD}${lines}\n` })

describe('a record', () => {
  test.each([
    ['an address that is none', 'www A 192.0.2.256', "5:7 error: A: bad dotted quad near '192.0.2.256'"],
    ['an IPv6 address that is none', 'www AAAA 2001:db8:::1', "AAAA: bad IPv6 address near '2001:db8:::1'"],
    ['a type that does not exist', 'www AAA 192.0.2.1', "5:5 error: unknown RR type 'AAA'"],
    ['a preference that is missing', '@ MX mail', "MX: not a valid number near 'mail'"],
    ['a port out of range', '_sip._tcp SRV 1 1 70000 ns1', "SRV: out of range near '70000'"],
    ['data that is missing', 'www A', 'A: unexpected end of input'],
    ['data too much', 'www A 192.0.2.1 192.0.2.2', "A: extra input text near '192.0.2.2'"],
    ['a quote that is never closed', 'www TXT "a', '5:9 error: unbalanced quotes'],
    ['a text too long', `www TXT "${'x'.repeat(256)}"`, 'TXT: text too long'],
    ['a parenthesis that is never closed', 'www TXT ( "a"', '5:9 error: unbalanced parentheses'],
    ['a label too long', `${'a'.repeat(64)} A 192.0.2.1`, '5:1 error: label too long'],
    ['an empty label', 'a..b A 192.0.2.1', '5:1 error: empty label'],
    ['a digest of the wrong length', 'sub DS 1 13 2 abcd', 'a digest of this type has 32 octets, and here are 2'],
    ['a TTL with a strange unit', 'www 1x A 192.0.2.1', "5:5 error: unknown RR type '1x'"],
    ['a directive that does not exist', '$ORGIN sub', "5:1 error: unknown $ directive '$ORGIN'"],
    [
      'a parameter of a service',
      'www HTTPS 1 . alpm=h2',
      "HTTPS: syntax error: not a parameter of a service near 'alpm=h2'",
    ],
  ])('%s', async (_, lines, expected) => {
    expect((await zone(lines)).join('\n')).toContain(expected)
  })

  test.each([
    'mail 1h IN MX 10 ns1',
    'www IN 300 A 192.0.2.2',
    'txt TXT "two" "strings" ; and a remark',
    'www HTTPS 1 . alpn="h2,h3" port=443',
    '_443._tcp TLSA 3 1 1 ( 49fd46e6c4b45c55\n  d4ac49fd46e6c4b4 )',
    'x TYPE65280 \\# 4 0a000001',
    '$ORIGIN sub\n@ A 192.0.2.7\n$ORIGIN example.com.\nb A 192.0.2.8',
  ])('%s is one', async (lines) => {
    expect(await zone(lines)).toEqual([])
  })
})

describe('a zone as a whole', () => {
  test.each([
    [
      'a CNAME beside other data',
      'www CNAME ns1\nwww A 192.0.2.1',
      '6:5 error: www.example.com.: CNAME and other data',
    ],
    ['an alias at the top', '@ CNAME ns1', 'error: example.com.: CNAME and other data'],
    ['two aliases', 'www CNAME ns1\nwww CNAME ns2', 'multiple RRs of singleton type'],
    ['a server without an address', '@ NS ns2', "5:6 error: NS 'ns2.example.com.' has no address records (A or AAAA)"],
    ['a server that is an alias', '@ NS ns2\nns2 CNAME ns1', "NS 'ns2.example.com.' is a CNAME (illegal)"],
    ['a second SOA', 'sub SOA ns1 h 1 2 3 4 5', 'SOA record not at top of zone (sub.example.com.)'],
    [
      'a mail server without an address',
      '@ MX 10 mail',
      "warning: MX 'mail.example.com.' has no address records (A or AAAA)",
    ],
    ['a delegation without glue', 'sub NS ns.sub', "warning: NS 'ns.sub.example.com.' of sub.example.com. has no glue"],
    [
      'an alias of nothing',
      'www CNAME web',
      'warning: www.example.com. is an alias of web.example.com., which does not exist in this zone',
    ],
    [
      'a dot that is missing',
      'www CNAME ns1.example.com',
      'warning: ns1.example.com has no dot at its end and becomes ns1.example.com.example.com.',
    ],
    [
      'a name of another domain',
      'www.example.net. A 192.0.2.1',
      'warning: out-of-zone data (www.example.net.) is ignored',
    ],
    [
      'words of a text without quotes',
      '@ TXT v=spf1 mx -all',
      'warning: the words of this TXT record are joined without blanks',
    ],
    ['two SPF records', '@ TXT "v=spf1 mx -all"\n@ TXT "v=spf1 -all"', 'warning: example.com. has several SPF records'],
    [
      'an underscore in the name of a host',
      'my_host A 192.0.2.1',
      'warning: my_host.example.com. is no name of a host',
    ],
    [
      'TTLs that differ',
      'www 60 A 192.0.2.1\nwww 90 A 192.0.2.2',
      'warning: www.example.com. has A records with different TTLs (60 and 90)',
    ],
  ])('%s', async (_, lines, expected) => {
    expect((await zone(lines)).join('\n')).toContain(expected)
  })

  test('has a SOA, servers and a TTL', async () => {
    expect(await said('zone', { 'example.com.zone': '$TTL 60\n@ A 192.0.2.1\n' })).toEqual([
      'example.com.zone:1:1 error: the zone has 0 SOA records',
    ])
    expect(await said('zone', { 'example.com.zone': '$TTL 60\n@ SOA a b 1 7200 900 1209600 5\n' })).toEqual([
      'example.com.zone:2:3 error: the zone has no NS records',
    ])
    expect(await said('zone', { 'example.com.zone': `@ A 192.0.2.1\n${HEAD.replace('$TTL 3600\n', '')}` })).toContain(
      'example.com.zone:1:3 error: no TTL specified',
    )
  })

  test('says what becomes of a mailbox with an @', async () => {
    const found = await judge('zone', { 'example.com.zone': HEAD.replace('hostmaster', 'root@example.com.') })
    expect(found[0]?.hint).toContain('it is written with a dot')
  })

  test('reads what it includes', async () => {
    const files = {
      'dns/example.com.zone': `${HEAD}$INCLUDE hosts.inc\nwww CNAME web\n`,
      'dns/hosts.inc': 'web A 192.0.2.5\n',
    }
    expect(await said('zone', files)).toEqual([])
    expect(await said('zone', { ...files, 'dns/hosts.inc': 'web A 192.0.2\n' })).toContain(
      "dns/hosts.inc:1:7 error: A: bad dotted quad near '192.0.2'",
    )
  })

  test('is of the domain that named.conf says', async () => {
    const named = 'zone "example.net" { type primary; file "/etc/bind/zones/main.zone"; };\n'
    const text = `${HEAD}www CNAME ns1.example.net\n`
    expect(await said('zone', { 'bind/named.conf': named, 'bind/zones/main.zone': text })).toEqual([
      'bind/zones/main.zone:5:11 warning: ns1.example.net has no dot at its end and becomes ns1.example.net.example.net.',
    ])
  })

  test('names of a reverse zone end with a dot', async () => {
    const files = {
      '2.0.192.in-addr.arpa.zone':
        '$TTL 60\n@ SOA ns1.a.net. h.a.net. 1 7200 900 1209600 5\n@ NS ns1.a.net.\n1 PTR www.a.net\n',
    }
    expect((await said('zone', files)).join('\n')).toContain(
      'www.a.net has no dot at its end and becomes www.a.net.2.0.192.in-addr.arpa.',
    )
  })
})

test('templates and other files are left alone', async () => {
  expect(
    await said('zone', {
      'a.zone': '$TTL {{ ttl }}\n@ SOA\n',
      'db.sqlite.db': 'SQLite format 3',
      'public.zone': '<?xml version="1.0"?>\n<zone/>\n',
    }),
  ).toEqual([])
})
