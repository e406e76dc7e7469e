import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from '../../../content/tools.ts'
import { oneFile } from '../one-file.ts'
import type { Judged } from './agree.ts'

/** Where nginx writes while it tests: below its prefix, and nothing that needs a user of its own. */
const PLACES = `
  client_body_temp_path body;
  proxy_temp_path proxy;
  fastcgi_temp_path fastcgi;
  uwsgi_temp_path uwsgi;
  scgi_temp_path scgi;
`

const WEB = `worker_processes auto;
pid nginx.pid;
error_log error.log warn;
worker_rlimit_nofile 8192;
events {
  worker_connections 1024;
  multi_accept on;
}
http {${PLACES}
  default_type application/octet-stream;
  sendfile on;
  tcp_nopush on;
  keepalive_timeout 65 60s;
  client_max_body_size 10m;
  server_tokens off;
  log_format main '$remote_addr - $remote_user [$time_local] "$request" '
                  '$status $body_bytes_sent "$http_referer"';
  access_log access.log main buffer=32k flush=1m;
  gzip on;
  gzip_comp_level 6;
  gzip_types text/plain text/css application/json;
  gzip_proxied expired no-cache auth;
  map $http_upgrade $connection_upgrade {
    default upgrade;
    '' close;
    ~*^h2 "";
  }
  geo $internal {
    default 0;
    10.0.0.0/8 1;
    192.168.1.7 1;
  }
  split_clients "$remote_addr" $variant {
    10% blue;
    * green;
  }
  limit_req_zone $binary_remote_addr zone=perip:10m rate=5r/s;
  limit_conn_zone $server_name zone=perhost:10m;
  proxy_cache_path cache levels=1:2 keys_zone=pages:10m inactive=60m max_size=1g;
  types {
    text/html html htm;
    text/css css;
  }
  upstream app {
    least_conn;
    server 127.0.0.1:9001 weight=3 max_fails=2 fail_timeout=15s;
    server 127.0.0.1:9002 backup;
    keepalive 16;
  }
  server {
    listen 127.0.0.1:18080 default_server backlog=511;
    listen [::1]:18080;
    server_name example.com www.example.com ~^(?<sub>\\w+)\\.example\\.net$;
    root /var/www/html;
    index index.html index.htm;
    add_header X-Frame-Options "DENY" always;
    add_header X-Sub $sub;
    error_page 404 /404.html;
    error_page 500 502 503 504 =503 /50x.html;
    set $target app;
    if ($request_method !~ ^(GET|HEAD|POST)$) {
      return 405;
    }
    location = /healthz {
      access_log off;
      default_type text/plain;
      return 200 "ok";
    }
    location / {
      try_files $uri $uri/ @app;
      expires 30d;
      limit_req zone=perip burst=20 nodelay;
      limit_conn perhost 20;
    }
    location ~* \\.(?:css|js|png)$ {
      expires max;
      access_log off;
      log_not_found off;
    }
    location @app {
      proxy_pass http://app;
      proxy_http_version 1.1;
      proxy_set_header Host $host;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection $connection_upgrade;
      proxy_connect_timeout 5s;
      proxy_buffers 8 16k;
      proxy_next_upstream error timeout http_502;
      proxy_cache pages;
      proxy_cache_valid 200 10m;
    }
    location /api/ {
      rewrite ^/api/(.*)$ /v1/$1 break;
      proxy_pass http://127.0.0.1:9003;
      satisfy any;
      allow 10.0.0.0/8;
      deny all;
      limit_except GET POST {
        deny all;
      }
    }
    location /files/ {
      alias /srv/files/;
      autoindex on;
    }
  }
}
`

const STREAMS = `pid nginx.pid;
error_log error.log;
events { }
http {${PLACES}
  server {
    listen 18081;
    return 301 https://$host$request_uri;
  }
  server {
    listen 127.0.0.1:18082 reuseport;
    ssl_protocols TLSv1.2 TLSv1.3;
    ssl_session_cache shared:TLS:10m;
    ssl_session_timeout 1d;
    ssl_prefer_server_ciphers off;
    resolver 127.0.0.1 valid=30s ipv6=off;
    resolver_timeout 5s;
    client_body_timeout 10s;
    location ^~ /static/ {
      open_file_cache max=1000 inactive=20s;
      sendfile_max_chunk 512k;
      gzip_static on;
    }
    location /fcgi {
      fastcgi_pass 127.0.0.1:9000;
      fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name;
      fastcgi_param QUERY_STRING $query_string;
      fastcgi_read_timeout 60s;
      fastcgi_buffers 16 16k;
    }
    location /redirect {
      if ($arg_to = "") {
        return 400;
      }
      if (-f $request_filename) {
        break;
      }
      rewrite ^ https://example.org$uri? permanent;
    }
  }
}
`

const ERRORS = /\[emerg\](?: \d+#\d+:)? (.*?)(?: in \/\S+)?$/m

export const nginxJudged: Judged = {
  name: 'nginx',
  tools: ['nginx'],
  comment: /#[^\n]*/g,
  samples: async () => [WEB, STREAMS],
  prepare: async () => {
    const dir = mkdtempSync(join(tmpdir(), 'skillchain-nginx-'))
    for (const name of ['body', 'proxy', 'fastcgi', 'uwsgi', 'scgi', 'cache']) mkdirSync(join(dir, name))
    const file = join(dir, 'nginx.conf')
    return {
      ours: await oneFile('nginx', 'nginx/nginx.conf'),
      theirs: (text) => {
        writeFileSync(file, text)
        const { status, stderr } = run('nginx', ['-t', '-p', `${dir}/`, '-c', file])
        return status === 0 ? null : (ERRORS.exec(stderr)?.[1] ?? stderr.trim())
      },
      close: () => rmSync(dir, { recursive: true, force: true }),
    }
  },
  // What the machine has or has not is none of a file's faults: names in DNS, users, folders, ports below 1024.
  leaveOut: (theirs) =>
    /host not found|getpwnam|getgrnam|failed \(\d+:|could not be resolved|the "ssl" parameter requires/.test(
      theirs ?? '',
    ),
}
