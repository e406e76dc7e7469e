// A provider that keeps running, with a door that shows terraform only the schemas a module may ask for: `terraform validate`
// then takes a tenth of its time, which it spends on reading schemas otherwise. Its verdicts are the same.
import { spawn } from 'node:child_process'
import { connect, createServer } from 'node:http2'
import { connect as open } from 'node:net'
import { join } from 'node:path'
import { keptEntries, readEntries } from './message.mjs'

const SCHEMA = { 5: '/tfplugin5.Provider/GetSchema', 6: '/tfplugin6.Provider/GetProviderSchema' }

/** Starts the plugin; `door(name)` opens one more way to it, `close()` ends it. */
export async function startProvider(plugin, scratch) {
  const child = spawn(plugin, ['-debug'], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, TF_LOG: 'ERROR' },
  })
  const [address, attach] = Object.entries(await attachment(child))[0]
  const backend = connect('http://provider', { createConnection: () => open(attach.Addr.String) })
  const path = SCHEMA[attach.ProtocolVersion]
  const schema = readEntries(await ask(backend, path))
  const doors = []
  return {
    async door(name) {
      const socket = join(scratch, `${name}.sock`)
      const door = new Door(backend, path, schema)
      await new Promise((done) => door.server.listen(socket, done))
      doors.push(door)
      const own = { ...attach, Addr: { Network: 'unix', String: socket } }
      return { show: (words) => door.show(words), env: { TF_REATTACH_PROVIDERS: JSON.stringify({ [address]: own }) } }
    },
    close() {
      for (const { server } of doors) server.close()
      backend.destroy()
      child.kill()
    },
  }
}

/** What a plugin that is started for debugging says of the way to it. */
function attachment(child) {
  return new Promise((done, failed) => {
    let said = ''
    child.on('exit', () => failed(new Error(`the provider did not start: ${said.slice(0, 300)}`)))
    child.stdout.setEncoding('utf8').on('data', (text) => {
      said += text
      const found = /TF_REATTACH_PROVIDERS='(.*)'/.exec(said)
      if (found !== null) done(JSON.parse(found[1]))
    })
  })
}

/** One call of gRPC with an empty request: the message of the answer. */
function ask(backend, path) {
  return new Promise((done, failed) => {
    const call = backend.request({
      ':method': 'POST',
      ':path': path,
      'content-type': 'application/grpc',
      te: 'trailers',
    })
    const parts = []
    call.on('data', (part) => parts.push(part))
    call.on('error', failed)
    call.on('end', () => done(Buffer.concat(parts).subarray(5)))
    call.end(Buffer.alloc(5))
  })
}

class Door {
  constructor(backend, schemaPath, schema) {
    this.schema = schema
    this.words = new Set()
    this.server = createServer()
    this.server.on('stream', (stream, headers) => {
      stream.on('error', () => {}) // terraform hangs up when it is done
      if (headers[':path'] === schemaPath) this.answer(stream)
      else pass(backend, stream, headers)
    })
  }

  /** From now on only what is named by these words is there. */
  show(words) {
    this.words = words
  }

  answer(stream) {
    const message = Buffer.concat(keptEntries(this.schema, (name) => this.words.has(name)))
    const frame = Buffer.alloc(5)
    frame.writeUInt32BE(message.length, 1)
    stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true })
    stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }))
    stream.end(Buffer.concat([frame, message]))
  }
}

/** Every other call goes to the plugin as it is. */
function pass(backend, stream, headers) {
  const kept = Object.entries(headers).filter(([name]) => !/^:(?:scheme|authority)$/.test(name))
  const call = backend.request(Object.fromEntries(kept))
  let trailers = {}
  stream.pipe(call)
  call.on('error', () => stream.close())
  call.on('trailers', (given) => {
    trailers = plain(given)
  })
  call.on('response', (given, flags) => {
    const isAll = (flags & 1) !== 0
    stream.respond(plain(given), isAll ? { endStream: true } : { waitForTrailers: true })
    if (isAll) return
    stream.on('wantTrailers', () => stream.sendTrailers(trailers))
    call.pipe(stream)
  })
  stream.on('close', () => call.close())
}

const plain = (headers) => Object.fromEntries(Object.entries(headers))
