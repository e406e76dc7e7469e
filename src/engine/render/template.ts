import type { Liquid, Template } from 'liquidjs'
import { explain } from './explain.ts'
import { DEFAULT_LIMITS, type RenderLimits } from './limits.ts'
import { createLiquid } from './liquid.ts'
import { swallowTagLines } from './tag-lines.ts'
import type { RenderScope, TemplateSource } from './types.ts'

export interface RendererOptions {
  /** Templates that `render 'name'` includes, by name. */
  partials?: Readonly<Record<string, string>>
  /** Folder of the partials, as errors shall name it. */
  partialsFolder?: string
  limits?: Partial<RenderLimits>
}

export interface Renderer {
  /** The text of a template. Throws TemplateError and nothing else. */
  render(template: TemplateSource, scope: RenderScope): string
  /** The same renderer with the partials of another skill. */
  withPartials(partials: Readonly<Record<string, string>>, folder: string): Renderer
}

export function createRenderer(options: RendererOptions = {}): Renderer {
  const limits = { ...DEFAULT_LIMITS, ...options.limits }
  const folder = options.partialsFolder ?? 'partials'
  const originals = new Map(Object.entries(options.partials ?? {}))
  const partials = new Map([...originals].map(([name, text]) => [name, swallowTagLines(text)]))
  const liquid = createLiquid(partials, limits)
  // One template is rendered once for each member of a list; it is read once.
  const parsed = new WeakMap<TemplateSource, { body: string; templates: Template[] }>()

  const parse = (template: TemplateSource): Template[] => {
    const known = parsed.get(template)
    if (known?.body === template.body) return known.templates
    const templates = liquid.parse(swallowTagLines(template.body))
    parsed.set(template, { body: template.body, templates })
    return templates
  }

  return {
    render(template, scope) {
      try {
        const text: unknown = liquid.renderSync(parse(template), scope)
        return typeof text === 'string' ? text : String(text)
      } catch (error) {
        throw explain(error, { template, partials: originals, folder, scope, names: namesOf(liquid), limits })
      }
    },
    withPartials(next, folder) {
      return createRenderer({ ...options, partials: next, partialsFolder: folder })
    },
  }
}

function namesOf(liquid: Liquid): { filters: string[]; tags: string[] } {
  return { filters: Object.keys(liquid.filters), tags: Object.keys(liquid.tags) }
}
