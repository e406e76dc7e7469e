import type { Diagnostic } from '../../protocol/diagnostic.ts'
import type { Check } from '../check.ts'
import { type FileRef, lineAt } from '../tree.ts'
import { randomTexts } from './random.ts'
import { isExample, SHAPES } from './shapes.ts'
import { namedSecrets } from './values.ts'

const NO_SECRETS_INSIDE =
  /(?:^|\/)(?:\.terraform\.lock\.hcl|package-lock\.json|pnpm-lock\.yaml|go\.sum|[\w.-]+\.lock(?:\.json)?)$|(?:^|\/)(?:site-packages|dist-packages|botocore\/data)\//

/** Drawings and documents of signatures are made of such text. */
const NO_RANDOM_TEXT = /\.(?:svg|drawio|xml|pem|crt|cer|csr|pub|asc|snap|ipynb|sum)$/

/** Tests make up what they need: only what a service gave out counts there. */
const OF_TESTS =
  /(?:^|\/)(?:tests?|__tests__|e2e|testdata|fixtures|__(?:fixtures|snapshots|mocks)__|mocks?|test-?events?)\/|_test\.(?:go|py|dart|exs)$|[._-](?:test|tests|spec|mock|mocks)\.[\w.]{1,8}$|(?:^|\/)test_\w+\.py$|Tests?\.(?:java|kt|cs)$/

const DOCUMENT = /\.(?:md|mdx|markdown|rst|adoc)$/i

export interface SecretHit {
  file: string
  line: number
  column: number
  what: string
  /** Only its look says so. */
  guessed?: true
}

/** A file with more than this is a dump, and one line says so. */
const MOST_HITS = 100

/** Hits never quote what they found: a report is read by more people than the file. */
export function scanForSecrets({ path, text: written }: FileRef): SecretHit[] {
  if (NO_SECRETS_INSIDE.test(path)) return []
  const ofTests = OF_TESTS.test(path)
  const hits = new Map<number, SecretHit>()
  const add = (offset: number, what: string, guessed?: true): void => {
    if (hits.size >= MOST_HITS) return
    const line = lineAt(written, offset)
    if (hits.has(line)) return
    const column = offset - written.lastIndexOf('\n', offset - 1)
    hits.set(line, { file: path, line, column, what, ...(guessed ? { guessed } : {}) })
  }
  for (const { what, marks, shape, oftenMadeUp } of SHAPES) {
    if (!marks.some((mark) => written.includes(mark))) continue
    if (oftenMadeUp && (ofTests || (DOCUMENT.test(path) && what !== 'a private key'))) continue
    for (const match of written.matchAll(shape)) if (!isExample(match[0])) add(match.index, what)
  }
  if (ofTests) return inOrder(hits)
  const text = withoutArmour(written)
  for (const { name, offset } of namedSecrets(text, path)) add(offset, `a value for ${name}`)
  if (!NO_RANDOM_TEXT.test(path))
    for (const offset of randomTexts(text)) add(offset, 'text that looks like a key', true)
  return inOrder(hits)
}

function inOrder(hits: ReadonlyMap<number, SecretHit>): SecretHit[] {
  return [...hits.values()].sort((a, b) => a.line - b.line)
}

const ARMOUR = /-----BEGIN [A-Z0-9 ]{1,60}-----(?:[\s\\A-Za-z0-9+/=:,"'|>+-]{0,20000}?)-----END [A-Z0-9 ]{1,60}-----/g

/** What stands between BEGIN and END is one thing, and its first line said what. */
function withoutArmour(text: string): string {
  if (!text.includes('-----BEGIN ')) return text
  return text.replace(ARMOUR, (whole) => whole.replace(/[^\n]/g, ' '))
}

export const secretScan: Check = {
  id: 'secrets',
  scope: 'file',
  appliesTo: (file) => !NO_SECRETS_INSIDE.test(file.path),
  run: async (files) => files.flatMap(scanForSecrets).map(asDiagnostic),
}

function asDiagnostic(hit: SecretHit): Diagnostic {
  return {
    check: 'secrets',
    // A guess may be wrong, and must not stop anybody.
    severity: hit.guessed ? 'warning' : 'error',
    file: hit.file,
    line: hit.line,
    column: hit.column,
    message: `${hit.what} stands in the file`,
    hint: 'Keep the value in a secret store and write a reference here; a value that was ever committed must be replaced.',
    rule: hit.guessed ? 'random-text' : 'secret',
  }
}
