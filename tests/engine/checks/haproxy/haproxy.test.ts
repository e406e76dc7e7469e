import { describe, expect, test } from 'vitest'
import { judge, said } from '../one-file.ts'

const HEAD = 'defaults\n  mode http\n  timeout connect 5s\n  timeout client 30s\n  timeout server 30s\n'
const TAIL = 'backend app\n  server a1 127.0.0.1:9001 check\n'

const frontend = (line: string): string => `${HEAD}frontend web\n  bind :80\n  ${line}\n  default_backend app\n${TAIL}`
const backend = (line: string): string => `${HEAD}frontend web\n  bind :80\n  default_backend app\n${TAIL}  ${line}\n`

const all = async (text: string): Promise<string> => (await said('haproxy', { 'haproxy.cfg': text })).join('\n')

describe('a frontend', () => {
  test.each([
    ['an ACL that nobody defines', 'use_backend app if is_api', "haproxy.cfg:8:22 error: no such ACL : 'is_api'"],
    ['an ACL that is misspelled', 'acl is_api path_beg /api\n  use_backend app if is_ap', "no such ACL : 'is_ap'"],
    ['an ACL that comes later', 'use_backend app if is_api\n  acl is_api path_beg /api', "no such ACL : 'is_api'"],
    ['braces that touch', 'use_backend app if {path_beg /api}', "no such ACL : '{path_beg'"],
    ['braces that stay open', 'use_backend app if { path_beg /api', "missing closing '}' in condition"],
    ['a sample that does not exist', 'acl a path_begin /api', "unknown fetch method 'path_begin'"],
    ['a converter that does not exist', 'acl a hdr(host),lowercase -m str b', "unknown converter 'lowercase'"],
    ['a network that is none', 'acl a src 10.0.0.300', "'10.0.0.300' is not a valid IPv4 or IPv6 address"],
    ['a backend that nobody defines', 'use_backend api', "unable to find required use_backend: 'api'"],
    ['a keyword that does not exist', 'use_backnd app', "unknown keyword 'use_backnd' in 'frontend' section"],
    ['a server in a frontend', 'server a 127.0.0.1:80', "'server' is not for a section 'frontend'"],
    ['an option that does not exist', 'option httplogs', "unknown option 'httplogs'"],
    ['an action that does not exist', 'http-request denny', "unknown action 'denny' in 'http-request'"],
    ['an action of other rules', 'http-request set-status 200', "the action 'set-status' is not for 'http-request'"],
    ['a value that needed quotes', 'http-request set-header A b c', "'set-header' expects either 'if' or 'unless'"],
    ['a variable without its scope', 'http-request set-var(host) hdr(host)', "invalid variable name 'host'"],
    ['a time with a strange beginning', 'timeout client thirty', "unexpected character in 'timeout client'"],
    ['a redirect to nowhere', 'redirect location', "'redirect' : 'location' needs a value"],
    ['a bind without a port', 'bind 127.0.0.1', "'bind' : missing port number: '127.0.0.1'"],
    ['an option of bind', 'bind :443 ssl certificate /a.pem', "'bind' : unknown keyword 'certificate'"],
    ['a quote that is never closed', 'http-request set-header A "b', '8:29 error: unmatched quote'],
    ['a stick table of an unknown type', 'stick-table type ipv4 size 1k', "stick-table: unknown type 'ipv4'"],
    ['a log facility', 'log 127.0.0.1:514 local9', "log : unknown log facility 'local9'"],
    ['what silence needs no word for', 'no log global', "log : 'no log' does not expect arguments"],
  ])('%s', async (_, line, expected) => {
    expect(await all(frontend(line))).toContain(expected)
  })
})

describe('a backend', () => {
  test.each([
    ['a server twice', 'server a1 127.0.0.1:9002', "another server named 'a1' was already defined"],
    ['an option of a server', 'server a2 127.0.0.1:9002 chek', "server a2 : unknown keyword 'chek'"],
    ['a weight too heavy', 'server a2 127.0.0.1:9002 weight 300', 'weight of server a2 is not within 0 and 256 (300)'],
    ['a check without a port', 'server a2 127.0.0.1 check', "server 'a2' has neither service port nor check port"],
    [
      'resolvers that nobody defines',
      'server a2 a.example:80 resolvers dns',
      "unable to find required resolvers 'dns'",
    ],
    ['an algorithm that does not exist', 'balance roundrobbin', "'balance' : unknown value 'roundrobbin'"],
    ['a server that is not there', 'use-server a9 if TRUE', "unable to find server 'a9'"],
    ['a keyword of frontends', 'use_backend app', "'use_backend' is not for a section 'backend'"],
  ])('%s', async (_, line, expected) => {
    expect(await all(backend(line))).toContain(expected)
  })

  test('http in front of tcp', async () => {
    expect(await all(backend('mode tcp'))).toContain("http frontend 'web' tries to use incompatible tcp backend 'app'")
  })
})

describe('a configuration', () => {
  test('is valid', async () => {
    expect(await all(frontend('http-request deny if { path_beg /admin } !{ src 10.0.0.0/8 }'))).toBe('')
  })

  test('may be silent', async () => {
    expect(await all(frontend('no log'))).toBe('')
  })

  test('takes what its environment fills in', async () => {
    expect(await all(frontend('bind "${ADDRESS}:${PORT}"'))).toBe('')
  })

  test('has no two sections alike', async () => {
    expect(await all(`${frontend('')}${TAIL}`)).toContain("backend 'app' has the same name as backend 'app'")
  })

  test('ends its last line, which can be mended', async () => {
    const [found] = await judge('haproxy', { 'haproxy.cfg': `${HEAD}${TAIL}`.trimEnd() })
    expect(found?.message).toBe('Missing LF on last line')
    expect(found?.fix?.edits[0]?.text).toBe('\n')
  })

  test('of removed keywords: a warning says since when', async () => {
    expect(await all(frontend('reqadd X-A:\\ b'))).toContain("warning: HAProxy has 'reqadd' no more since 2.1")
  })

  test('what HAProxy reads over is a warning', async () => {
    expect(await all(frontend('maxconn 100x'))).toContain(
      "warning: 'maxconn' takes a number, and HAProxy reads '100x' as 100",
    )
  })

  test('knows its other sections', async () => {
    expect(await all(`${HEAD}resolvers dns\n  nameserver a 127.0.0.1\n`)).toContain(
      "'nameserver' : missing port number",
    )
    expect(await all(`${HEAD}userlist u\n  group g users nobody\n`)).toContain(
      "no such user 'nobody' specified in group 'g'",
    )
    expect(await all('gloabl\n  daemon\ndefaults\n  mode http\n')).toContain("unknown keyword 'gloabl' out of section")
  })

  test('of others is left alone', async () => {
    expect(
      await said('haproxy', { 'setup.cfg': '[metadata]\nname = a\n', 'haproxy.cfg': 'frontend {{ name }}\n  bnd\n' }),
    ).toEqual([])
  })
})
