import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { FactValue, Maturity } from '../../src/engine/protocol/facts.ts'
import { type Haproxy, placeHaproxy, startHaproxy, startUpstream, type Upstream, until } from './haproxy-server.ts'
import { placeNginx, startNginx } from './nginx-server.ts'
import { renderRepository, writeRepository } from './render.ts'
import { get, handshake } from './tls-client.ts'
import { installed, notRun, run, scratch } from './tools.ts'

const folder = scratch()
const HOST = 'podinfo.shop.internal'
const stops: (() => unknown)[] = []

afterAll(async () => {
  for (const stop of stops.reverse()) await stop()
})

interface Running {
  haproxy: Haproxy
  servers: [Upstream, Upstream]
  dir: string
}

/** The balancer that these answers give, between a client and two servers. */
async function running(name: string, maturity: Maturity, set: Record<string, FactValue> = {}): Promise<Running> {
  const dir = join(folder, name)
  const repository = renderRepository({
    skills: ['administering-linux', 'load-balancing-patterns'],
    maturity,
    set: { 'linux.platform': 'existing', ...set },
  })
  expect(repository.problems).toEqual([])
  writeRepository(repository, dir)
  const servers: [Upstream, Upstream] = [await startUpstream('web-1'), await startUpstream('web-2')]
  const place = join(folder, `${name}-place`)
  const conf = placeHaproxy(join(dir, 'haproxy/prod/haproxy.cfg'), place, 'shop.internal')
  const haproxy = await startHaproxy(conf, place, { 'web-1': servers[0].port, 'web-2': servers[1].port })
  stops.push(...servers.map((server) => server.close), haproxy.stop)
  return { haproxy, servers, dir }
}

/** A test with a balancer of its own. */
function balanced(
  name: string,
  maturity: Maturity,
  set: Record<string, FactValue>,
  body: (running: Running) => Promise<void>,
): void {
  test(name, { timeout: 60_000 }, async (context) => {
    const missing = ['haproxy', 'openssl'].filter((tool) => !installed(tool))
    if (missing.length > 0) return notRun(context, `${missing.join(', ')} not installed`)
    await body(await running(name.replaceAll(/\W+/g, '-'), maturity, set))
  })
}

const ask = ({ haproxy }: Running, headers: Record<string, string> = {}, path = '/') =>
  get({ port: haproxy.port(443), host: HOST, path, headers })

/** Who answered so many requests. */
async function answering(here: Running, count = 8, headers: Record<string, string> = {}): Promise<string[]> {
  const names = new Set<string>()
  for (let i = 0; i < count; i++) {
    const { status, body } = await ask(here, headers)
    names.add(status === 200 ? body : String(status))
  }
  return [...names].sort()
}

/** Until the same comes twice in a row, checks may still be on their way. */
const comesTo = (here: Running, expected: string[]): Promise<void> =>
  until(
    async () => JSON.stringify(await answering(here)) === JSON.stringify(expected),
    () => `${expected.join(' and ')} alone`,
  )

