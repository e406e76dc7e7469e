import { readYamlFile } from '../checks/read/yaml.ts'
import { itemsOf, nodeAt, textOf, type YamlMap, type YamlNode } from '../checks/read/yaml-node.ts'
import type { Surroundings } from '../checks/surroundings.ts'
import { baseName, dirName, type FileRef } from '../checks/tree.ts'

/** A chart with what belongs to it. */
export interface Chart {
  dir: string
  about: YamlMap
  /** null without a values.yaml, or with an empty one. */
  values: YamlNode | null
  valuesFile: string
  /** What the chart around it gives it. */
  given: YamlNode | null
  templates: readonly FileRef[]
  /** Templates of charts that it is rendered with, whose names it may use. */
  included: readonly FileRef[]
  dependencies: readonly Dependency[]
}

export interface Dependency {
  /** The name that its values stand under. */
  name: string
  /** Its files lie in `charts`. */
  isHere: boolean
  condition: string | undefined
  node: YamlNode
}

export function isChartFile(path: string): boolean {
  return baseName(path) === 'Chart.yaml'
}

/** null when Chart.yaml is no map. */
export function readChart(file: FileRef, surroundings: Surroundings): Chart | null {
  const dir = dirName(file.path)
  const about = readYamlFile(file.text, { version: '1.1', path: file.path }).documents[0]?.root
  if (about?.kind !== 'map') return null
  const valuesFile = join(dir, 'values.yaml')
  const values = readValues(valuesFile, surroundings)
  const inside = surroundings.list(join(dir, 'charts')) ?? []
  const included = inside.flatMap((name) => filesBelow(join(dir, 'charts', name, 'templates'), surroundings))
  // A chart inside of another one is rendered with it.
  const parent = /^(.*?)\/?charts\/[^/]+$/.exec(dir)?.[1]
  const isInside = parent !== undefined && surroundings.text(join(parent, 'Chart.yaml')) !== undefined
  if (isInside) included.push(...filesBelow(join(parent, 'templates'), surroundings))
  const around = isInside ? readValues(join(parent, 'values.yaml'), surroundings) : null
  const given = nodeAt(around, textOf(about.get('name')) ?? baseName(dir)) ?? null
  const dependencies = itemsOf(about.get('dependencies')).flatMap((node) => {
    const name = textOf(nodeAt(node, 'name'))
    if (name === undefined) return []
    const isHere = inside.some((one) => one === name || one.startsWith(`${name}-`))
    return [{ name: textOf(nodeAt(node, 'alias')) ?? name, isHere, condition: textOf(nodeAt(node, 'condition')), node }]
  })
  return {
    dir,
    about,
    values,
    valuesFile,
    given,
    templates: filesBelow(join(dir, 'templates'), surroundings),
    included,
    dependencies,
  }
}

function readValues(path: string, surroundings: Surroundings): YamlNode | null {
  const text = surroundings.text(path)
  return text === undefined ? null : (readYamlFile(text, { version: '1.1', path }).documents[0]?.root ?? null)
}

function filesBelow(dir: string, surroundings: Surroundings): FileRef[] {
  const found: FileRef[] = []
  for (const name of [...(surroundings.list(dir) ?? [])].sort()) {
    const path = join(dir, name)
    if (surroundings.list(path) !== null) found.push(...filesBelow(path, surroundings))
    else {
      const text = surroundings.text(path)
      if (text !== undefined) found.push({ path, text })
    }
  }
  return found
}

export function join(...parts: string[]): string {
  return parts.filter((part) => part !== '').join('/')
}
