import type { Diagnostic } from '../../protocol/diagnostic.ts'
import type { Check, CheckContext } from '../check.ts'
import { Findings } from '../read/source.ts'
import type { Surroundings } from '../surroundings.ts'
import type { FileRef } from '../tree.ts'
import { Judge } from './judge.ts'
import type { Statement } from './lexer.ts'
import { type Context, contextInside, directiveIn, type NginxTable, nginxTable } from './table.ts'
import { isNginx, type NginxFile, NginxFiles, resolveInclude } from './tree.ts'

/** The offline check of nginx configurations, whole ones and pieces that others include. */
export const nginxCheck: Check = {
  id: 'nginx',
  scope: 'tree',
  appliesTo: isNginx,
  run: async (files, context) => judgeNginx(files, context),
}

export function judgeNginx(
  files: readonly FileRef[],
  { schemas, surroundings }: Pick<CheckContext, 'schemas' | 'surroundings'>,
): Diagnostic[] {
  const table = nginxTable(schemas)
  const read = new NginxFiles(files, surroundings)
  const roots = read.all().map((file) => ({ file, whole: isMain(file) }))
  const included = new Set<string>()
  for (const { file, whole } of roots)
    for (const path of includedBy(file, whole, surroundings)) if (path !== file.source.path) included.add(path)
  const found = new Map<string, Diagnostic>()
  const keep = ({ found: all }: Findings): void => {
    for (const one of all) found.set(`${one.file}:${one.line}:${one.column}:${one.message}`, one)
  }
  for (const { file, whole } of roots) {
    if (included.has(file.source.path) && !whole) continue
    const context = whole ? 'main' : contextOf(file.statements, table)
    if (context === null) continue
    const judge = new Judge(table, read, surroundings, { root: file.source.path, context, isMain: whole })
    judge.run()
    keep(judge.findings)
  }
  for (const { source, fault } of read.all()) {
    const findings = new Findings('nginx')
    if (fault !== null) findings.error(source, fault.offset, fault.message, fault.hint)
    keep(findings)
  }
  return [...found.values()]
}

function includedBy(file: NginxFile, isMain: boolean, surroundings: Surroundings): string[] {
  const { path } = file.source
  return includesOf(file.statements).flatMap((pattern) => {
    const result = resolveInclude(pattern, { root: path, from: path, isMain }, surroundings)
    return typeof result === 'object' ? result.files : []
  })
}

/** A file that nginx could be started with: it has the blocks of the top level. */
function isMain({ statements }: NginxFile): boolean {
  return statements.some(({ name, block }) => block !== null && /^(?:http|events|stream|mail)$/.test(name.text))
}

function includesOf(statements: readonly Statement[]): string[] {
  const found: string[] = []
  const walk = (all: readonly Statement[]): void => {
    for (const { name, args, block } of all) {
      const [pattern] = args
      if (name.text === 'include' && pattern !== undefined) found.push(pattern.text)
      if (block !== null) walk(block)
    }
  }
  walk(statements)
  return found
}

const PLACES: readonly Context[] = [
  'http',
  'server',
  'location',
  'main',
  'upstream',
  'stream',
  'stream-server',
  'events',
  'mail',
  'mail-server',
]

/** Where a piece is at home: the block in which most of what it says may stand; null when nothing says so. */
export function contextOf(statements: readonly Statement[], table: NginxTable): Context | null {
  let best: Context | null = null
  let most = 0
  for (const place of PLACES) {
    let fits = 0
    for (const statement of statements) {
      const directive = directiveIn(table, statement.name.text, place)
      if (directive === undefined || directive.contexts[0] === 'any') continue
      fits += 1
      // A block counts by what is in it: `server` is one word for three different things.
      const inside = statement.block === null ? null : contextInside(statement.name.text, place)
      if (inside !== null && statement.block !== null)
        for (const one of statement.block) if (directiveIn(table, one.name.text, inside) !== undefined) fits += 0.1
    }
    if (fits > most) {
      most = fits
      best = place
    }
  }
  return best
}
