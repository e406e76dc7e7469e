import type { Check, CheckContext } from '../check.ts'
import { dialectOf } from '../shell/dialect.ts'
import { readShell, type ShellFormat } from '../shell/library.ts'
import type { FileRef } from '../tree.ts'
import { formatFinding } from './check.ts'
import { type EditorSettings, editorSettings } from './editor-config.ts'

/** Settings that only shfmt reads: who writes one wants its format. */
const OWN_SETTINGS = [
  'shell_variant',
  'binary_next_line',
  'switch_case_indent',
  'space_redirects',
  'function_next_line',
  'simplify',
]

/** Scripts look as shfmt has it, where an .editorconfig says so of scripts; elsewhere it is a matter of taste. */
export const shellFormat: Check = {
  id: 'shell-format',
  scope: 'file',
  appliesTo: (file) => dialectOf(file) !== null,
  run: async (files, context) =>
    files.flatMap((file) =>
      formatFinding(
        'shell-format',
        file,
        wanted(file, context),
        'It is not formatted as shfmt has it with the settings in .editorconfig.',
      ),
    ),
}

function wanted(file: FileRef, { tree, schemas }: CheckContext): string | null {
  const dialect = dialectOf(file)
  const format = formatOf(editorSettings(file.path, tree))
  if (dialect === null || format === null || file.text.includes('\r')) return null
  const reading = readShell(schemas, file.text, dialect.isBats ? 'bats' : 'bash', format)
  return reading.is === 'read' ? reading.formatted : null
}

/** null where nobody asks for it, or for something that our formatter does not do. */
function formatOf({ values, sections }: EditorSettings): ShellFormat | null {
  const isAsked =
    OWN_SETTINGS.some((name) => values.has(name)) ||
    (values.has('indent_style') && sections.some((section) => /\bsh\b|\bbash\b|\bbats\b/.test(section)))
  if (!isAsked || values.get('ignore') === 'true' || values.get('keep_padding') === 'true') return null
  const is = (name: string): boolean => values.get(name) === 'true'
  return {
    indent: values.get('indent_style') === 'space' ? Number(values.get('indent_size') ?? 8) || 0 : 0,
    binaryNextLine: is('binary_next_line'),
    switchCaseIndent: is('switch_case_indent'),
    spaceRedirects: is('space_redirects'),
    funcNextLine: is('function_next_line'),
    simplify: is('simplify'),
  }
}
