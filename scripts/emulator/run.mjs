import { spawn } from 'node:child_process'
import { createServer } from 'node:net'

/** Runs a program to its end or its deadline; the deadline ends it and everything it started. */
export function run(command, args, { cwd, env, seconds }) {
  return new Promise((done) => {
    const child = spawn(command, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
    const chunks = []
    const errors = []
    let late = false
    const timer = setTimeout(() => {
      late = true
      endGroup(child)
    }, seconds * 1000)
    child.stdout.on('data', (chunk) => chunks.push(chunk))
    child.stderr.on('data', (chunk) => errors.push(chunk))
    child.on('error', (error) => {
      clearTimeout(timer)
      done({ status: 127, out: '', text: error.message, late })
    })
    child.on('close', (code, signal) => {
      clearTimeout(timer)
      const out = Buffer.concat(chunks).toString('utf8')
      const text = `${out}${Buffer.concat(errors).toString('utf8')}`
      done({ status: code ?? (signal ? 128 : 1), out, text: late ? `${text}\nstopped after ${seconds} s` : text, late })
    })
  })
}

export function endGroup(child) {
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch {
    // It ended on its own.
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}

/** An AWS of our own on a free port. `stop` ends exactly this one. */
export async function startEmulator(program) {
  const port = await freePort()
  const env = { ...process.env, MOTO_IAM_LOAD_MANAGED_POLICIES: 'true', MOTO_ACM_VALIDATION_WAIT: '1' }
  const child = spawn(program, ['-H', '127.0.0.1', '-p', String(port)], { env, detached: true, stdio: 'ignore' })
  const stop = () => endGroup(child)
  process.on('exit', stop)
  const url = `http://127.0.0.1:${port}`
  const deadline = Date.now() + 60_000
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`${program} ended with ${child.exitCode}`)
    try {
      const answer = await fetch(`${url}/moto-api/`)
      await answer.body?.cancel()
      return { url, stop }
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
  stop()
  throw new Error(`${program} did not answer within a minute`)
}
