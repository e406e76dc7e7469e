/** Directives that modules outside nginx's own sources bring. */
const NAMES: ReadonlySet<string> = new Set(
  `accesskey acme_issuer acme_certificate api auth_digest auth_gss auth_jwt auth_ldap auth_oidc auth_pam auth_require
  BasicRule brotli cache_purge check CheckRule concat cookie_flag create_full_put_path DeniedUrl dynamic_etag echo eval f4f
  fancyindex fastcgi_cache_purge form_input geoip2 health_check hide_server_tokens hls internal_redirect iconv_buffer_size
  keyval keyval_zone LearningMode LibInjectionSql LibInjectionXss limit_traffic_rate MainRule match mgmt modsecurity
  ModSecurityConfig ModSecurityEnabled ntlm oidc_provider opentelemetry opentracing pagespeed proxy_cache_purge
  proxy_session_drop proxy_wasm queue report_uploads req_status rtmp rtmp_auto_push scgi_cache_purge SecRulesDisabled
  SecRulesEnabled security_headers session_log session_log_format session_log_zone state status status_format status_zone
  sticky_cookie_insert subs_filter sysguard testcookie track_uploads trim upload_progress uploadprogress upstream_conf
  upstream_show upsync uwsgi_cache_purge vhost_traffic_status waf zone_sync zstd unzstd`.split(/\s+/),
)

/** How such names begin. */
const BEGINNINGS: ReadonlySet<string> = new Set(
  `app_protect_ array_ auth_digest_ auth_gss_ auth_jwt_ auth_ldap_ auth_pam_ brotli_ check_ concat_ dav_ext_ drizzle_ dyups_
  dynamic_etag_ echo_ encrypted_session_ eval_ f4f_ fancyindex_ geoip2_ health_check_ hls_ iconv_ js_ jwt_ ldap_ lua_ memc_
  modsecurity_ more_ nchan_ opentelemetry_ opentracing_ otel_ pagespeed_ passenger_ postgres_ proxy_connect_ push_stream_
  rds_ redis2_ redis_ req_status_ rtmp_ security_headers_ session_log_ set_ srcache_ ssl_dyn_rec_ stream_server_traffic_
  subs_filter_ sysguard_ testcookie_ tfs_ trim_ unzstd_ upload_ upload_progress_ upsync_ vhost_traffic_status_ waf_ wasm_
  xss_ zone_sync_ zstd_`.split(/\s+/),
)

/** What nginx once had, by the version that is without it. */
export const REMOVED: ReadonlyMap<string, string> = new Map([
  ['ssl', '1.25.1'],
  ['spdy_headers_comp', '1.9.5'],
  ['spdy_chunk_size', '1.9.5'],
  ['optimize_server_names', '0.8.48'],
  ['satisfy_any', '0.8.51'],
])

export function isForeign(name: string): boolean {
  return NAMES.has(name) || /_by_lua(?:_file|_block)?$/.test(name)
}

export function soundsForeign(name: string): boolean {
  for (let at = name.indexOf('_'); at > 0; at = name.indexOf('_', at + 1))
    if (BEGINNINGS.has(name.slice(0, at + 1))) return true
  return false
}
