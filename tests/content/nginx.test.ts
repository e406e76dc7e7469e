import { execFile } from 'node:child_process'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { request } from 'node:https'
import { join } from 'node:path'
import { connect, type SecureVersion } from 'node:tls'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { FactValue, Maturity } from '../../src/engine/protocol/facts.ts'
import { HOST_TOOLS, judgeHosts } from './estate.ts'
import { freePort, type Nginx, placeNginx, startNginx } from './nginx-server.ts'
import { renderRepository, writeRepository } from './render.ts'
import { installed, notRun, run, scratch, toolTest } from './tools.ts'

const folder = scratch()
const SKILLS = ['administering-linux', 'configuring-nginx']
const PUBLIC = { 'dns.domain': 'acme.dev', 'dns.visibility': 'public' }

function edge(name: string, maturity: Maturity, set: Record<string, FactValue> = {}): string {
  const dir = join(folder, name)
  const repository = renderRepository({ skills: SKILLS, maturity, set: { 'linux.platform': 'existing', ...set } })
  expect(repository.problems).toEqual([])
  writeRepository(repository, dir)
  return dir
}

const VARIANTS: readonly (readonly [string, Maturity, Record<string, FactValue>])[] = [
  ['starter', 'starter', {}],
  ['intermediate, public', 'intermediate', PUBLIC],
  [
    'advanced with everything',
    'advanced',
    { ...PUBLIC, 'nginx.cache': 'proxy', 'nginx.canary': 10, 'nginx.use_cases': ['proxy', 'static', 'websocket'] },
  ],
  ['modern TLS', 'starter', { 'tls.profile': 'modern', 'nginx.hsts': 'preload' }],
]

describe('nginx reads what is written', () => {
  for (const [name, maturity, set] of VARIANTS) {
    toolTest(name, ['nginx', 'openssl'], () => {
      const place = join(folder, `place ${name}`.replaceAll(/\W+/g, '-'))
      const conf = placeNginx(edge(name.replaceAll(/\W+/g, '-'), maturity, set), place)
      const { status, stderr } = run('nginx', ['-t', '-c', conf])
      expect(status, stderr).toBe(0)
      expect(stderr).not.toMatch(/\[(?:warn|emerg)\]/)
    })
  }

  toolTest('the tools of the field find nothing', HOST_TOOLS, () => {
    judgeHosts(edge('judged', 'advanced', { ...PUBLIC, 'linux.os': 'debian-13', 'nginx.cache': 'proxy' }))
  })
})

/** Not `run`: while that waits, no service of ours could answer. */
async function curl(options: readonly string[]): Promise<string> {
  return (await promisify(execFile)('curl', ['--max-time', '10', ...options])).stdout
}

interface Answer {
  status: number
  headers: IncomingMessage['headers']
  body: string
}

