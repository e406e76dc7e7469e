/** What one template may use up. Far above any honest file, far below what hurts. */
export interface RenderLimits {
  /** Milliseconds of rendering. */
  time: number
  /** Characters and list members that come into being, the output among them. */
  memory: number
  /** Characters of the text that is written. */
  output: number
  /** Characters of a template or partial. */
  source: number
  /** Partials within partials. */
  depth: number
}

export const DEFAULT_LIMITS: RenderLimits = {
  time: 2000,
  memory: 8_000_000,
  output: 1_000_000,
  source: 256 * 1024,
  depth: 16,
}
