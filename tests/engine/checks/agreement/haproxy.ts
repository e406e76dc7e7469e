import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from '../../../content/tools.ts'
import { oneFile } from '../one-file.ts'
import type { Judged } from './agree.ts'

const WEB = `global
  log 127.0.0.1:514 local0
  maxconn 4096
  nbthread 2
  daemon
  ssl-default-bind-options ssl-min-ver TLSv1.2

defaults
  log global
  mode http
  option httplog
  option dontlognull
  retries 3
  timeout connect 5s
  timeout client 30s
  timeout server 30s
  timeout http-request 10s

frontend web
  bind 127.0.0.1:18080
  bind [::1]:18081 name six
  maxconn 2000
  option forwardfor
  acl is_api path_beg /api /v1
  acl is_static path_end -i .css .js
  acl internal src 10.0.0.0/8 192.168.0.0/16
  acl from_host hdr(host),lower -m str example.com
  http-request set-header X-Forwarded-Proto https if from_host
  http-request deny deny_status 403 if !internal { path_beg /admin }
  http-request return status 200 content-type text/plain string ok if { path /healthz }
  http-response set-header Strict-Transport-Security max-age=31536000
  redirect scheme https code 301 if from_host !internal
  stick-table type ip size 100k expire 30s store http_req_rate(10s)
  http-request track-sc0 src
  http-request deny if { sc_http_req_rate(0) gt 100 }
  use_backend api if is_api
  use_backend static if is_static or { path_beg /assets }
  default_backend app

backend app
  balance roundrobin
  option httpchk
  http-check send meth GET uri /healthz
  http-check expect status 200
  cookie SRV insert indirect nocache
  default-server inter 3s fall 3 rise 2
  server app1 127.0.0.1:9001 check cookie a weight 100
  server app2 127.0.0.1:9002 check cookie b backup

backend api
  balance leastconn
  timeout server 60s
  server api1 127.0.0.1:9101 check maxconn 200
  server api2 127.0.0.1:9102 check maxconn 200 disabled

backend static
  balance uri
  hash-type consistent
  server static1 127.0.0.1:9201
`

const TCP = `global
  maxconn 1000

defaults
  mode tcp
  timeout connect 5s
  timeout client 1m
  timeout server 1m

userlist admins
  group ops users alice
  user alice insecure-password secret

resolvers dns
  nameserver local 127.0.0.1:53
  resolve_retries 3
  timeout retry 1s
  hold valid 10s

listen database
  bind 127.0.0.1:15432
  option tcp-check
  balance first
  server db1 127.0.0.1:5432 check port 5432
  server db2 127.0.0.1:5433 check backup

frontend tls
  bind 127.0.0.1:18443
  tcp-request inspect-delay 5s
  tcp-request content accept if { req_ssl_hello_type 1 }
  use_backend secure if { req_ssl_sni -i secure.example.com }
  default_backend plain

backend secure
  server s1 127.0.0.1:9443 send-proxy

backend plain
  server p1 127.0.0.1:9444 check inter 2000 resolvers dns

listen stats
  bind 127.0.0.1:18404
  mode http
  stats enable
  stats uri /stats
  stats refresh 10s
  acl ok http_auth(admins)
  http-request auth realm stats unless ok
`

export const haproxyJudged: Judged = {
  name: 'haproxy',
  tools: ['haproxy'],
  comment: /#[^\n]*/g,
  // It reads numbers as far as they go, and has arguments of its own for every action and sample.
  least: 0.92,
  samples: async () => [WEB, TCP],
  prepare: async () => {
    const dir = mkdtempSync(join(tmpdir(), 'skillchain-haproxy-'))
    const file = join(dir, 'haproxy.cfg')
    return {
      ours: await oneFile('haproxy', 'haproxy.cfg'),
      theirs: (text) => {
        writeFileSync(file, text)
        const { status, stdout, stderr } = run('haproxy', ['-c', '-f', file])
        if (status === 0) return null
        const alerts = `${stderr}${stdout}`.split('\n').filter((line) => line.startsWith('[ALERT]'))
        return (alerts[0] ?? `${stderr}${stdout}`)
          .replaceAll(file, 'haproxy.cfg')
          .replace(/^\[ALERT\]\s+\(\d+\) : /, '')
      },
      close: () => rmSync(dir, { recursive: true, force: true }),
    }
  },
  // A configuration that only has nothing to listen on is without error; names are looked up in DNS.
  leaveOut: (theirs) =>
    /invalid address: '[a-z]|no listener|could not resolve|Can't create|No such file|cannot find|unable to stat/.test(
      theirs ?? '',
    ),
}
