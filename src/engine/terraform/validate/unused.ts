import { traversalsOfBody } from '../syntax/references.ts'
import type { ModuleContext } from './context.ts'

/** Declared and never read: allowed, and usually a slip. */
export function reportUnused(context: ModuleContext): void {
  const { module } = context
  if (module.partial) return
  const used = namesRead(context)
  for (const variable of module.variables.values()) {
    if (used.has(`var.${variable.name}`)) continue
    const detail = `Nothing in this module reads var.${variable.name}.`
    const at = { line: variable.line, column: variable.column }
    context.report(variable.file, { ...at, summary: 'Unused variable', detail }, 'warning')
  }
  for (const local of module.locals.values()) {
    if (used.has(`local.${local.name}`)) continue
    const detail = `Nothing in this module reads local.${local.name}.`
    const at = { line: local.line, column: local.column }
    context.report(local.file, { ...at, summary: 'Unused local value', detail }, 'warning')
  }
  for (const resource of module.resources.values()) {
    if (resource.mode === 'resource' || used.has(`${resource.mode}.${resource.type}.${resource.name}`)) continue
    const what = resource.mode === 'data' ? 'data source' : 'ephemeral resource'
    const detail = `Nothing in this module reads ${resource.mode}.${resource.type}.${resource.name}.`
    const at = { line: resource.line, column: resource.column }
    context.report(resource.file, { ...at, summary: `Unused ${what}`, detail }, 'warning')
  }
}

/** What any expression of the module leads to; what a variable says of its own values is no use of it. */
function namesRead({ module }: ModuleContext): ReadonlySet<string> {
  const used = new Set<string>()
  for (const { blocks } of module.files) {
    for (const block of blocks) {
      const own = block.type === 'variable' ? block.labels[0]?.text : undefined
      for (const path of traversalsOfBody(block.body)) {
        const [first, second] = path.steps
        if (first?.is !== 'attribute' || (path.root === 'var' && first.name === own)) continue
        if (path.root === 'data' || path.root === 'ephemeral') {
          if (second?.is === 'attribute') used.add(`${path.root}.${first.name}.${second.name}`)
        } else used.add(`${path.root}.${first.name}`)
      }
    }
  }
  return used
}
