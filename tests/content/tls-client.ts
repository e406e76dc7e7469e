import type { IncomingMessage } from 'node:http'
import { request } from 'node:https'
import { connect, type SecureVersion } from 'node:tls'

export interface Answer {
  status: number
  headers: IncomingMessage['headers']
  body: string
}

export interface Call {
  port: number
  path?: string
  host: string
  /** The name in the handshake, when it is another. */
  servername?: string
  method?: string
  headers?: Record<string, string>
  /** Where the client stands. */
  from?: string
}

/** One request over TLS to loopback, on a connection of its own. */
export function get(call: Call): Promise<Answer> {
  const { port, path = '/', host, servername = host, method = 'GET', headers = {}, from = '127.0.0.1' } = call
  return new Promise((resolve, reject) => {
    const options = {
      ...{ host: '127.0.0.1', port, path, servername, method, agent: false, rejectUnauthorized: false },
      localAddress: from,
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
}

/** The version that is agreed on when only this one is offered, or `refused`. */
export function handshake(port: number, version: SecureVersion, servername: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(
      {
        ...{ host: '127.0.0.1', port, servername, rejectUnauthorized: false },
        minVersion: version,
        maxVersion: version,
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
}
