import type { Answer, Request, RunOptions } from '../protocol/index.ts'

/**
 * What is decided without asking: defaults under --skip-all, --on-conflict for merges, --approve for gates.
 * A gate is never answered by a default, a conflict over somebody's edit never by --skip-all.
 */
export function policyAnswer(request: Request, options: RunOptions, skipping: boolean): Answer | null {
  switch (request.kind) {
    case 'gate': {
      const choice = options.approve[request.gate]
      return choice !== undefined && request.choices.some((c) => c.key === choice) ? choice : null
    }
    case 'merge':
      return options.onConflict === 'ask' ? null : { is: options.onConflict }
    case 'question':
      return skipping ? { is: 'skip' } : null
    case 'chain':
      return skipping ? { is: 'skip' } : null
    case 'dialog':
      return skipping ? (request.default ?? null) : null
  }
}
