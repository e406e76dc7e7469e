import { type ChildProcess, spawn } from 'node:child_process'
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { certificate } from './certificate.ts'
import { filesBelow } from './estate.ts'

/** The generated files of nginx with their folders moved below one of ours, and certificates made for the day. */
export function placeNginx(repository: string, place: string): string {
  const root = join(place, 'nginx')
  cpSync(join(repository, 'nginx'), root, { recursive: true })
  cpSync('/etc/nginx/mime.types', join(root, 'mime.types'))
  const production = join(root, 'environments/prod.conf')
  // The role places the file of the host's environment.
  if (existsSync(production)) cpSync(production, join(root, 'environment/hosts.conf'))
  const moved: readonly [string, string][] = [
    ['/etc/nginx/', `${root}/`],
    ['/var/log/nginx/', `${place}/`],
    ['/run/nginx.pid', `${place}/pid`],
    ['/var/cache/nginx/proxy', `${place}/cache`],
    ['/var/lib/letsencrypt', `${place}/letsencrypt`],
  ]
  for (const file of filesBelow(root)) {
    const path = join(root, file)
    const text = readFileSync(path, 'utf8')
    writeFileSync(
      path,
      moved.reduce((all, [from, to]) => all.replaceAll(from, to), text),
    )
    for (const [, domain] of text.matchAll(/certificates\/([^/]+)\/fullchain/g))
      certificate(join(root, 'certificates', domain ?? ''), domain ?? '')
  }
  return join(root, 'nginx.conf')
}

export interface Nginx {
  port(written: number): number
  stop(): Promise<void>
}

/** The real nginx on loopback: what the files listen on is moved to free ports. */
export async function startNginx(conf: string, place: string, services: ReadonlyMap<number, number>): Promise<Nginx> {
  const ports = new Map<number, number>()
  for (const written of [80, 443, 8080]) ports.set(written, await freePort())
  for (const file of filesBelow(join(place, 'nginx')).filter((one) => one.endsWith('.conf'))) {
    const path = join(place, 'nginx', file)
    const text = readFileSync(path, 'utf8')
      .replaceAll(/^ *listen \[::\].*\n/gm, '')
      .replaceAll(
        /listen (?:127\.0\.0\.1:)?(\d+)/g,
        (_, port: string) => `listen 127.0.0.1:${ports.get(Number(port)) ?? port}`,
      )
      .replaceAll(/server [\d.]+:(\d+)( max_fails| backup)/g, (all, port: string, rest: string) => {
        const real = services.get(Number(port))
        return real === undefined ? all : `server 127.0.0.1:${real}${rest}`
      })
    writeFileSync(path, text)
  }
  const child: ChildProcess = spawn('nginx', ['-c', conf, '-g', 'daemon off;'], { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    said += chunk.toString('utf8')
  })
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const port = (written: number): number => ports.get(written) ?? written
  const deadline = Date.now() + 20_000
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port(8080)}/healthz`).catch(() => null)
    if (answer?.status === 200) break
    if (Date.now() > deadline) throw new Error(`nginx does not answer: ${said}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return {
    port,
    async stop() {
      child.kill('SIGQUIT')
      await gone
    },
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}
