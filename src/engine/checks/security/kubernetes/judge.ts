import type { CheckContext } from '../../check.ts'
import type { ObjectTree } from '../../resources/objects.ts'
import type { Hit, Rule } from '../../rule.ts'
import type { Workload } from './pods.ts'

/** What is known of a tree's objects when a rule looks at them. */
export interface Deployed extends ObjectTree {
  workloads: readonly Workload[]
  facts: CheckContext['facts']
}

/** Rules about Kubernetes objects of one subject, and the code that decides them. */
export interface ObjectJudge {
  rules: readonly Rule[]
  judge(deployed: Deployed): Iterable<Hit>
}
