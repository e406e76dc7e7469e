import type { Diagnostic } from '../../protocol/diagnostic.ts'
import type { Check, CheckContext } from '../check.ts'
import { sourceOf } from '../read/source.ts'
import { diagnosticsOf, type Hit } from '../rule.ts'
import type { FileRef } from '../tree.ts'
import { asBash, dialectOf } from './dialect.ts'
import { judgeScript } from './judge.ts'
import { readShell } from './library.ts'
import { isReadLater } from './messages.ts'
import { mayBeShell } from './paths.ts'
import { SHELL } from './rules.ts'

/** The offline check of shell scripts. */
export const shellCheck: Check = {
  id: 'shell',
  scope: 'file',
  appliesTo: (file) => mayBeShell(file.path) && dialectOf(file) !== null,
  run: async (files, context) => files.flatMap((file) => judgeShell(file, context)),
}

function judgeShell(file: FileRef, { schemas, unjudged }: CheckContext): Diagnostic[] {
  const dialect = dialectOf(file)
  if (dialect === null) return []
  const source = sourceOf(file)
  const text = dialect.isBats ? asBash(file.text) : file.text
  const at = (offset: number): Hit['at'] => ({ file: file.path, ...source.at(offset) })
  const reading = readShell(schemas, text, 'bash', {})
  if (reading.is === 'unread') unjudged?.(`${file.path} is nested too deeply to be read`)
  if (reading.is === 'refused') {
    if (isOfSomethingElse(file.text) || isReadLater(reading.message)) return []
    return diagnosticsOf('shell', [{ rule: SHELL.syntax, at: at(reading.offset), message: sentence(reading.message) }])
  }
  if (reading.is === 'unread') return []
  return diagnosticsOf(
    'shell',
    judgeScript(text, dialect).map(({ offset, ...hit }) => ({ ...hit, at: at(offset) })),
  )
}

/** A template that is filled in first, or a program in another language that a line of shell starts. */
function isOfSomethingElse(text: string): boolean {
  return (
    /\{\{[^{}\n]*\}\}|\{%|<[%:]|%\{|@@\w+@@/.test(text) ||
    /^\s*(?:"?exec"?|''':'|""":")\s.*\b(?:python|perl|ruby|node|tclsh|wish|scala|php|lua)/m.test(text)
  )
}

function sentence(message: string): string {
  return /[.!?]$/.test(message) ? message : `${message.replace(/; tried parsing as bash$/, '')}.`
}
