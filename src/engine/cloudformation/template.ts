import { readYamlFile, type YamlFile } from '../checks/read/yaml.ts'
import {
  entriesOf,
  itemsOf,
  nodeAt,
  textOf,
  type YamlEntry,
  type YamlMap,
  type YamlNode,
} from '../checks/read/yaml-node.ts'
import type { FileRef } from '../checks/tree.ts'

/** A template as its sections, by name. */
export interface Template {
  root: YamlMap
  parameters: ReadonlyMap<string, YamlEntry>
  mappings: ReadonlyMap<string, YamlEntry>
  conditions: ReadonlyMap<string, YamlEntry>
  resources: ReadonlyMap<string, YamlEntry>
  outputs: ReadonlyMap<string, YamlEntry>
  rules: ReadonlyMap<string, YamlEntry>
  transforms: Transforms
}

export interface Transforms {
  /** The Serverless Application Model. */
  serverless: boolean
  /** Loops, and functions in more places. */
  languageExtensions: boolean
  /** Macros that this program cannot know: they may make anything of the template. */
  others: boolean
}

/** Cheap: whether a text may be a template at all. */
export function mayBeTemplate(text: string): boolean {
  return (
    /AWSTemplateFormatVersion/.test(text) ||
    (/["']?Resources["']?\s*:/.test(text) && /["']?Type["']?\s*:\s*["']?(?:AWS|Alexa|Custom)::/.test(text))
  )
}

export function readTemplateFile(file: FileRef): YamlFile {
  return readYamlFile(file.text, { version: '1.1', path: file.path })
}

/** null for a text that is something else. */
export function templateOf(read: YamlFile): Template | null {
  const [document, ...others] = read.documents
  const root = document?.root
  if (root?.kind !== 'map' || others.some((one) => one.root !== null)) return null
  const resources = section(root, 'Resources')
  const isOurs = [...resources.values()].some((one) => /^(?:AWS|Alexa|Custom)::/.test(typeOf(one.value) ?? ''))
  if (!isOurs && !root.has('AWSTemplateFormatVersion')) return null
  return {
    root,
    resources,
    parameters: section(root, 'Parameters'),
    mappings: section(root, 'Mappings'),
    conditions: section(root, 'Conditions'),
    outputs: section(root, 'Outputs'),
    rules: section(root, 'Rules'),
    transforms: transformsOf(root.get('Transform')),
  }
}

function section(root: YamlMap, name: string): Map<string, YamlEntry> {
  const found = new Map<string, YamlEntry>()
  for (const entry of entriesOf(root.get(name))) found.set(entry.key, entry)
  return found
}

function transformsOf(node: YamlNode | undefined): Transforms {
  const names = (node?.kind === 'list' ? itemsOf(node) : node === undefined ? [] : [node]).map(
    (one) => textOf(one) ?? '',
  )
  const isServerless = (name: string): boolean => name.startsWith('AWS::Serverless')
  return {
    serverless: names.some(isServerless),
    languageExtensions: names.includes('AWS::LanguageExtensions'),
    others: names.some((name) => !isServerless(name) && !HARMLESS.has(name)),
  }
}

/** Transforms that add no names of their own. */
const HARMLESS = new Set([
  'AWS::LanguageExtensions',
  'AWS::SecretsManager-2020-07-23',
  'AWS::SecretsManager-2024-09-16',
])

export function typeOf(resource: YamlNode | undefined): string | undefined {
  return textOf(nodeAt(resource, 'Type'))
}

/** Types whose properties and attributes are somebody's own. */
export function isOpenType(type: string): boolean {
  return /^Custom::|^AWS::CloudFormation::(?:CustomResource|Macro)$|::MODULE$/.test(type)
}
