import { type ChildProcess, spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePort } from './nginx-server.ts'
import { run } from './tools.ts'

/** What a test of name servers calls. */
export const NAMED_TOOLS = ['named', 'dig', 'tsig-keygen', 'named-checkconf'] as const

/** The short answer of a server that has the zone: its SOA; dig prints its own troubles as comments. */
export const SERVED = /^[^;]\S+ \S+ \d{10} /

/** Two name servers of one environment on loopback: a primary and a secondary with the keys of the primary. */
export interface NameServers {
  primary: number
  secondary: number
  /** What dig prints; `key` is the name of a transfer key. */
  ask(port: number, args: readonly string[], key?: string): string
  stop(): Promise<void>
}

/** The transfer keys that a configuration includes, made as the role makes them. */
function keysOf(configuration: string, place: string): Map<string, string> {
  const keys = new Map<string, string>()
  mkdirSync(join(place, 'keys'), { recursive: true })
  for (const [, name] of configuration.matchAll(/^include "[^"]*\/keys\/([^"]+)\.key";/gm)) {
    const made = run('tsig-keygen', ['-a', 'hmac-sha256', name ?? '']).stdout
    writeFileSync(join(place, 'keys', `${name}.key`), made)
    keys.set(name ?? '', /secret "([^"]+)"/.exec(made)?.[1] ?? '')
  }
  return keys
}

/** Both configurations with their folders below one of ours, on the given ports of loopback. */
export function placeNamed(
  environment: string,
  place: string,
  ports: { primary: number; secondary: number },
): { files: Record<'primary' | 'secondary', string>; keys: Map<string, string> } {
  const texts = {
    primary: readFileSync(join(environment, 'primary/named.conf'), 'utf8'),
    secondary: readFileSync(join(environment, 'secondary/named.conf'), 'utf8'),
  }
  const keys = keysOf(texts.primary, place)
  const files = { primary: '', secondary: '' }
  for (const kind of ['primary', 'secondary'] as const) {
    const root = join(place, kind)
    for (const folder of ['cache', 'state/keys', 'state/copies']) mkdirSync(join(root, folder), { recursive: true })
    for (const folder of ['zones', 'outside'])
      if (existsSync(join(environment, folder)))
        cpSync(join(environment, folder), join(root, 'state', folder), { recursive: true })
    const text = texts[kind]
      .replaceAll('/etc/bind/keys', join(place, 'keys'))
      .replaceAll('/var/lib/bind', join(root, 'state'))
      .replaceAll('/var/cache/bind', join(root, 'cache'))
      .replace(
        'listen-on { any; };',
        `listen-on port ${ports[kind]} { 127.0.0.1; };\n    pid-file "${root}/pid";\n    session-keyfile none;`,
      )
      .replace('listen-on-v6 { any; };', 'listen-on-v6 { none; };')
      .replaceAll(/(primaries \{) [\d.]+ key/g, `$1 127.0.0.1 port ${ports.primary} key`)
      .replaceAll(/(also-notify \{) [\d.]+ key/g, `$1 127.0.0.1 port ${ports.secondary} key`)
    files[kind] = join(root, 'named.conf')
    writeFileSync(files[kind], `controls { };\n${text}`)
  }
  return { files, keys }
}

/** The real named, twice, as the files of an environment say. */
export async function startNamed(environment: string, place: string): Promise<NameServers> {
  const ports = { primary: await freePort(), secondary: await freePort() }
  const { files, keys } = placeNamed(environment, place, ports)
  const ask = (port: number, args: readonly string[], key?: string): string => {
    const signed = key === undefined ? [] : ['-y', `hmac-sha256:${key}:${keys.get(key) ?? ''}`]
    return run('dig', ['@127.0.0.1', '-p', String(port), '+time=2', '+tries=1', '+nocookie', ...signed, ...args]).stdout
  }
  const started: ChildProcess[] = []
  const stop = async (): Promise<void> => {
    await Promise.all(
      started.map((child) => {
        const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
        child.kill('SIGTERM')
        return child.exitCode === null ? gone : Promise.resolve()
      }),
    )
  }
  const zones = [...readFileSync(files.primary, 'utf8').matchAll(/zone "([^"]+)"/g)].map((match) => match[1] ?? '')
  for (const kind of ['primary', 'secondary'] as const) {
    const child = spawn('named', ['-g', '-c', files[kind]], { stdio: ['ignore', 'ignore', 'pipe'] })
    started.push(child)
    let said = ''
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8')
    })
    try {
      // A secondary answers once it has its copy.
      await until(
        () => zones.every((zone) => SERVED.test(ask(ports[kind], ['+norecurse', '+short', 'SOA', zone]))),
        () => said,
      )
    } catch (problem) {
      await stop()
      throw problem
    }
  }
  return { ...ports, ask, stop }
}

/** Waits for a condition, and says what was said meanwhile when it never comes. */
export async function until(condition: () => boolean, said: () => string = () => ''): Promise<void> {
  const deadline = Date.now() + 30_000
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`it never came: ${said()}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
