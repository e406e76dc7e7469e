import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { certificate } from './certificate.ts'
import { freePort } from './nginx-server.ts'

export interface Haproxy {
  /** What the file's port is moved to. */
  port(written: number): number
  /** Its stats socket. */
  socket: string
  stop(): Promise<void>
}

/** A server behind the balancer: says its name, and is as ready as `ready` says. */
export interface Upstream {
  name: string
  port: number
  ready: boolean
  seen: IncomingMessage['headers'][]
  close(): void
}

export async function startUpstream(name: string): Promise<Upstream> {
  const upstream: Upstream = { name, port: 0, ready: true, seen: [], close: () => server.close() }
  const server: Server = createServer((incoming, outgoing) => {
    if (incoming.url === '/readyz') {
      outgoing.writeHead(upstream.ready ? 200 : 500).end()
      return
    }
    upstream.seen.push(incoming.headers)
    outgoing.end(name)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  upstream.port = (server.address() as AddressInfo).port // a TCP server has one
  return upstream
}

/** The generated file, with its folders below ours and no account but ours; what it says to clients and servers stays. */
export function placeHaproxy(file: string, place: string, domain: string): string {
  const certificates = join(place, 'certificates')
  mkdirSync(certificates, { recursive: true })
  const made = join(place, 'made')
  certificate(made, domain)
  const bundle = ['fullchain.pem', 'privkey.pem'].map((name) => readFileSync(join(made, name), 'utf8')).join('')
  writeFileSync(join(certificates, `${domain}.pem`), bundle)
  const text = readFileSync(file, 'utf8')
    .replaceAll(/^ {4}(?:chroot|user|group) .*\n/gm, '')
    .replace(/stats socket \S+ mode 660 level admin group haproxy/, `stats socket ${place}/admin.sock level admin`)
    .replaceAll('/etc/haproxy/certificates/', `${certificates}/`)
  const target = join(place, 'haproxy.cfg')
  writeFileSync(target, text)
  return target
}

/** The real HAProxy on loopback: ports are moved to free ones, servers to ours, and checks come in a hurry. */
export async function startHaproxy(
  conf: string,
  place: string,
  servers: Readonly<Record<string, number>>,
  also: (text: string) => string = (text) => text,
): Promise<Haproxy> {
  const ports = new Map<number, number>()
  for (const written of [80, 443, 8404, 8405]) ports.set(written, await freePort())
  const port = (written: number): number => ports.get(written) ?? written
  let text = readFileSync(conf, 'utf8')
    .replaceAll(
      /^( {4}bind )(?:127\.0\.0\.1)?:(\d+)/gm,
      (_, bind: string, at: string) => `${bind}127.0.0.1:${port(+at)}`,
    )
    // Open files are few here.
    .replace(/^ {4}maxconn \d+$/m, '    maxconn 1000')
    .replace(/inter \S+ fastinter \S+ downinter \S+/, 'inter 200ms fastinter 100ms downinter 200ms')
  for (const [name, at] of Object.entries(servers))
    text = text.replaceAll(new RegExp(`^( {4}server ${name}) \\S+`, 'gm'), `$1 127.0.0.1:${at}`)
  for (const peer of ['lb-1', 'lb-2'])
    text = text.replace(new RegExp(`peer ${peer} \\S+`), `peer ${peer} 127.0.0.1:${await freePort()}`)
  writeFileSync(conf, also(text))
  const child: ChildProcess = spawn('haproxy', ['-db', '-f', conf], { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8')
    })
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  await until(
    async () => (await fetch(`http://127.0.0.1:${port(8404)}/healthz`).catch(() => null))?.status === 200,
    () => said,
  )
  return {
    port,
    socket: join(place, 'admin.sock'),
    async stop() {
      child.kill('SIGTERM')
      await gone
    },
  }
}

/** Waits for what must come, and says what was there when it does not. */
export async function until(holds: () => boolean | Promise<boolean>, told: () => string): Promise<void> {
  const deadline = Date.now() + 20_000
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`it never came: ${told()}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
