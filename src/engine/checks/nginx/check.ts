import type { Diagnostic } from '../../protocol/diagnostic.ts'
import type { Check, CheckContext } from '../check.ts'
import { Findings } from '../read/source.ts'
import type { FileRef } from '../tree.ts'
import { Judge } from './judge.ts'
import type { Statement } from './lexer.ts'
import { type Context, contextInside, directiveIn, type NginxTable, nginxTable } from './table.ts'
import { isNginx, type NginxFile, readFiles, resolveInclude } from './tree.ts'

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
  const read = readFiles(files)
  const found: Diagnostic[] = []
  for (const { source, fault } of read.values()) {
    if (fault === null) continue
    const findings = new Findings('nginx')
    findings.error(source, fault.offset, fault.message, fault.hint)
    found.push(...findings.found)
  }
  const included = new Set<string>()
  const roots = [...read.values()].map((file) => ({ file, isMain: isMain(file) }))
  for (const { file, isMain } of roots)
    for (const pattern of includesOf(file.statements)) {
      const result = resolveInclude(pattern, { root: file.source.path, from: file.source.path, isMain }, surroundings)
      if (typeof result === 'object') for (const path of result.files) if (path !== file.source.path) included.add(path)
    }
  const said = new Set<string>()
  const judge = (file: NginxFile, whole: boolean): void => {
    const context = whole ? 'main' : contextOf(file.statements, table)
    if (context === null) return
    const judge = new Judge(table, read, surroundings, { root: file.source.path, context, isMain: whole })
    judge.run()
    for (const one of judge.findings.found) {
      const key = `${one.file}:${one.line}:${one.column}:${one.message}`
      if (!said.has(key)) found.push(one)
      said.add(key)
    }
  }
  for (const { file, isMain } of roots) if (isMain || !included.has(file.source.path)) judge(file, isMain)
  return found
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
