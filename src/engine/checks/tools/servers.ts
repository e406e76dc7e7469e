import { posix } from 'node:path'
import { baseName, dirName, type FileRef } from '../tree.ts'
import { type Finding, findingsIn, firstLine, NotJudged, type OutsideTool } from './tool.ts'
import { ELSEWHERE, isTemplate } from './words.ts'

const isNginx = (path: string): boolean =>
  path.endsWith('.conf') && !isTemplate(path) && /nginx|(?:^|\/)(?:conf\.d|sites-[a-z]+)\//.test(path)

/** What nginx and HAProxy look for on the machine that they run on: certificates, users, hosts, absolute paths. */
const OF_THE_SERVER =
  /host not found|cannot load certificate|certificate key|getpwnam|getgrnam|open\(\) "\/|mkdir\(\)|Permission denied|bind\(\) to|user id for|group id for|unable to (?:stat|load|open)|cannot open|could not resolve address|failed to (?:open|load)|no resolver defined|module .* is not|dlopen/i

const nginx: OutsideTool = {
  id: 'nginx-t',
  judges: 'nginx configurations, by nginx -t',
  programs: ['nginx'],
  mayConcern: isNginx,
  questions: (files) =>
    files
      // Only a whole configuration can be asked about; its parts come with it.
      .filter((file) => /^\s*events\s*\{/m.test(file.text))
      .map((file) => ({
        about: file.path,
        cwd: dirName(file.path),
        // Paths in it are relative to it, as they are when it is the main file of a folder.
        args: ['-t', '-p', '.', '-c', baseName(file.path), '-e', 'stderr'],
        read({ code, stderr }) {
          const found = findingsIn(
            stderr,
            /\[(?<level>emerg|crit|alert|error|warn)\] (?:\d+#\d+: )?(?<message>.*?)(?: in (?<file>\S+):(?<line>\d+))?$/,
            ({ level, message = '', file: at, line }) => ({
              severity: level === 'warn' ? 'warning' : 'error',
              file: at ?? baseName(file.path),
              line: Number(line ?? 0),
              message,
            }),
          )
          return ofTheFile(found, code, stderr)
        },
      })),
}

const haproxy: OutsideTool = {
  id: 'haproxy-c',
  judges: 'HAProxy configurations, by haproxy -c',
  programs: ['haproxy'],
  mayConcern: (path) => /haproxy.*\.cfg$/.test(path) && !isTemplate(path),
  questions: (files) =>
    files.map((file) => ({
      about: file.path,
      cwd: dirName(file.path),
      args: ['-c', '-f', baseName(file.path)],
      read({ code, stdout, stderr }) {
        const found = findingsIn(
          `${stdout}\n${stderr}`,
          /^\[(?<level>ALERT|WARNING)\]\s+\(\d+\) : (?:config : )?(?:parsing \[(?<file>[^\]:]+):(?<line>\d+)\] : )?(?<message>.*)$/,
          ({ level, file: at, line, message = '' }) =>
            /^(?:Error\(s\)|Fatal errors) found in configuration/.test(message)
              ? null
              : {
                  severity: level === 'ALERT' ? 'error' : 'warning',
                  file: at ?? baseName(file.path),
                  line: Number(line ?? 0),
                  message,
                },
        )
        return ofTheFile(found, code, stderr)
      },
    })),
}

/** A server's own complaint about its machine ends its reading: then nothing is known about the rest of the file. */
function ofTheFile(found: Finding[], code: number, stderr: string): Finding[] {
  const own = found.filter((one) => !OF_THE_SERVER.test(one.message))
  const elsewhere = found.find((one) => one.severity === 'error' && OF_THE_SERVER.test(one.message))
  if (elsewhere !== undefined && !own.some((one) => one.severity === 'error'))
    throw new NotJudged(`it looks for what only its server has: ${elsewhere.message}`)
  if (code !== 0 && own.length === 0) throw new NotJudged(firstLine(stderr))
  return own
}

const zone: OutsideTool = {
  id: 'named-checkzone',
  judges: 'zone files, by BIND itself',
  programs: ['named-checkzone'],
  mayConcern: (path) => (/\.zone$/.test(path) || /^db\.[\w.-]+$/.test(baseName(path))) && !isTemplate(path),
  questions: (files) =>
    files.map((file) => {
      const name = baseName(file.path)
      return {
        about: file.path,
        cwd: dirName(file.path),
        // No name is looked up outside of the file.
        args: ['-i', 'local', originOf(file), name],
        read({ code, stdout, stderr }) {
          const said = `${stdout}\n${stderr}`
          const found = findingsIn(
            said,
            /^(?:\w+: )?(?:zone \S+: |dns_\w+: |(?<file>[^\s:]+):(?<line>\d+): )(?:(?<file2>[^\s:]+):(?<line2>\d+): )?(?<message>.*)$/,
            ({ file: at, line, file2, line2, message = '' }) =>
              /^(?:loaded serial|not loaded due to errors|loading from master file)/.test(message)
                ? null
                : {
                    severity: code === 0 ? 'warning' : 'error',
                    file: at ?? file2 ?? name,
                    line: Number(line ?? line2 ?? 0),
                    message,
                  },
          )
          if (code !== 0 && found.length === 0) throw new NotJudged(firstLine(said))
          return found
        },
      }
    }),
}

/** What the file says of itself, or else what its name does. */
function originOf({ path, text }: FileRef): string {
  const said = /^\$ORIGIN\s+(\S+)/m.exec(text)?.[1]
  return said ?? baseName(path).replace(/^db\.|\.zone$/g, '')
}

const UNIT = /\.(?:service|timer|socket|mount|target|path)$/

const systemd: OutsideTool = {
  id: 'systemd-analyze',
  judges: 'systemd units, by systemd-analyze verify',
  programs: ['systemd-analyze'],
  mayConcern: (path) => UNIT.test(path) && !isTemplate(path),
  questions: (files) =>
    files
      // A template unit is verified under the name of one of its instances.
      .filter((file) => !/@\.\w+$/.test(file.path))
      .map((file) => ({
        about: file.path,
        cwd: dirName(file.path),
        args: ['verify', '--man=no', '--recursive-errors=no', `./${baseName(file.path)}`],
        read({ code, stderr }) {
          const found = findingsIn(
            stderr,
            /^(?<file>[^:\s]*\.\w+):(?:(?<line>\d+):)? (?<message>.*)$/,
            ({ file: at = '', line, message = '' }) =>
              // Programs and units of the host are not here, and lines about other units are not about this one.
              posix.basename(at) !== baseName(file.path) || NOT_HERE.test(message)
                ? null
                : {
                    severity: /ignoring/.test(message) ? 'warning' : 'error',
                    file: baseName(file.path),
                    line: Number(line ?? 0),
                    message,
                  },
          )
          if (code !== 0 && found.length === 0 && !NOT_HERE.test(stderr)) throw new NotJudged(firstLine(stderr))
          return found
        },
      })),
}

const NOT_HERE =
  /is not executable|not found|No such file or directory|Failed to (?:create|load|resolve)|Unit .* (?:could not|masked)/

const COMPOSE = /(?:^|\/)(?:docker-)?compose(?:\.[\w-]+)?\.ya?ml$/

const compose: OutsideTool = {
  id: 'docker-compose',
  judges: 'Compose files, by docker compose config',
  programs: ['docker', 'docker-compose'],
  probe: { docker: ['compose', 'version'] },
  mayConcern: (path) => COMPOSE.test(path) && !isTemplate(path),
  questions: (files, { program }) =>
    files
      // An override is read together with what it overrides.
      .filter((file) => !/override/.test(baseName(file.path)))
      .map((file) => ({
        about: file.path,
        cwd: dirName(file.path),
        args: [...(program === 'docker' ? ['compose'] : []), '-f', baseName(file.path), 'config', '-q'],
        read({ code, stderr, stdout }) {
          if (code === 0) return []
          const said = stderr || stdout
          if (ELSEWHERE.test(said) || /required variable|env file .* not found|Couldn't find env file/i.test(said))
            throw new NotJudged(firstLine(said))
          const lines = said
            .split('\n')
            .filter((line) => line.trim() !== '' && !/level=warning|is invalid because/.test(line))
          return lines.slice(0, 20).map((message) => ({ severity: 'error', file: baseName(file.path), message }))
        },
      })),
}

export const SERVER_TOOLS: readonly OutsideTool[] = [nginx, haproxy, zone, systemd, compose]
