import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from '../../../content/tools.ts'
import { generated } from '../fuzz/generated.ts'
import { oneFile } from '../one-file.ts'
import type { Judged } from './agree.ts'

const MANY = `$TTL 3600
$ORIGIN example.com.
@ IN SOA ns1.example.com. hostmaster.example.com. (
    2026112001 ; serial
    7200       ; refresh
    900        ; retry
    1209600    ; expire
    300 )      ; minimum
@       IN NS    ns1
        IN NS    ns2.example.net.
@       IN MX    10 mail
        IN TXT   "v=spf1 mx -all"
        IN CAA   0 issue "letsencrypt.org"
ns1     IN A     192.0.2.1
        IN AAAA  2001:db8::1
mail 1h IN A     192.0.2.2
www     300 IN CNAME web
web     IN A     192.0.2.3
        IN A     192.0.2.4
        IN HTTPS 1 . alpn=h2,h3 port=443
_sip._tcp IN SRV 10 60 5060 web
_dmarc  IN TXT   "v=DMARC1; p=reject" "rua=mailto:dmarc@example.com"
_443._tcp.web IN TLSA 3 1 1 49fd46e6c4b45c55d4ac49fd46e6c4b45c55d4ac49fd46e6c4b45c55d4ac49fd
host    IN SSHFP 4 2 49fd46e6c4b45c55d4ac49fd46e6c4b45c55d4ac49fd46e6c4b45c55d4ac49fd
sub     IN NS    ns.sub
sub     IN DS    12345 13 2 49fd46e6c4b45c55d4ac49fd46e6c4b45c55d4ac49fd46e6c4b45c55d4ac49fd
ns.sub  IN A     192.0.2.9
*.apps  IN A     192.0.2.10
old     IN DNAME new.example.net.
phone   IN NAPTR 100 10 "U" "E2U+sip" "!^.*$!sip:info@example.com!" .
box     IN HINFO PC Linux
`

const REVERSE = `$TTL 1d
@ SOA ns1.example.com. hostmaster.example.com. 1 1d 2h 4w 1h
  NS ns1.example.com.
1 PTR ns1.example.com.
2 PTR mail.example.com.
`

const ORIGIN = 'example.com'

export const zoneJudged: Judged = {
  name: 'zone',
  tools: ['named-checkzone'],
  comment: /;[^\n]*/g,
  samples: async () =>
    [MANY, REVERSE, ...(await generated(/\.zone$/)())].filter((text) => !/in-addr|ORIGIN (?!example)/.test(text)),
  prepare: async () => {
    const dir = mkdtempSync(join(tmpdir(), 'skillchain-zone-'))
    const file = join(dir, 'zone')
    return {
      ours: await oneFile('zone', `${ORIGIN}.zone`),
      theirs: (text) => {
        writeFileSync(file, text)
        const { status, stdout, stderr } = run('named-checkzone', [ORIGIN, file])
        if (status === 0) return null
        const why = `${stdout}${stderr}`.split('\n').find((line) => !/loading from|not loaded|ends with/.test(line))
        return (why ?? 'refused').replaceAll(file, 'zone')
      },
      close: () => rmSync(dir, { recursive: true, force: true }),
    }
  },
}
