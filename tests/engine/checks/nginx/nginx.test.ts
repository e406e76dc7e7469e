import { describe, expect, test } from 'vitest'
import { judge, said } from '../one-file.ts'

/** A whole configuration around what a test is about. */
const web = (inHttp: string): string => `events {}\nhttp {\n${inHttp}\n}\n`
const server = (inServer: string): string => web(`server {\n${inServer}\n}`)

const first = async (text: string, path = 'nginx/nginx.conf'): Promise<string> =>
  (await said('nginx', { [path]: text }))[0] ?? 'nothing'

describe('how a configuration is written', () => {
  test.each([
    [
      'a missing semicolon is named where it is missing',
      server('listen 80\nserver_name a.example;'),
      '4:10 error: a ";" is missing after "80"',
    ],
    ['at the end of a block too', server('listen 80;\nroot /srv'), '6:1 error: unexpected "}"'],
    [
      'a block that is never closed is named by its beginning',
      'events {}\nhttp {\nserver {\nlisten 80;\n}\n',
      '2:6 error: unexpected end of file, expecting "}"',
    ],
    ['a brace too many', server('listen 80;\n}'), '7:1 error: unexpected "}"'],
    [
      'a quote that is never closed',
      server('add_header A "b;'),
      '4:14 error: unexpected end of file, expecting ";" or "}"',
    ],
    ['text behind a quote', server('add_header A "b"c;'), '4:17 error: unexpected "c"'],
    ['a directive without its block', server('location /;'), '4:1 error: directive "location" has no opening "{"'],
    ['a block that nobody takes', server('root /srv {}'), '4:1 error: directive "root" is not terminated by ";"'],
    [
      'a regular expression that needs quotes',
      server('location ~ ^/[0-9]{3}$ { return 404; }'),
      '4:20 error: unknown directive "3}$"',
    ],
  ])('%s', async (_, text, expected) => {
    expect(await first(text)).toContain(expected)
  })
})

describe('what stands where', () => {
  test.each([
    ['a directive that is misspelled', server('proxy_pas http://127.0.0.1;'), 'unknown directive "proxy_pas"'],
    [
      'a directive in the wrong block',
      web('proxy_pass http://127.0.0.1;'),
      '"proxy_pass" directive is not allowed here',
    ],
    ['too many arguments', server('root /a /b;'), 'invalid number of arguments in "root" directive'],
    ['twice in a block', server('root /a;\nroot /b;'), '"root" directive is duplicate'],
    ['a flag that is none', server('gzip yes;'), 'invalid value "yes" in "gzip" directive, it must be "on" or "off"'],
    [
      'a size with a strange unit',
      server('client_max_body_size 10mb;'),
      'invalid value "10mb" in "client_max_body_size" directive',
    ],
    [
      'a time with a strange unit',
      server('proxy_read_timeout 60sec;'),
      'invalid value "60sec" in "proxy_read_timeout" directive',
    ],
    [
      'a number out of its bounds',
      server('gzip_comp_level 10;'),
      'the value of "gzip_comp_level" must be between 1 and 9',
    ],
    [
      'a word of a closed list',
      server('ssl_protocols TLSv1.4;'),
      'invalid value "TLSv1.4" in "ssl_protocols" directive',
    ],
    ['a port that is none', server('listen 80800;'), 'invalid port in "80800" of the "listen" directive'],
    ['an option of listen', server('listen 443 tls;'), 'invalid parameter "tls"'],
    ['an address twice in a server', server('listen 80;\nlisten *:80;'), 'a duplicate listen 0.0.0.0:80'],
    [
      'two default servers',
      web('server { listen 80 default_server; } server { listen 80 default_server; }'),
      'a duplicate default server for 0.0.0.0:80',
    ],
    [
      'reuseport in two servers',
      web('server { listen 80 reuseport; } server { listen 80 reuseport; }'),
      'duplicate listen options for 0.0.0.0:80',
    ],
    ['a modifier of location', server('location =~ /a { return 404; }'), 'invalid location modifier "=~"'],
    [
      'two locations alike',
      server('location /a { return 404; }\nlocation ^~ /a { return 403; }'),
      'duplicate location "/a"',
    ],
    [
      'a location outside its own',
      server('location /a { location /b { return 404; } }'),
      'location "/b" is outside location "/a"',
    ],
    [
      'a path where none may be',
      server('location ~ ^/a { proxy_pass http://127.0.0.1/b; }'),
      '"proxy_pass" cannot have URI part',
    ],
    ['a scheme that is missing', server('location / { proxy_pass 127.0.0.1:80; }'), 'invalid URL prefix'],
    ['a comparison of another language', server('if ($host == a) { return 404; }'), 'unexpected "==" in condition'],
    ['a rewrite flag', server('rewrite ^/a$ /b permenant;'), 'invalid parameter "permenant"'],
    [
      'a regular expression that PCRE refuses',
      server('location ~ ^/(a { return 404; }'),
      'regular expression "^/(a" is refused',
    ],
    ['a header with words that needed quotes', server('add_header A b c;'), 'invalid parameter "c"'],
    ['an upstream without servers', web('upstream a { keepalive 4; }'), 'no servers are inside upstream "a"'],
    [
      'a server with a scheme',
      web('upstream a { server http://127.0.0.1:80; }'),
      'invalid port in upstream "http://127.0.0.1:80"',
    ],
    [
      'a backup that hashing does not know',
      web('upstream a { ip_hash; server 127.0.0.1 backup; }'),
      'balancing method does not support parameter "backup"',
    ],
    ['no events', 'http {\n}\nworker_processes auto;', 'no "events" section in configuration'],
    ['a line of a map', web('map $host $a { default; }'), 'invalid number of the map parameters'],
    ['a network of a geo', web('geo $a { 10.0.0.0/33 1; }'), 'invalid network "10.0.0.0/33"'],
    ['a rate', web('limit_req_zone $binary_remote_addr zone=a:1m rate=5r/h;'), 'invalid rate value "rate=5r/h"'],
  ])('%s', async (_, text, expected) => {
    const found = await judge('nginx', { 'nginx/nginx.conf': text })
    expect(found.map((one) => one.message).join('\n')).toContain(expected)
    expect(found.some((one) => one.severity === 'error')).toBe(true)
  })

  test('a semicolon that nginx does not miss is a warning', async () => {
    const found = await said('nginx', { 'nginx/nginx.conf': server('server_name a.example\nlisten 80;') })
    expect(found).toEqual(['nginx/nginx.conf:4:22 warning: a ";" seems to be missing after "a.example"'])
  })

  test('an alias that gives away the folder above is a warning', async () => {
    expect(await first(server('location /img { alias /data/img/; }'))).toContain(
      'warning: a request for /img../ leaves /data/img/',
    )
  })
})

