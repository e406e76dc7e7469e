import { didYouMean } from '../../../skills/nearest.ts'
import type { Diagnostic } from '../../protocol/diagnostic.ts'
import { Findings, sourceOf } from '../read/source.ts'
import type { FileRef } from '../tree.ts'

const SECTION = /^\[([^\]:]+)(?::(\w+))?\]\s*(?:#.*)?$/

/** Whether a file without a telling ending is an inventory: it has groups, and is no file of settings. */
export function isInventory({ path, text }: FileRef): boolean {
  if (!/^\[[\w.-]+(?::\w+)?\]\s*$/m.test(text)) return false
  if (/(?:^|\/)inventor(?:y|ies)(?:\/|$)/.test(path)) return true
  return !/^[ \t]*\[[^\]\n]*\s[^\]\n]*\]/m.test(text) && !/^[\w.]+\s*=\s*\S/m.test(beforeVars(text))
}

/** Lines with an equals sign are settings of another program, unless they stand in a section for variables. */
function beforeVars(text: string): string {
  return text.replace(/^\[[^\]]+:vars\][^[]*/gm, '')
}

/** An inventory of the old form. */
export function judgeInventory(file: FileRef): Diagnostic[] {
  const findings = new Findings('ansible')
  const source = sourceOf(file)
  const groups = new Set(['all', 'ungrouped'])
  const named: { group: string; at: number; what: string }[] = []
  let section = { group: 'ungrouped', is: 'hosts' }
  let at = 0
  for (const line of file.text.split('\n')) {
    const text = line.trim()
    const start = at + line.search(/\S|$/)
    at += line.length + 1
    if (text === '' || /^[#;]/.test(text)) continue
    if (text.startsWith('[')) {
      const [, group = '', is = 'hosts'] = SECTION.exec(text) ?? []
      if (group === '')
        findings.error(
          source,
          start,
          `Invalid section entry: '${text}'. Please make sure that there are no spaces in the section entry, and that there are no other invalid characters`,
        )
      else if (!/^(?:hosts|children|vars)$/.test(is))
        findings.error(
          source,
          start,
          `Section [${group}:${is}] has unknown type: ${is}`,
          didYouMean(is, ['hosts', 'children', 'vars']),
        )
      if (is === 'vars') named.push({ group, at: start, what: `[${group}:vars] not valid undefined group: ${group}` })
      else groups.add(group)
      section = { group, is }
    } else if (section.is === 'vars') {
      if (!text.includes('=')) findings.error(source, start, `Expected key=value, got: ${text}`)
    } else if (section.is === 'children') {
      const group = /^[^\s#]+/.exec(text)?.[0] ?? ''
      named.push({ group, at: start, what: `Section [${section.group}:children] includes undefined group: ${group}` })
    }
  }
  for (const { group, at: place, what } of named)
    if (group !== '' && !groups.has(group)) findings.error(source, place, what, didYouMean(group, groups))
  return findings.found
}
