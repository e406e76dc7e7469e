import type { SyntaxProblem } from '../../render/format/problem.ts'
import type { Check } from '../check.ts'

/** A check that asks one reader what it cannot read. */
export function syntaxCheck(id: string, scan: (text: string) => SyntaxProblem[]): Check {
  return {
    id,
    scope: 'file',
    appliesTo: () => true,
    run: async (files) =>
      files.flatMap(({ path, text }) =>
        scan(text).map((problem) => ({ check: id, severity: 'error', file: path, ...problem })),
      ),
  }
}
