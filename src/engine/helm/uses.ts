import type { Command, Operand, Pipe, TemplateNode } from './template/ast.ts'

/** Where a template looks into the chart's values. */
export interface ValueUse {
  /** Keys behind `.Values`. */
  path: readonly string[]
  start: number
  /** What is not there is taken care of: a default, a condition on the same value, a safe look-up. */
  isGuarded: boolean
}

export interface Uses {
  values: ValueUse[]
  /** Templates by the names they are called with; one that is sure to be called stands under no condition. */
  calls: { name: string; start: number; isSure: boolean }[]
  defines: string[]
  /** Values are used whole, or by names that are only known when the chart is rendered. */
  isOpen: boolean
}

/** Functions that make something of what is not there. */
const FORGIVING = new Set([
  ...[
    'default',
    'coalesce',
    'empty',
    'hasKey',
    'dig',
    'required',
    'ternary',
    'kindIs',
    'kindOf',
    'typeIs',
    'and',
    'or',
    'not',
  ],
  ...['get', 'quote', 'squote', 'toYaml', 'eq', 'ne', 'index', 'dict', 'merge', 'mergeOverwrite', 'isAbs', 'compact'],
])

export function usesOf(nodes: readonly TemplateNode[]): Uses {
  const uses: Uses = { values: [], calls: [], defines: [], isOpen: false }
  new Finder(uses).list(nodes, [])
  return uses
}

class Finder {
  private readonly uses: Uses
  /** Conditions, loops and definitions around what is looked at. */
  private conditions = 0

  constructor(uses: Uses) {
    this.uses = uses
  }

  /** `guards`: values that a condition around this asks for. */
  list(nodes: readonly TemplateNode[], guards: readonly string[]): void {
    for (const node of nodes) {
      switch (node.is) {
        case 'action':
          this.pipe(node.pipe, guards, false)
          break
        case 'define':
          this.uses.defines.push(node.name)
          this.inside(() => this.list(node.body, guards))
          break
        case 'template':
          this.uses.calls.push({ name: node.name, start: node.nameStart, isSure: this.conditions === 0 })
          if (node.pipe !== null) this.pipe(node.pipe, guards, false)
          break
        default: {
          this.pipe(node.pipe, guards, true)
          const asked = [...guards, ...pathsIn(node.pipe)]
          this.inside(() => {
            this.list(node.body, asked)
            this.list(node.otherwise, asked)
          })
        }
      }
    }
  }

  private inside(read: () => void): void {
    this.conditions++
    read()
    this.conditions--
  }

  private pipe(pipe: Pipe, guards: readonly string[], isForgiving: boolean): void {
    const forgives = isForgiving || pipe.commands.some(isForgivingCall)
    for (const command of pipe.commands) this.command(command, guards, forgives)
  }

  private command({ operands }: Command, guards: readonly string[], isForgiving: boolean): void {
    const [first, second, ...rest] = operands
    if (first?.is === 'function' && (first.name === 'include' || first.name === 'tpl')) {
      if (first.name === 'include' && second?.is === 'string')
        this.uses.calls.push({ name: second.value, start: second.start, isSure: this.conditions === 0 })
    }
    if (first?.is === 'function' && first.name === 'index') {
      this.index(second, rest, guards)
      return
    }
    for (const operand of operands) this.operand(operand, guards, isForgiving)
  }

  /** `index .Values "a" "b"`. */
  private index(base: Operand | undefined, keys: readonly Operand[], guards: readonly string[]): void {
    for (const key of keys) this.operand(key, guards, true)
    if (base === undefined) return
    const path = valuesPath(base)
    const texts = keys.map((key) => (key.is === 'string' ? key.value : null))
    if (path === null || texts.includes(null)) this.operand(base, guards, true)
    else
      this.uses.values.push({
        path: [...path, ...texts.filter((text) => text !== null)],
        start: base.start,
        isGuarded: true,
      })
  }

  private operand(operand: Operand, guards: readonly string[], isForgiving: boolean): void {
    if (operand.is === 'group') {
      // What follows a closing parenthesis is looked up in what may be nothing.
      this.pipe(operand.pipe, guards, isForgiving || operand.fields.length > 0)
      return
    }
    const path = valuesPath(operand)
    if (path === null) return
    if (path.length === 0) this.uses.isOpen = true
    else this.uses.values.push({ path, start: operand.start, isGuarded: isForgiving || isAsked(path, guards) })
  }
}

/** The keys behind `.Values` or `$.Values`; null for anything else. */
function valuesPath(operand: Operand): readonly string[] | null {
  if (operand.is !== 'field' && !(operand.is === 'variable' && operand.name === '$')) return null
  return operand.fields[0] === 'Values' ? operand.fields.slice(1) : null
}

function isForgivingCall({ operands: [first] }: Command): boolean {
  return first?.is === 'function' && FORGIVING.has(first.name)
}

function pathsIn(pipe: Pipe): string[] {
  return pipe.commands.flatMap(({ operands }) =>
    operands.flatMap((operand) => {
      if (operand.is === 'group') return pathsIn(operand.pipe)
      const path = valuesPath(operand)
      return path === null || path.length === 0 ? [] : [path.join('.')]
    }),
  )
}

function isAsked(path: readonly string[], guards: readonly string[]): boolean {
  const text = path.join('.')
  return guards.some((guard) => text === guard || text.startsWith(`${guard}.`) || guard.startsWith(`${text}.`))
}
