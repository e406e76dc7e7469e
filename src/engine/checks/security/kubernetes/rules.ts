import type { CheckContext } from '../../check.ts'
import { objectTreeOf } from '../../resources/objects.ts'
import type { Hit } from '../../rule.ts'
import { access, networks } from './access.ts'
import { containers, hosts } from './containers.ts'
import type { ObjectJudge } from './judge.ts'
import { workloadIn } from './pods.ts'

export const KUBERNETES: readonly ObjectJudge[] = [containers, hosts, access, networks]

export function* judgedObjects(context: CheckContext): Generator<Hit> {
  const tree = objectTreeOf(context)
  const workloads = tree.objects.flatMap((object) => workloadIn(object) ?? [])
  const deployed = { ...tree, workloads, facts: context.facts }
  for (const judge of KUBERNETES) yield* judge.judge(deployed)
}