describe('nginx answers as the answers say', () => {
  let nginx: Nginx | null = null
  let service: Server | null = null
  const seen: IncomingMessage['headers'][] = []

  beforeAll(async () => {
    if (!installed('nginx')) return
    const port = await freePort()
    service = createServer((incoming, outgoing) => {
      seen.push(incoming.headers)
      outgoing.end('hello from podinfo')
    }).listen(port, '127.0.0.1')
    const place = join(folder, 'running')
    const conf = placeNginx(edge('run', 'intermediate', { 'nginx.rate': 5 }), place)
    nginx = await startNginx(conf, place, new Map([[9898, port]]))
  }, 60_000)

  afterAll(async () => {
    await nginx?.stop()
    service?.close()
  })

  const needs = (context: Parameters<typeof notRun>[0]): Nginx | null => {
    if (nginx === null) notRun(context, 'nginx is not installed')
    return nginx
  }

  const get = (
    server: Nginx,
    path: string,
    host = 'podinfo.shop.internal',
    headers: Record<string, string> = {},
  ): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const options = {
        host: '127.0.0.1',
        port: server.port(443),
        path,
        servername: host,
        rejectUnauthorized: false,
        headers: { host, ...headers },
      }
      request(options, (answer) => {
        let body = ''
        answer.on('data', (chunk: Buffer) => {
          body += chunk.toString('utf8')
        })
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body }))
      })
        .on('error', reject)
        .end()
    })

  const handshake = (server: Nginx, version: SecureVersion, servername: string): Promise<string> =>
    new Promise((resolve) => {
      const socket = connect(
        {
          host: '127.0.0.1',
          port: server.port(443),
          servername,
          minVersion: version,
          maxVersion: version,
          rejectUnauthorized: false,
          // Today's OpenSSL offers TLS 1.1 only when it is asked to forget itself.
          ...(version === 'TLSv1.1' ? { ciphers: 'DEFAULT@SECLEVEL=0' } : {}),
        },
        () => {
          resolve(socket.getProtocol() ?? '')
          socket.destroy()
        },
      )
      socket.on('error', () => resolve('refused'))
    })

  test('TLS 1.2 and 1.3, nothing older; an unknown name gets no certificate', async (context) => {
    const server = needs(context)
    if (server === null) return
    expect(await handshake(server, 'TLSv1.3', 'podinfo.shop.internal')).toBe('TLSv1.3')
    expect(await handshake(server, 'TLSv1.2', 'podinfo.shop.internal')).toBe('TLSv1.2')
    expect(await handshake(server, 'TLSv1.1', 'podinfo.shop.internal')).toBe('refused')
    expect(await handshake(server, 'TLSv1.3', 'somebody.else')).toBe('refused')
  })

  test('the service is reached, with the headers that browsers need; a client cannot say who it is', async (context) => {
    const server = needs(context)
    if (server === null) return
    const answer = await get(server, '/', undefined, { 'x-forwarded-for': '203.0.113.9' })
    expect(answer).toMatchObject({ status: 200, body: 'hello from podinfo' })
    expect(answer.headers).toMatchObject({
      'strict-transport-security': 'max-age=63072000',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    })
    expect(answer.headers.server).toBe('nginx')
    expect(seen.at(-1)).toMatchObject({ 'x-forwarded-for': '127.0.0.1', host: 'podinfo.shop.internal' })
  })

  test('plain HTTP is sent to HTTPS, and an unknown name is not answered', async (context) => {
    const server = needs(context)
    if (server === null) return
    const plain = `http://127.0.0.1:${server.port(80)}/a?b=c`
    const sent = run('curl', [
      '-s',
      '-o',
      '/dev/null',
      '-w',
      '%{http_code} %{redirect_url}',
      '-H',
      'Host: podinfo.shop.internal',
      plain,
    ])
    expect(sent.stdout).toBe('308 https://podinfo.shop.internal/a?b=c')
    // Closed without an answer, or reset.
    expect([52, 56]).toContain(run('curl', ['-s', '-H', 'Host: somebody.else', plain]).status)
  })

  test('one client gets its rate and twice as much at once, then 429 with the headers of the site', async (context) => {
    const server = needs(context)
    if (server === null) return
    const answers = await Promise.all(Array.from({ length: 60 }, () => get(server, '/')))
    const refused = answers.filter((answer) => answer.status === 429)
    expect(answers.filter((answer) => answer.status === 200).length).toBeGreaterThanOrEqual(10)
    expect(refused.length).toBeGreaterThan(20)
    expect(refused[0]?.headers).toMatchObject({ 'retry-after': '1', 'x-content-type-options': 'nosniff' })
    expect((await get(server, '/readyz')).status).toBe(200)
  })
})

