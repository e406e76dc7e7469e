import type { FactView } from '../../checks/index.ts'
import { type Drawing, layout } from './layout.ts'
import { sceneOf } from './scene.ts'

export type { Drawing } from './layout.ts'
export { drawMatrix, type MatrixLink } from './matrix.ts'
export type { Arrow, Box, Label } from './pen.ts'
export { DIAGRAM_STYLE, renderSvg } from './svg.ts'

/** The architecture as the facts tell it, for the skills that are in the chain. */
export function drawArchitecture(facts: FactView, skills: readonly string[]): Drawing {
  return layout(sceneOf(facts, skills))
}
