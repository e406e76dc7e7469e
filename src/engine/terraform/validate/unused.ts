import type { ModuleContext } from './context.ts'

/** Declared and never read: allowed, and usually a slip. */
export function reportUnused(context: ModuleContext, used: ReadonlySet<string>): void {
  const { module } = context
  if (module.partial) return
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
}
