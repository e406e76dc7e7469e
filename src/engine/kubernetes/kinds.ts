import { didYouMean } from '../../skills/nearest.ts'
import type { Finding } from '../checks/finding.ts'
import type { YamlNode } from '../checks/read/yaml-node.ts'
import { type KubeObject, titleOf } from './objects.ts'
import { deprecatedSince, removedEarly } from './removed.ts'
import type { DefinedKinds } from './schema/crd.ts'
import { groupOf, KUBERNETES, type KubernetesPack } from './schema/pack.ts'
import type { Type } from './schema/type.ts'
import { validate } from './validate.ts'

/** The Kubernetes version that is judged for. */
export interface Target {
  minor: number
  /** False when nothing says it, and the newest that is known here is taken. */
  isKnown: boolean
}

/** Judges objects by the schemas of their kinds: those of the tree first, then those that come with the program. */
export class KindCheck {
  private readonly pack: KubernetesPack
  private readonly defined: DefinedKinds
  private readonly target: Target
  private readonly unjudged: (what: string) => void

  constructor(pack: KubernetesPack, defined: DefinedKinds, target: Target, unjudged: (what: string) => void) {
    this.pack = pack
    this.defined = defined
    this.target = target
    this.unjudged = unjudged
  }

  judge(object: KubeObject, partial = false): Finding[] {
    const { apiVersion, kind, node } = object
    const own = this.defined.find(apiVersion, kind)
    const schema = own === undefined ? this.pack.find(apiVersion, kind) : null
    if (own === undefined && schema === null) return this.unknownKind(object)
    const title = titleOf(object)
    const isOurs = schema?.family === KUBERNETES
    if (schema !== null) {
      if (schema.until < this.target.minor)
        return [this.gone(object, schema.until + 1, this.served(kind, groupOf(apiVersion)))]
      if (schema.from > this.target.minor) return [this.early(object, schema.from)]
    }
    const type: Type = own ?? schema?.type ?? { is: 'any' }
    const mayBeOlder = schema !== null && (!isOurs || this.target.minor > this.pack.newest)
    const minor = Math.min(Math.max(this.target.minor, this.pack.oldest), this.pack.newest)
    const findings = validate(node, type, { minor, partial, mayBeOlder, title })
    const old = deprecatedSince(apiVersion, kind, this.target.minor)
    if (old !== null && !partial) {
      const message = `${title}: ${kind} is deprecated since Kubernetes 1.${old.minor}`
      findings.push({
        at: keyOf(object, 'kind'),
        severity: 'warning',
        rule: 'deprecated',
        message,
        hint: `use ${old.instead}`,
      })
    }
    if (isOurs && !partial && !hasName(object)) {
      const message = `${kind} has no name`
      findings.push({ at: keyOf(object, 'metadata'), severity: 'error', rule: 'name', message })
    }
    return findings
  }

  private unknownKind(object: KubeObject): Finding[] {
    const { apiVersion, kind } = object
    const removed = removedEarly(apiVersion, kind)
    if (removed !== null) return [this.gone(object, removed.minor, removed.instead)]
    const group = groupOf(apiVersion)
    const family = this.pack.familyOf(group)
    if (family === null) {
      if (!CONFIGURATION.test(group)) this.unjudged(`no schema of ${apiVersion} ${kind}`)
      return []
    }
    const kinds = this.pack.kindsIn(group)
    const isNewVersion = kinds.includes(kind)
    const near = didYouMean(kind, kinds)
    const message = isNewVersion
      ? `${family} has ${kind} as ${this.versions(kind, group)}, not as ${apiVersion}`
      : `${family} has no kind ${kind} in ${apiVersion}`
    // A custom resource may be newer than what is known here.
    const isSure = family === KUBERNETES || (near !== undefined && !isNewVersion)
    const at = keyOf(object, isNewVersion ? 'apiVersion' : 'kind')
    const severity = isSure ? 'error' : 'warning'
    return [{ at, severity, rule: 'unknown-kind', message, hint: isNewVersion ? undefined : near }]
  }

  private gone(object: KubeObject, minor: number, instead: string | null): Finding {
    const judged = this.target.isKnown ? '' : ` (no target version is known: judged for 1.${this.target.minor})`
    const message = `${titleOf(object)}: ${object.apiVersion} was removed in Kubernetes 1.${minor}${judged}`
    const hint = instead === null ? undefined : `use ${instead}`
    return { at: keyOf(object, 'apiVersion'), severity: 'error', rule: 'removed-api', message, hint }
  }

  private early(object: KubeObject, from: number): Finding {
    const message = `${titleOf(object)}: ${object.apiVersion} is served from Kubernetes 1.${from} on, not by 1.${this.target.minor}`
    return { at: keyOf(object, 'apiVersion'), severity: 'error', rule: 'unknown-kind', message }
  }

  /** The API version of a kind that the target serves. */
  private served(kind: string, group: string): string | null {
    const { minor } = this.target
    const served = this.pack
      .versionsOf(kind)
      .filter((one) => groupOf(one.apiVersion) === group && one.from <= minor && minor <= one.until)
    return served[0]?.apiVersion ?? null
  }

  private versions(kind: string, group: string): string {
    const versions = this.pack.versionsOf(kind).filter((one) => groupOf(one.apiVersion) === group)
    return versions.map((one) => one.apiVersion).join(', ')
  }
}

/** Settings of tools, which no cluster is sent. */
const CONFIGURATION = /^(?:kustomize\.config\.k8s\.io|kubelet\.config\.k8s\.io|kubeadm\.k8s\.io|kind\.x-k8s\.io)$/

/** Requests have no name: they are answered, not kept. */
const NAMELESS = /Review$|^(?:Eviction|Binding|TokenRequest)$/

function hasName({ kind, name, node }: KubeObject): boolean {
  if (name !== '' || NAMELESS.test(kind)) return true
  const metadata = node.get('metadata')
  return metadata?.kind === 'map' && (metadata.has('generateName') || metadata.has('name'))
}

function keyOf({ node }: KubeObject, key: string): YamlNode {
  return node.entry(key)?.keyNode ?? node
}