describe('names', () => {
  test.each([
    ['a variable', server('return 200 $nobody;'), 'unknown "nobody" variable'],
    ['a log format', server('access_log /var/log/a main;'), 'unknown log format "main"'],
    ['a zone', server('limit_req zone=a;'), 'zero size shared memory zone "a"'],
    ['a cache', server('proxy_cache a;'), 'zero size shared memory zone "a"'],
    ['an upstream that needs a port', server('location / { fastcgi_pass php; }'), 'no port in upstream "php"'],
  ])('%s that nothing defines', async (_, text, expected) => {
    expect(await first(text)).toContain(expected)
  })

  test('what is defined in another file counts', async () => {
    const files = {
      'nginx/nginx.conf': web('include conf.d/*.conf;'),
      'nginx/conf.d/zones.conf':
        'limit_req_zone $binary_remote_addr zone=a:1m rate=1r/s;\nmap $host $b { default 1; }\n',
      'nginx/conf.d/site.conf': 'server { limit_req zone=a; return 200 $b; }\n',
    }
    expect(await said('nginx', files)).toEqual([])
    expect(await said('nginx', { ...files, 'nginx/conf.d/zones.conf': '# nothing\n' })).toEqual([
      'nginx/conf.d/site.conf:1:20 error: zero size shared memory zone "a"',
      'nginx/conf.d/site.conf:1:39 error: unknown "b" variable',
    ])
  })

  test('where something is included that cannot be seen, nothing is missing', async () => {
    expect(
      await said('nginx', {
        'nginx/nginx.conf': web('include /etc/nginx/conf.d/*.conf;\nserver { limit_req zone=a; }'),
      }),
    ).toEqual([])
  })
})

describe('pieces of a configuration', () => {
  test('a piece is judged where it is at home', async () => {
    expect(
      await said('nginx', { 'sites-enabled/a.conf': 'server { listen 80; location / { root /srv; } }\n' }),
    ).toEqual([])
    expect(await first('server { listen 80; lokation / { root /srv; } }\n', 'sites-enabled/a.conf')).toContain(
      'unknown directive "lokation"',
    )
    expect(
      await said('nginx', { 'nginx/proxy.conf': 'proxy_set_header Host $host;\nproxy_http_version 1.1;\n' }),
    ).toEqual([])
  })

  test('a piece is judged in the block that includes it', async () => {
    const files = {
      'nginx/nginx.conf': web('include snippets/tls.conf;'),
      'nginx/snippets/tls.conf': 'ssl_protocols TLSv1.3;\nlisten 443;\n',
    }
    expect(await said('nginx', files)).toEqual([
      'nginx/snippets/tls.conf:2:1 error: "listen" directive is not allowed here',
    ])
  })

  test('an include that is not in a folder that is', async () => {
    const files = { 'nginx/nginx.conf': server('include snippets/b.conf;'), 'nginx/snippets/a.conf': 'gzip on;\n' }
    expect(await said('nginx', files)).toEqual([
      'nginx/nginx.conf:4:9 error: open() "snippets/b.conf" failed (no such file)',
    ])
  })
})

describe('what is left alone', () => {
  test.each([
    [
      'directives of modules that nginx does not bring',
      server('more_set_headers "A: b";\nbrotli on;\nvhost_traffic_status_zone;'),
    ],
    ['Lua', server('location / { content_by_lua_block { local a = "}" -- }\n ngx.say({1}) } }')],
    ['what envsubst fills in', server('listen ${PORT};\nclient_max_body_size __SIZE__;')],
  ])('%s', async (_, text) => {
    expect(await said('nginx', { 'nginx/nginx.conf': text })).toEqual([])
  })

  test.each([
    ['templates', 'nginx/nginx.conf', 'server { listen {{ port }}; }\n'],
    ['BIND', 'named.conf', 'zone "a" { type master; file "a.zone"; };\n'],
    ['HOCON', 'application.conf', 'http {\n  port = 80\n}\nserver {\n host = "a"\n}\n'],
    ['Apache', 'httpd.conf', '<VirtualHost *:80>\n  ServerName a.example\n</VirtualHost>\n'],
  ])('%s', async (_, path, text) => {
    expect(await said('nginx', { [path]: text })).toEqual([])
  })

  test('an unknown directive that resembles none may be a module: a warning says so', async () => {
    expect(await first(server('frobnicate on;'))).toMatch(/warning: "frobnicate" is no directive of nginx 1\.\d+\.\d+/)
  })
})
