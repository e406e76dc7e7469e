import { createHash } from 'node:crypto'
import type { CheckEntry, Verdict } from '../../engine/checks/index.ts'
import type { Diagnostic, Severity } from '../../engine/protocol/index.ts'

export interface SarifOptions {
  version: string
  /** The catalog, for the words of a rule. */
  entries: readonly Pick<CheckEntry, 'id' | 'judges'>[]
  /** Path from the root of the repository: code scanning joins it to that. */
  uri(file: string): string
  text(file: string): string | undefined
  /** A finding about a credential: nothing of its line may be told, not even a sum over it. */
  confidential(found: Diagnostic): boolean
}

const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
}

/** SARIF 2.1.0 as code scanning takes it. No text of a file is in it, for a finding may be about a credential. */
export function sarifText(verdict: Verdict, options: SarifOptions): string {
  const ids = [...new Set(verdict.found.map(ruleOf))].sort()
  const seen = new Map<string, number>()
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'skillchain',
            semanticVersion: options.version,
            rules: ids.map((id) => rule(id, options.entries)),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: verdict.found.map((one) => result(one, ids.indexOf(ruleOf(one)), options, seen)),
        invocations: [
          {
            executionSuccessful: !verdict.broken,
            toolExecutionNotifications: verdict.outcomes
              .filter((one) => one.status === 'not-run')
              .map((one) => ({
                level: one.outside === true ? 'note' : 'error',
                message: { text: `${one.check} was not run: ${one.note ?? 'it gave no reason'}` },
              })),
          },
        ],
      },
    ],
  }
  return `${JSON.stringify(log, null, 1)}\n`
}

function ruleOf(one: Diagnostic): string {
  return one.rule === undefined ? one.check : `${one.check}/${one.rule}`
}

function rule(id: string, entries: SarifOptions['entries']): object {
  const [check = id] = id.split('/')
  const judges = entries.find((entry) => entry.id === check)?.judges ?? check
  return {
    id,
    name: id,
    shortDescription: { text: id === check ? judges : `${judges}: ${id.slice(check.length + 1)}` },
  }
}

function result(one: Diagnostic, ruleIndex: number, options: SarifOptions, seen: Map<string, number>): object {
  const artifactLocation = { uri: options.uri(one.file).split('/').map(encodeURIComponent).join('/') }
  // Code scanning shows nothing that has no line.
  const region = { startLine: Math.max(1, one.line), ...(one.column > 0 ? { startColumn: one.column } : {}) }
  return {
    ruleId: ruleOf(one),
    ruleIndex,
    level: LEVELS[one.severity],
    message: { text: one.hint === undefined ? one.message : `${one.message}\n${one.hint}` },
    locations: [{ physicalLocation: { artifactLocation, region } }],
    partialFingerprints: { primaryLocationLineHash: fingerprint(one, options, seen) },
    ...(one.fix === undefined
      ? {}
      : {
          fixes: [
            {
              description: { text: one.fix.title },
              artifactChanges: [
                {
                  artifactLocation,
                  replacements: one.fix.edits.map(({ start, end, text }) => ({
                    deletedRegion: { charOffset: start, charLength: end - start },
                    insertedContent: { text },
                  })),
                },
              ],
            },
          ],
        }),
  }
}

/** Stays the same when lines move: the rule and the words of the line, and how many like it came before. */
function fingerprint(one: Diagnostic, { text, uri, confidential }: SarifOptions, seen: Map<string, number>): string {
  const hidden = one.line === 0 || confidential(one)
  const line = hidden ? '' : (text(one.file)?.split('\n', one.line)[one.line - 1] ?? '')
  const key = [ruleOf(one), uri(one.file), line.replace(/\s+/g, ' ').trim(), one.message].join('\0')
  const hash = createHash('sha256').update(key).digest('hex').slice(0, 16)
  const number = (seen.get(hash) ?? 0) + 1
  seen.set(hash, number)
  return `${hash}:${number}`
}
