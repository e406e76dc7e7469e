import type { TemplateNode } from '../../helm/template/ast.ts'
import { TemplateSyntaxError } from '../../helm/template/lexer.ts'
import { parseTemplate, type TemplateWorld } from '../../helm/template/parser.ts'
import { type TemplatePart, templateParts } from './template-parts.ts'

const FUNCTIONS = `and call eq ge gt html index js le len lt ne not or print printf println slice urlquery
  args externalURL first graphLink humanize humanize1024 humanizeDuration humanizePercentage humanizeTimestamp label match now parseDuration pathPrefix
  query reReplaceAll safeHtml sortByLabel stripDomain stripPort strvalue tableLink title tmpl toDuration toLower toTime toUpper urlQueryEscape value`

const ALERT: TemplateWorld = {
  functions: new Set(FUNCTIONS.split(/\s+/)),
  variables: ['$labels', '$externalLabels', '$externalURL', '$value'],
}

export interface TemplateReading {
  fault: { offset: number; message: string } | null
  /** Labels of the alert's series that it writes out. */
  labels: readonly { name: string; offset: number }[]
}

/** A label or an annotation of an alert, read as Prometheus reads it. */
export function readAlertTemplate(text: string): TemplateReading {
  if (!text.includes('{{')) return { fault: null, labels: [] }
  let nodes: TemplateNode[]
  try {
    nodes = parseTemplate(text, ALERT)
  } catch (error) {
    if (!(error instanceof TemplateSyntaxError)) throw error
    return { fault: { offset: error.offset, message: error.message }, labels: [] }
  }
  const parts = [...templateParts(nodes)]
  const asked = new Set(parts.filter((part) => part.isCondition).map(labelOf))
  const labels = parts.flatMap((part) => {
    const name = labelOf(part)
    // A text that asks whether there is such a label knows that there may be none.
    return name === null || asked.has(name) ? [] : [{ name, offset: part.operand.start }]
  })
  return { fault: null, labels }
}

function labelOf({ operand }: TemplatePart): string | null {
  return operand.is === 'variable' && operand.name === '$labels' ? (operand.fields[0] ?? null) : null
}