describe('HAProxy answers as the answers say', () => {
  balanced('TLS, names, headers and redirect', 'starter', {}, async (here) => {
    const { haproxy, servers } = here
    const tls = haproxy.port(443)
    expect(await handshake(tls, 'TLSv1.3', HOST)).toBe('TLSv1.3')
    expect(await handshake(tls, 'TLSv1.2', HOST)).toBe('TLSv1.2')
    expect(await handshake(tls, 'TLSv1.1', HOST)).toBe('refused')
    expect(await handshake(tls, 'TLSv1.3', 'somebody.else')).toBe('refused')

    const answer = await ask(here, {
      'x-forwarded-for': '203.0.113.9',
      'x-forwarded-host': 'evil',
      forwarded: 'for=evil',
    })
    expect(answer.status).toBe(200)
    expect(answer.headers['strict-transport-security']).toBe('max-age=63072000')
    const seen = servers.flatMap((server) => server.seen).at(-1)
    expect(seen).toMatchObject({ host: HOST, 'x-forwarded-for': '127.0.0.1', 'x-forwarded-proto': 'https' })
    expect(seen?.['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
    expect([seen?.['x-forwarded-host'], seen?.forwarded]).toEqual([undefined, undefined])

    expect((await get({ port: tls, host: 'somebody.else', servername: HOST })).status).toBe(421)

    const plain = await fetch(`http://127.0.0.1:${haproxy.port(80)}/a?b=c`, { redirect: 'manual' })
    expect(plain.status).toBe(308)
    expect(plain.headers.get('location')).toBe(`https://127.0.0.1:${haproxy.port(80)}/a?b=c`)
  })

  balanced('TLS 1.3 alone for modern clients', 'starter', { 'tls.profile': 'modern' }, async ({ haproxy }) => {
    expect(await handshake(haproxy.port(443), 'TLSv1.3', HOST)).toBe('TLSv1.3')
    expect(await handshake(haproxy.port(443), 'TLSv1.2', HOST)).toBe('refused')
  })

  balanced('a server that is not ready gets nothing until it is', 'starter', {}, async (here) => {
    const [one, two] = here.servers
    await comesTo(here, ['web-1', 'web-2'])
    one.ready = false
    await comesTo(here, ['web-2'])
    two.ready = false
    await comesTo(here, ['503'])
    one.ready = true
    await comesTo(here, ['web-1'])
  })

  balanced('a server that is drained keeps nobody, and comes back', 'intermediate', {}, async (here) => {
    if (!installed('socat')) return
    const tell = (...args: string[]) =>
      run('env', [`HAPROXY_SOCKET=${here.haproxy.socket}`, join(here.dir, 'haproxy/sbin/lb-backend'), ...args])
    await until(
      () => /^podinfo\tweb-1\tUP\t0\t0\tL7OK$/m.test(tell('status').stdout),
      () => tell('status').stdout,
    )
    expect(tell('drain', 'web-1')).toMatchObject({ status: 0, stdout: '' })
    expect(await answering(here)).toEqual(['web-2'])
    expect(tell('status').stdout).toContain('web-1\tDRAIN')
    expect(tell('sessions', 'web-1').stdout).toBe('0\n')
    expect(tell('ready', 'web-1').status).toBe(0)
    await comesTo(here, ['web-1', 'web-2'])
    expect(tell('weight', 'web-2', '0').status).toBe(0)
    await comesTo(here, ['web-1'])
    expect(tell('drain', 'web-9')).toMatchObject({ status: 1, stderr: expect.stringContaining('web-1 web-2') })
    expect(tell('drain').status).toBe(2)
  })

  balanced('one client gets its rate, then 429', 'intermediate', { 'lb.rate': 5 }, async (here) => {
    const answers = []
    for (let i = 0; i < 70; i++) answers.push(await ask(here))
    const statuses = answers.map(({ status }) => status)
    expect(statuses.slice(0, 50).filter((status) => status !== 200)).toEqual([])
    expect(statuses.slice(51).filter((status) => status !== 429)).toEqual([])
    expect(answers.at(-1)?.headers['retry-after']).toBe('1')
  })

  balanced('numbers for Prometheus, and nothing else beside them', 'intermediate', {}, async ({ haproxy }) => {
    const numbers = await (await fetch(`http://127.0.0.1:${haproxy.port(8405)}/metrics`)).text()
    for (const used of ['haproxy_backend_active_servers{proxy="podinfo"} 2', 'haproxy_process_max_connections'])
      expect(numbers).toContain(used)
    expect(numbers).toMatch(/haproxy_server_status\{proxy="podinfo",server="web-1",state="DOWN"\} 0/)
    expect(numbers).toMatch(/haproxy_backend_http_responses_total\{proxy="podinfo",code="5xx"\}/)
    expect(numbers).toContain('haproxy_backend_current_queue{proxy="podinfo"}')
    expect((await fetch(`http://127.0.0.1:${haproxy.port(8405)}/stats`)).status).toBe(404)
  })
})

describe('sessions and spreading', () => {
  balanced('a cookie leads back to its server', 'intermediate', { 'lb.session': 'cookie' }, async (here) => {
    const first = await ask(here)
    const cookie = first.headers['set-cookie']?.[0] ?? ''
    expect(cookie).toMatch(/^balancer=web-[12]; path=\/; HttpOnly; Secure; SameSite=Lax$/)
    expect(await answering(here, 8, { cookie: cookie.split(';')[0] ?? '' })).toEqual([first.body])
    const server = here.servers.find(({ name }) => name === first.body)
    if (server !== undefined) server.ready = false
    // Its server is gone: another one, and no error.
    await until(
      async () =>
        (await answering(here, 4, { cookie: cookie.split(';')[0] ?? '' })).every((name) => name !== first.body),
      () => `${first.body} still answers`,
    )
  })

  balanced('an address meets one server', 'intermediate', { 'lb.session': 'source' }, async (here) => {
    expect(await answering(here, 10)).toHaveLength(1)
  })

  balanced('a path meets one server', 'intermediate', { 'lb.algorithm': 'hash' }, async (here) => {
    const who = async (path: string) => (await ask(here, {}, path)).body
    const paths = Array.from({ length: 12 }, (_, index) => `/item/${index}`)
    const before = await Promise.all(paths.map(who))
    expect(new Set(before).size).toBe(2)
    expect(await Promise.all(paths.map(who))).toEqual(before)
  })

  balanced('one after the other', 'intermediate', { 'lb.algorithm': 'round-robin' }, async (here) => {
    const names = [await ask(here), await ask(here), await ask(here), await ask(here)].map(({ body }) => body)
    expect(names[0]).not.toBe(names[1])
    expect(names.slice(2)).toEqual(names.slice(0, 2))
  })
})

describe('HAProxy in front of nginx', () => {
  for (const mode of ['passthrough', 'reencrypt', 'terminate'] as const) {
    test(`${mode}: a request arrives, and nginx knows the client`, { timeout: 60_000 }, async (context) => {
      const missing = ['haproxy', 'nginx', 'openssl'].filter((tool) => !installed(tool))
      if (missing.length > 0) return notRun(context, `${missing.join(', ')} not installed`)
      const dir = join(folder, mode)
      const repository = renderRepository({
        skills: ['administering-linux', 'load-balancing-patterns', 'configuring-nginx'],
        maturity: 'intermediate',
        set: { 'linux.platform': 'existing', 'lb.tls': mode },
      })
      expect(repository.problems).toEqual([])
      writeRepository(repository, dir)
      const service = await startUpstream('service')
      const nginxPlace = join(folder, `${mode}-nginx`)
      const nginxConf = placeNginx(dir, nginxPlace)
      // The balancers' addresses are ours here.
      const text = readFileSync(nginxConf, 'utf8')
      writeFileSync(nginxConf, text.replace('set_real_ip_from 10.20.128.138', 'set_real_ip_from 127.0.0.1'))
      const nginx = await startNginx(nginxConf, nginxPlace, new Map([[9898, service.port]]))
      stops.push(service.close, nginx.stop)
      const place = join(folder, `${mode}-place`)
      const conf = placeHaproxy(join(dir, 'haproxy/prod/haproxy.cfg'), place, 'shop.internal')
      const at = nginx.port(mode === 'terminate' ? 80 : 443)
      const authority = join(nginxPlace, 'nginx/certificates/shop.internal/fullchain.pem')
      const haproxy = await startHaproxy(conf, place, { 'web-1': at, 'web-2': at }, (text) =>
        text.replaceAll('@system-ca', authority),
      )
      stops.push(haproxy.stop)
      const claims = { 'x-forwarded-for': '203.0.113.9' }
      const answer = () => get({ port: haproxy.port(443), host: HOST, headers: claims, from: '127.0.0.7' })
      await until(
        async () => (await answer().catch(() => null))?.status === 200,
        () => `no answer through ${mode}`,
      )
      expect((await answer()).body).toBe('service')
      expect(service.seen.at(-1)).toMatchObject({
        host: HOST,
        'x-forwarded-for': '127.0.0.7',
        'x-forwarded-proto': 'https',
      })
    })
  }
})
