/** What a template is made of. */
export type TemplateNode =
  | { is: 'action'; pipe: Pipe; start: number }
  | { is: 'if' | 'with' | 'range'; pipe: Pipe; body: TemplateNode[]; otherwise: TemplateNode[]; start: number }
  | { is: 'define'; name: string; body: TemplateNode[]; start: number }
  | { is: 'template'; name: string; pipe: Pipe | null; start: number; nameStart: number }

export interface Pipe {
  /** Variables that it declares or sets. */
  variables: readonly string[]
  commands: readonly Command[]
}

/** A call, when its first operand is a function or a method; else a value. */
export interface Command {
  operands: readonly Operand[]
}

export type Operand = { fields: readonly string[]; start: number } & (
  | { is: 'dot' | 'nil' | 'constant' }
  /** Its fields follow `.` or `$x`. */
  | { is: 'field' }
  | { is: 'variable'; name: string }
  | { is: 'function'; name: string }
  | { is: 'string'; value: string }
  | { is: 'group'; pipe: Pipe }
)
