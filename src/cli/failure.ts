import type { Environment } from './environment.ts'
import { EXIT, UsageError } from './exit.ts'
import { plainText } from './hosts/text.ts'

/** The one place that turns an error into words and an exit code. */
export function reportFailure(error: unknown, environment: Environment): number {
  const { text, code } = describe(error)
  if (text !== '') environment.stderr.write(`${plainText(text)}\n`)
  return code
}

function describe(error: unknown): { text: string; code: number } {
  if (error instanceof UsageError) return { text: withHint(error.message, error.hint), code: error.exitCode }
  if (!(error instanceof Error)) return { text: `skillchain: ${String(error)}`, code: EXIT.failed }
  // Commander has printed its own message already.
  if ('code' in error && typeof error.code === 'string' && error.code.startsWith('commander.')) {
    const shown =
      error.code === 'commander.helpDisplayed' || error.code === 'commander.help' || error.code === 'commander.version'
    return { text: '', code: shown ? EXIT.done : EXIT.usage }
  }
  if (error.name === 'AbortError') return { text: 'interrupted', code: EXIT.interrupted }
  const hint = 'hint' in error && typeof error.hint === 'string' ? error.hint : undefined
  if (error.name === 'UnknownName') return { text: withHint(error.message, hint), code: EXIT.usage }
  // An error with a hint was foreseen; anything else is our fault and shows where it happened.
  return hint === undefined && !('code' in error)
    ? { text: `skillchain: internal error: ${error.stack ?? error.message}`, code: EXIT.failed }
    : { text: withHint(error.message, hint), code: EXIT.failed }
}

const withHint = (message: string, hint: string | undefined): string =>
  `skillchain: ${message}${hint === undefined || hint === '' ? '' : `\n  ${hint}`}`
