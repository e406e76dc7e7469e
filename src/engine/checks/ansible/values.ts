import { Spelling } from '../read/spelling.ts'
import type { YamlFindings } from '../read/yaml-findings.ts'
import { entriesOf, itemsOf, type YamlNode, type YamlScalar } from '../read/yaml-node.ts'
import { type JinjaReading, readExpression, readTemplate } from './jinja/template.ts'
import type { AnsibleTable } from './table.ts'
import type { Variables } from './variables.ts'

/** Keys whose texts are expressions without braces. */
const EXPRESSIONS: ReadonlySet<string> = new Set(['when', 'changed_when', 'failed_when', 'until', 'that'])

/** Every template and condition below a node. */
export class ValueJudge {
  private readonly file: YamlFindings
  private readonly filters: Spelling
  private readonly tests: Spelling
  private readonly table: AnsibleTable
  private readonly hasPlugins: boolean
  private readonly variables: Variables

  constructor(file: YamlFindings, table: AnsibleTable, hasPlugins: boolean, variables: Variables) {
    this.file = file
    this.table = table
    this.hasPlugins = hasPlugins
    this.variables = variables
    this.filters = new Spelling(table.filters)
    this.tests = new Spelling([...table.tests, ...table.filters])
  }

  judge(node: YamlNode | undefined, key = ''): void {
    // What is marked as unsafe, or is encrypted, is no template.
    if (node === undefined || node.tag !== null) return
    if (node.kind === 'scalar') this.scalar(node, EXPRESSIONS.has(key))
    else if (node.kind === 'list') for (const item of itemsOf(node)) this.judge(item, key)
    else
      for (const entry of entriesOf(node)) {
        const { key: name, keyNode, value } = entry
        this.variables.entry(entry)
        if (keyNode.kind === 'scalar' && keyNode.text.includes('{{')) this.scalar(keyNode, false)
        this.judge(value, name)
      }
  }

  private scalar(node: YamlScalar, isExpression: boolean): void {
    if (typeof node.value !== 'string') return
    if (/\{[{%#]/.test(node.text)) this.say(node, readTemplate(node.text))
    else if (isExpression && node.text.trim() !== '') this.say(node, readExpression(node.text))
  }

  private say(node: YamlScalar, reading: JinjaReading): void {
    const { fault, filters, tests } = reading
    if (fault !== null) {
      this.file.inside('error', node, fault.offset, 'jinja', `template error: ${fault.message}`)
      return
    }
    this.variables.read(reading, (at, name, hint) =>
      this.file.inside('warning', node, at, 'variable', `nobody sets the variable ${name}`, hint),
    )
    for (const { name, start } of filters) this.unknown(node, start, 'filter', name, this.table.filters, this.filters)
    for (const { name, start } of tests) this.unknown(node, start, 'test', name, this.table.tests, this.tests)
  }

  /** Collections bring filters under short names as well: only what is nearly a known one is a slip. */
  private unknown(
    node: YamlScalar,
    at: number,
    what: string,
    name: string,
    known: ReadonlySet<string>,
    names: Spelling,
  ): void {
    const short = name.replace(/^ansible\.(?:builtin|legacy)\./, '')
    if (known.has(short) || this.hasPlugins || (name.includes('.') && short === name)) return
    const slip = short.length > 3 ? names.slip(short) : null
    if (slip === null || slip === short) return
    this.file.inside('error', node, at, 'jinja', `there is no ${what} ${name}`, `did you mean "${slip}"?`)
  }
}
