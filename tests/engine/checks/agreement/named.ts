import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from '../../../content/tools.ts'
import { oneFile } from '../one-file.ts'
import type { Judged } from './agree.ts'

const AUTHORITATIVE = `// A primary for one zone.
acl trusted {
  10.0.0.0/8;
  192.168.1.0/24;
  localhost;
};
acl "partners" { trusted; !192.0.2.7; };

key "transfer" {
  algorithm hmac-sha256;
  secret "c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0";
};

primaries elsewhere { 192.0.2.53 port 53 key transfer; 2001:db8::53; };

options {
  directory "WORK";
  listen-on port 53 { 127.0.0.1; 10.0.0.1; };
  listen-on-v6 { none; };
  allow-query { any; };
  allow-recursion { trusted; };
  allow-transfer { key transfer; partners; };
  recursion yes;
  dnssec-validation auto;
  version "none";
  max-cache-size 256M;
  max-cache-ttl 1h;
  minimal-responses yes;
  forwarders { 192.0.2.1; 192.0.2.2 port 5353; };
  forward only;
  notify explicit;
  also-notify { 192.0.2.53; };
  rate-limit {
    responses-per-second 10;
    window 5;
    exempt-clients { trusted; };
  };
};

logging {
  channel queries {
    file "queries.log" versions 5 size 20m;
    severity info;
    print-time yes;
    print-category yes;
  };
  category queries { queries; };
  category default { default_syslog; default_debug; };
};

controls {
  inet 127.0.0.1 port 953 allow { localhost; } keys { transfer; };
};

dnssec-policy standard {
  keys {
    ksk lifetime unlimited algorithm ecdsap256sha256;
    zsk lifetime P30D algorithm ecdsap256sha256;
  };
  max-zone-ttl 86400;
};

zone "example.com" {
  type primary;
  file "zones/example.com.zone";
  allow-update { none; };
  also-notify { elsewhere; };
  dnssec-policy standard;
  inline-signing yes;
};
zone "1.168.192.in-addr.arpa" IN {
  type master;
  file "zones/192.168.1.zone";
};
zone "example.net" {
  type secondary;
  primaries { elsewhere; };
  file "zones/example.net.zone";
  masterfile-format text;
};
zone "internal" { type forward; forward first; forwarders { 10.0.0.53; }; };
statistics-channels { inet 127.0.0.1 port 8053 allow { 127.0.0.1; }; };
`

const VIEWS = `options { directory "WORK"; };
view "inside" {
  match-clients { 10.0.0.0/8; };
  recursion yes;
  zone "example.com" { type primary; file "inside.zone"; };
};
view outside {
  match-clients { any; };
  recursion no;
  zone "example.com" { type primary; file "outside.zone"; };
};
server 192.0.2.1 { keys { "k"; }; transfer-format many-answers; };
key k { algorithm hmac-sha256; secret "c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0"; };
`

export const namedJudged: Judged = {
  name: 'named',
  tools: ['named-checkconf'],
  comment: /\/\/[^\n]*/g,
  samples: async () => [AUTHORITATIVE, VIEWS],
  prepare: async () => {
    const dir = mkdtempSync(join(tmpdir(), 'skillchain-named-'))
    mkdirSync(join(dir, 'zones'))
    const file = join(dir, 'named.conf')
    return {
      ours: await oneFile('named', 'named.conf'),
      theirs: (text) => {
        writeFileSync(file, text.replace('WORK', dir))
        const { status, stdout, stderr } = run('named-checkconf', [file])
        return status === 0 ? null : (`${stdout}${stderr}`.split('\n')[0] ?? '').replaceAll(file, 'named.conf')
      },
      close: () => rmSync(dir, { recursive: true, force: true }),
    }
  },
  // Folders are the machine's business.
  leaveOut: (theirs) => /directory '.*' (?:is not|does not)|file not found|change directory/.test(theirs ?? ''),
}
