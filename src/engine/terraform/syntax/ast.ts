/** Where something stands in its file; both count from 1. */
export interface Place {
  line: number
  column: number
}

export interface Body {
  attributes: ReadonlyMap<string, Attribute>
  blocks: Block[]
  /** The closing brace, or the end of the file: where something is missing. */
  end: Place
  /** From the JSON form: an argument may stand for blocks, which the schema decides. */
  json?: true
}

export interface Attribute {
  name: string
  at: Place
  value: Expression
}

export interface Block {
  type: string
  at: Place
  labels: Label[]
  body: Body
}

export interface Label {
  text: string
  at: Place
}

/** One step of a path: `.name`, `["name"]` or `[0]`. */
export type Step = { is: 'attribute'; name: string; at: Place } | { is: 'index'; key: string | number; at: Place }

export type Expression =
  | { is: 'literal'; at: Place; value: string | number | boolean | null }
  /** A string with template sequences in it; one that has none is a literal. */
  | { is: 'template'; at: Place; parts: Expression[] }
  /** `"${x}"` is x itself, not its text. */
  | { is: 'wrap'; at: Place; inner: Expression }
  | Traversal
  | { is: 'relative'; at: Place; source: Expression; steps: Step[] }
  | { is: 'index'; at: Place; source: Expression; key: Expression }
  | { is: 'splat'; at: Place; source: Expression; each: Expression }
  /** What a splat goes over, one at a time. */
  | { is: 'item'; at: Place }
  | { is: 'call'; at: Place; name: string; parts: Expression[]; expand: boolean; end: Place }
  | { is: 'conditional'; at: Place; condition: Expression; yes: Expression; no: Expression }
  | { is: 'binary'; at: Place; operator: BinaryOperator; left: Expression; right: Expression }
  | { is: 'unary'; at: Place; operator: '-' | '!'; operand: Expression }
  | { is: 'parentheses'; at: Place; inner: Expression }
  | { is: 'tuple'; at: Place; parts: Expression[] }
  | { is: 'object'; at: Place; items: ObjectItem[] }
  | For

export interface Traversal {
  is: 'traversal'
  at: Place
  root: string
  steps: Step[]
}

export interface ObjectItem {
  key: Expression
  value: Expression
}

export interface For {
  is: 'for'
  at: Place
  keyName: string | null
  valueName: string
  collection: Expression
  /** null when it makes a tuple. */
  key: Expression | null
  value: Expression
  condition: Expression | null
  group: boolean
  /** `%{ for }` in a template joins what comes out. */
  joins: boolean
}

export type BinaryOperator = '||' | '&&' | '==' | '!=' | '<' | '>' | '<=' | '>=' | '+' | '-' | '*' | '/' | '%'

/** A name alone, without quotes: `all`, `string`. */
export function keyword(expression: Expression): string | null {
  return expression.is === 'traversal' && expression.steps.length === 0 ? expression.root : null
}

/** The text of a string without template sequences. */
export function literalText(expression: Expression | undefined): string | null {
  return expression?.is === 'literal' && typeof expression.value === 'string' ? expression.value : null
}
