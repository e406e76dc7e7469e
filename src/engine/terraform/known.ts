import type { Surroundings } from '../checks/surroundings.ts'
import { evaluate } from './evaluate/evaluate.ts'
import { Signatures } from './evaluate/signatures.ts'
import { ModuleFilesOnTree } from './files.ts'
import { moduleTree } from './module/tree.ts'
import type { Module } from './module/types.ts'
import type { Expression } from './syntax/ast.ts'
import { ModuleScope } from './validate/scope.ts'
import { elementsOf, namedPartsOf, type Value } from './values/value.ts'

/**
 * The values of a module's expressions as far as its files tell: literals, locals, functions, files. What depends on an
 * input or on what a provider answers has no content. What is wrong in an expression is no matter here.
 */
export function valuesIn(surroundings: Surroundings, module: Module): (expression: Expression) => Value {
  const tree = moduleTree(surroundings)
  const library = {
    signatures: new Signatures(),
    provided: () => undefined,
    files: new ModuleFilesOnTree(surroundings, module.dir, false),
  }
  const scope = new ModuleScope({ module, library, workspace: null, child: (call) => tree.called(module, call) })
  return (expression) => evaluate(expression, scope.fresh())
}

/** A value as JSON would have it; undefined stands for what is not known, also inside of lists and objects. */
export function plain(value: Value): unknown {
  const named = namedPartsOf(value)
  if (named !== null) return Object.fromEntries([...named].map(([name, part]) => [name, plain(part)]))
  return elementsOf(value)?.map(plain) ?? value.content
}
