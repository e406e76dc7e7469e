import { withoutComments } from './comments.ts'
import type { FactView } from './fact-view.ts'
import { fileKind } from './file-kind.ts'
import {
  dig,
  isMap,
  type Kustomization,
  type Manifest,
  manifestsOf,
  maps,
  patchFiles,
  readYaml,
  type UnreadFile,
  type YamlPart,
} from './read/manifests.ts'
import { readTerraform, type TfBlock, type TfBody } from './read/terraform.ts'
import { baseName, dirName, type FileRef, readable, type Tree } from './tree.ts'

export interface TfFile extends TfBody {
  path: string
  dir: string
}

export interface TfResource {
  file: string
  dir: string
  /** `aws_vpc` */
  type: string
  name: string
  block: TfBlock
}

export interface Alert {
  name: string
  file: string
  line: number
  /** What its annotations say about where to read on. */
  runbook: string | null
  source: 'prometheus' | 'cloudwatch'
}

/** A repository, read once for all the lines of the checklist. */
export interface Survey {
  tree: Tree
  facts: FactView
  files: FileRef[]
  terraform: TfFile[]
  resources: TfResource[]
  yaml: YamlPart[]
  /** Objects that are deployed as they stand: no patches, no charts. */
  manifests: Manifest[]
  kustomizations: Kustomization[]
  alerts: Alert[]
  scripts: FileRef[]
  documents: FileRef[]
  unread: UnreadFile[]
}

export function survey(tree: Tree, facts: FactView): Survey {
  const files = readable(tree).filter((file) => !isVendored(file.path))
  const terraform = files
    .filter((file) => /\.(?:tf|tfvars)$/.test(file.path))
    .map((file) => ({ path: file.path, dir: dirName(file.path), ...readTerraform(file.text) }))
  const resources = terraform.flatMap(resourcesOf)
  const read = files.filter((file) => /\.ya?ml$/.test(file.path) && !isChartTemplate(file.path)).map(readYaml)
  const yaml = read.flatMap((one) => one.parts)
  const unread = read.flatMap((one) => one.unread ?? [])
  const kustomizations = yaml.flatMap(kustomizationOf)
  const patches = patchFiles(kustomizations)
  const manifests = yaml
    .filter((part) => !patches.has(part.file))
    .flatMap(manifestsOf)
    .filter((manifest) => manifest.kind !== 'Kustomization' && manifest.kind !== 'Component')
  return {
    tree,
    facts,
    files,
    terraform,
    resources,
    yaml,
    manifests,
    kustomizations,
    alerts: [...yaml.flatMap(prometheusAlerts), ...resources.flatMap(cloudwatchAlarm)],
    scripts: files.filter((file) => isScript(file)),
    documents: files.filter((file) => file.path.endsWith('.md')),
    unread,
  }
}

/** Code that came from elsewhere is judged elsewhere. */
function isVendored(path: string): boolean {
  return /(?:^|\/)(?:node_modules|vendor|\.git|\.terraform|\.skillchain|charts\/[^/]+\/charts)\//.test(path)
}

function isChartTemplate(path: string): boolean {
  return /(?:^|\/)templates\/.*\.ya?ml$/.test(path)
}

function isScript(file: FileRef): boolean {
  return fileKind(file.path, file.text) === 'shell' && !file.path.endsWith('.bats') && !/(?:^|\/)\./.test(file.path)
}

function resourcesOf(file: TfFile): TfResource[] {
  return file.blocks.flatMap((block) => {
    const [type, name] = block.labels
    return block.type === 'resource' && type && name ? [{ file: file.path, dir: file.dir, type, name, block }] : []
  })
}

function kustomizationOf(part: YamlPart): Kustomization[] {
  if (!/^kustomization\.ya?ml$/i.test(baseName(part.file)) || !isMap(part.value)) return []
  return [{ file: part.file, dir: dirName(part.file), line: part.line, value: part.value }]
}

/** Rules stand in a PrometheusRule or in a plain rule file; both hold `groups`. */
function prometheusAlerts(part: YamlPart): Alert[] {
  const groups = maps(dig(part.value, 'spec', 'groups')).concat(maps(dig(part.value, 'groups')))
  if (groups.length === 0) return []
  const lines = new Map(part.text.split('\n').map((line, index) => [alertIn(line), index]))
  return groups
    .flatMap((group) => maps(group.rules))
    .flatMap((rule) => {
      if (typeof rule.alert !== 'string') return []
      const runbook = dig(rule, 'annotations', 'runbook_url') ?? dig(rule, 'annotations', 'runbook')
      return [
        {
          name: rule.alert,
          file: part.file,
          line: part.line + (lines.get(rule.alert) ?? 0),
          runbook: typeof runbook === 'string' ? runbook : null,
          source: 'prometheus' as const,
        },
      ]
    })
}

function alertIn(line: string): string | null {
  return /(?:^|[\s{,])alert: {0,20}["']?([^"'\s#,}]+)/.exec(line)?.[1] ?? null
}

function cloudwatchAlarm(resource: TfResource): Alert[] {
  if (resource.type !== 'aws_cloudwatch_metric_alarm' && resource.type !== 'aws_cloudwatch_composite_alarm') return []
  const text = resource.block.attributes.map((one) => one.value).join('\n')
  const runbook = /(?<![\w./-])[\w./-]{0,200}?runbooks?\/[\w.-]{1,100}?\.md/.exec(text)?.[0] ?? null
  return [{ name: resource.name, file: resource.file, line: resource.block.line, runbook, source: 'cloudwatch' }]
}

export function codeOf(file: FileRef): string {
  return withoutComments(file.path, file.text)
}