describe('an edge with certificates of its own, a cache and a canary', () => {
  const domain = 'podinfo.acme.dev'
  const closing: (() => unknown)[] = []
  const asked = { stable: 0, peer: [] as IncomingMessage['headers'][] }
  let nginx: Nginx | null = null
  const place = join(folder, 'edge-running')

  beforeAll(async () => {
    if (!installed('nginx')) return
    const serve = async (answer: (incoming: IncomingMessage, outgoing: ServerResponse) => void): Promise<number> => {
      const port = await freePort()
      const server = createServer(answer).listen(port, '127.0.0.1')
      closing.push(() => server.close())
      return port
    }
    const stable = await serve((incoming, outgoing) => {
      asked.stable++
      if (incoming.url === '/kept') outgoing.setHeader('cache-control', 'public, max-age=60')
      outgoing.end('stable')
    })
    const canary = await serve((_, outgoing) => outgoing.end('canary'))
    const peer = await serve((incoming, outgoing) => {
      asked.peer.push(incoming.headers)
      outgoing.end(`answer to ${incoming.url}`)
    })
    const set = { ...PUBLIC, 'tls.source': 'certbot', 'nginx.cache': 'proxy', 'nginx.canary': 30 }
    const conf = placeNginx(edge('edge-run', 'advanced', set), place)
    nginx = await startNginx(
      conf,
      place,
      new Map([
        [9898, stable],
        [19898, canary],
        [80, peer],
      ]),
    )
  }, 60_000)

  afterAll(async () => {
    await nginx?.stop()
    for (const close of closing) close()
  })

  const needs = (context: Parameters<typeof notRun>[0]): Nginx | null => {
    if (nginx === null) notRun(context, 'nginx is not installed')
    return nginx
  }

  /** What a client at an address of loopback gets. */
  const ask = (server: Nginx, path: string, client = '127.0.0.1', options: readonly string[] = []): Promise<string> => {
    const to = ['--resolve', `${domain}:${server.port(443)}:127.0.0.1`, '--insecure', '--silent', '--interface', client]
    return curl([...to, ...options, `https://${domain}:${server.port(443)}${path}`])
  }

  test('a challenge of this host is answered here, one of another host there, and nobody asks in a circle', async (context) => {
    const server = needs(context)
    if (server === null) return
    const challenge = (token: string, headers: readonly string[] = []): Promise<string> => {
      const url = `http://127.0.0.1:${server.port(80)}/.well-known/acme-challenge/${token}`
      return curl(['--silent', '--header', `Host: ${domain}`, ...headers, url])
    }
    mkdirSync(join(place, 'letsencrypt/.well-known/acme-challenge'), { recursive: true })
    chmodSync(folder, 0o755)
    writeFileSync(join(place, 'letsencrypt/.well-known/acme-challenge/mine'), 'mine')
    expect(await challenge('mine')).toBe('mine')
    expect(await challenge('theirs')).toBe('answer to /.well-known/acme-challenge/theirs')
    expect(asked.peer.at(-1)).toMatchObject({ host: domain, 'x-acme-asked': '1' })
    expect(await challenge('theirs', ['--header', 'X-Acme-Asked: 1'])).toContain('404 Not Found')
  })

  test('a share of clients gets the next version, and each keeps its side', async (context) => {
    const server = needs(context)
    if (server === null) return
    const clients = Array.from({ length: 60 }, (_, index) => `127.0.0.${index + 2}`)
    const sides = await Promise.all(clients.map((client) => ask(server, '/', client)))
    expect(sides.filter((side) => side === 'canary').length).toBeGreaterThan(5)
    expect(sides.filter((side) => side === 'stable').length).toBeGreaterThan(25)
    const some = clients.slice(0, 10)
    expect(await Promise.all(some.map((client) => ask(server, '/', client)))).toEqual(sides.slice(0, 10))
  })

  test('what a service marks as public is kept, and nothing that belongs to one person', async (context) => {
    const server = needs(context)
    if (server === null) return
    let client = '127.0.0.2'
    for (let last = 2; (await ask(server, '/', client)) !== 'stable'; last++) client = `127.0.0.${last}`
    const count = async (path: string, options: readonly string[] = []): Promise<number> => {
      const before = asked.stable
      for (let round = 0; round < 3; round++) await ask(server, path, client, options)
      return asked.stable - before
    }
    expect(await count('/kept')).toBe(1)
    expect(await count('/kept', ['--header', 'Authorization: Basic Og=='])).toBe(3)
    expect(await count('/other')).toBe(3)
  })
})
