import type { Visit } from '../scope.ts'
import { listen, listenTogether } from './listen.ts'
import { location, locationsTogether } from './location.ts'
import {
  access,
  addHeader,
  cacheValid,
  errorPage,
  expires,
  grpcPass,
  keepalive,
  keepaliveTimeout,
  passedParameter,
  portPass,
  proxyPass,
  tempPath,
  workerConnections,
  workerProcesses,
} from './pass.ts'
import { condition, returns, rewrite, serverName, set } from './rewrite.ts'
import { geo, map, splitClients, types } from './tables.ts'
import { upstreamBlock, upstreamServer } from './upstream.ts'
import { define } from './words.ts'
import {
  accessLog,
  cache,
  cachePath,
  errorLog,
  limitConn,
  limitConnZone,
  limitReq,
  limitReqZone,
  logFormat,
  openFileCache,
  resolver,
  sessionCache,
  sharedZone,
} from './zones.ts'

type Rule = (visit: Visit) => void

/** Rules for what nginx reads in a way of its own. `name {}` is called with the frame inside the block. */
export const RULES: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ['listen', listen],
  ['http {}', listenTogether],
  ['stream {}', listenTogether],
  ['server', (visit) => (visit.statement.block === null ? upstreamServer(visit) : undefined)],
  ['server {}', locationsTogether],
  ['location', location],
  ['location {}', locationsTogether],
  ['upstream {}', upstreamBlock],
  ['if', condition],
  ['set', set],
  ['return', returns],
  ['rewrite', rewrite],
  ['server_name', serverName],
  ['map', map],
  ['geo', geo],
  ['split_clients', splitClients],
  ['types', types],
  ['proxy_pass', proxyPass],
  ['grpc_pass', grpcPass],
  ['fastcgi_pass', portPass],
  ['uwsgi_pass', portPass],
  ['scgi_pass', portPass],
  ['allow', access],
  ['deny', access],
  ...['fastcgi', 'uwsgi', 'scgi'].map((room): [string, Rule] => [`${room}_param`, passedParameter]),
  ['add_header', addHeader],
  ['add_trailer', addHeader],
  ['error_page', errorPage],
  ['expires', expires],
  ['limit_req_zone', limitReqZone],
  ['limit_conn_zone', limitConnZone],
  ['limit_req', limitReq],
  ['limit_conn', limitConn],
  ['proxy_cache', cache],
  ['fastcgi_cache', cache],
  ['uwsgi_cache', cache],
  ['scgi_cache', cache],
  ['proxy_cache_path', cachePath],
  ['fastcgi_cache_path', cachePath],
  ['uwsgi_cache_path', cachePath],
  ['scgi_cache_path', cachePath],
  ['zone', sharedZone],
  ['ssl_session_cache', sessionCache],
  ['log_format', logFormat],
  ['access_log', accessLog],
  ['error_log', errorLog],
  ['worker_processes', workerProcesses],
  ['worker_connections', workerConnections],
  ['keepalive_timeout', (visit) => (visit.frame.context === 'upstream' ? undefined : keepaliveTimeout(visit))],
  ['keepalive', keepalive],
  ['resolver', resolver],
  ['open_file_cache', openFileCache],
  ...['proxy', 'fastcgi', 'uwsgi', 'scgi'].flatMap((room): [string, Rule][] => [
    [`${room}_cache_valid`, cacheValid],
    [`${room}_temp_path`, tempPath],
  ]),
  ['client_body_temp_path', tempPath],
  ['auth_request_set', defineFirst],
  ['perl_set', defineFirst],
])

function defineFirst(visit: Visit): void {
  const [name] = visit.statement.args
  if (name !== undefined) define(visit, name)
}
