import type { Operand, Pipe, TemplateNode } from '../../helm/template/ast.ts'

export interface TemplatePart {
  operand: Operand
  /** It is asked for, and not written out. */
  isCondition: boolean
}

/** Everything that a template names. */
export function* templateParts(nodes: readonly TemplateNode[]): Generator<TemplatePart> {
  for (const node of nodes) {
    if (node.is === 'define') yield* templateParts(node.body)
    else if (node.is === 'template') yield* node.pipe === null ? [] : operandsOf(node.pipe, false)
    else {
      yield* operandsOf(node.pipe, node.is === 'if' || node.is === 'with')
      if (node.is !== 'action') {
        yield* templateParts(node.body)
        yield* templateParts(node.otherwise)
      }
    }
  }
}

function* operandsOf({ commands }: Pipe, isCondition: boolean): Generator<TemplatePart> {
  for (const { operands } of commands) {
    for (const operand of operands) {
      yield { operand, isCondition }
      if (operand.is === 'group') yield* operandsOf(operand.pipe, isCondition)
    }
  }
}
