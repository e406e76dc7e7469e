import type { ChecklistResult } from '../../protocol/report.ts'
import type { FactView } from '../fact-view.ts'
import { type Survey, survey } from '../survey.ts'
import type { Tree } from '../tree.ts'
import { availability } from './availability.ts'
import { compliance } from './compliance.ts'
import { cost, runbooks } from './documents.ts'
import { conclude, type Line } from './finding.ts'
import { labels } from './labels.ts'
import { monitoring } from './monitoring.ts'
import { recovery } from './recovery.ts'
import { idempotence } from './scripts.ts'
import { secrets } from './secrets.ts'
import { segmentation } from './segmentation.ts'

/** Spec 1 §4.5, in its order and its words. */
const LINES: readonly Line[] = [
  labels,
  segmentation,
  availability,
  monitoring,
  secrets,
  recovery,
  idempotence,
  runbooks,
  cost,
  compliance,
]

export function checklist(tree: Tree, facts: FactView): ChecklistResult[] {
  const read: Survey = survey(tree, facts)
  return LINES.map((line) => conclude(line, read))
}
