import { readAndFormatJson } from '../../render/format/json.ts'
import { readAndFormatYaml } from '../../render/format/yaml.ts'
import type { FileRef } from '../tree.ts'
import { formatCheck } from './check.ts'

/**
 * Blanks at the ends of lines, blank lines at the end, and the indentation of JSON that is indented by two blanks
 * anyway. How YAML and JSON look is a matter of taste, so nobody is told about it: it is put right when asked to.
 */
export const tidy = formatCheck('tidy', 'info', 'Blanks where none are needed.', tidied)

function tidied({ path, text }: FileRef): string | null {
  // Mixed line ends are somebody else's business, and not to be guessed at.
  if (text.includes('\r') || text.startsWith('\ufeff') || text.trim() === '') return null
  const isJson = path.endsWith('.json')
  if (isJson && !isIndentedByTwo(text)) return null
  const { text: next, problems } = isJson ? readAndFormatJson(text) : readAndFormatYaml(text, { documentStart: false })
  return problems.length > 0 ? null : next
}

function isIndentedByTwo(text: string): boolean {
  return /^[[{]\n {2}\S/.test(text)
}
