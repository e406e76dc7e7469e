import { actionsJudged } from './actions.ts'
import type { Judged } from './agree.ts'
import { ansibleJudged } from './ansible.ts'
import { dockerfileJudged } from './dockerfile.ts'
import { haproxyJudged } from './haproxy.ts'
import { namedJudged } from './named.ts'
import { nginxJudged } from './nginx.ts'
import { prometheusJudged } from './prometheus.ts'
import { shellJudged } from './shell.ts'
import { systemdJudged } from './systemd.ts'
import { zoneJudged } from './zone.ts'

/** Checks that are measured against the program whose files they judge. */
export const JUDGED: readonly Judged[] = [
  dockerfileJudged,
  nginxJudged,
  zoneJudged,
  namedJudged,
  haproxyJudged,
  systemdJudged,
  prometheusJudged,
  shellJudged,
  actionsJudged,
  ansibleJudged,
]
