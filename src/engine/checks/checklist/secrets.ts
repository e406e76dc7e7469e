import { dig, isMap, lineIn, type Manifest, maps } from '../read/manifests.ts'
import { attribute, literal } from '../read/terraform.ts'
import { scanForSecrets } from '../secrets/scan.ts'
import type { Survey } from '../survey.ts'
import { at, count, type Finding, type Line, some } from './finding.ts'

export const secrets: Line = {
  line: 'Secrets management (not hardcoded)',
  otherwise: 'There is no file to scan.',
  judge: (survey) => [...scan(survey), ...secretObjects(survey), ...sensitiveDefaults(survey), ...references(survey)],
}

function scan(survey: Survey): Finding[] {
  if (survey.files.length === 0) return []
  const hits = survey.files.flatMap(scanForSecrets)
  return [
    {
      ok: hits.length === 0,
      says:
        hits.length === 0
          ? `0 hits in ${count(survey.files.length, 'file')} for known credential shapes and random text`
          : `looks like a credential: ${count(hits.length, 'line')} (${some(hits.map((hit) => hit.what))})`,
      // The line itself is not repeated: the report travels further than the file.
      evidence: hits.map((hit) => ({ file: hit.file, line: hit.line, text: hit.what })),
    },
  ]
}

/** A Secret object with values in it is a hardcoded secret, base64 or not. */
function secretObjects(survey: Survey): Finding[] {
  const filled = survey.manifests.filter(
    (one) =>
      one.kind === 'Secret' && one.apiVersion === 'v1' && ['data', 'stringData'].some((key) => isMap(one.value[key])),
  )
  if (filled.length === 0) return []
  return [
    {
      ok: false,
      says: `values written into ${count(filled.length, 'Secret object')} (${some(filled.map((one) => one.name))})`,
      evidence: filled.map((one) => ({ file: one.file, line: one.line, text: `kind: Secret, name: ${one.name}` })),
    },
  ]
}

function sensitiveDefaults(survey: Survey): Finding[] {
  const found = survey.terraform.flatMap((file) =>
    file.blocks
      .filter((block) => block.type === 'variable' && attribute(block, 'sensitive')?.value === 'true')
      .filter((block) => (literal(attribute(block, 'default')?.value) ?? '') !== '')
      .map((block) => ({ file: file.path, block })),
  )
  if (found.length === 0) return []
  return [
    {
      ok: false,
      says: `a default written into ${count(found.length, 'sensitive variable')}`,
      evidence: found.map(({ file, block }) => ({
        file,
        line: block.line,
        text: `variable "${block.labels[0] ?? ''}"`,
      })),
    },
  ]
}

interface SecretUse {
  manifest: Manifest
  name: string
}

/** Every secret that a pod reads must be made by something in the repository, or be marked optional. */
function references(survey: Survey): Finding[] {
  const uses = survey.manifests.flatMap((manifest) => secretNames(manifest.value).map((name) => ({ manifest, name })))
  if (uses.length === 0) return []
  const made = new Set(survey.manifests.flatMap(madeSecrets))
  for (const { value } of survey.kustomizations)
    for (const generator of maps(value.secretGenerator))
      if (typeof generator.name === 'string') made.add(generator.name)
  const dangling = uses.filter((use) => !made.has(use.name))
  const line = (use: SecretUse) => lineIn(use.manifest, /secretKeyRef|secretRef|secretName|imagePullSecrets/)
  return [
    {
      ok: dangling.length === 0,
      says:
        dangling.length === 0
          ? `resolved: ${uses.length} of ${count(uses.length, 'secret reference')}`
          : `resolved: ${uses.length - dangling.length} of ${count(uses.length, 'secret reference')} (not: ${some(dangling.map((use) => use.name))})`,
      evidence: (dangling.length > 0 ? dangling : uses).map((use) => at(survey, use.manifest.file, line(use))),
    },
  ]
}

function madeSecrets(manifest: Manifest): string[] {
  const named = (value: unknown): string[] => (typeof value === 'string' ? [value] : [])
  switch (manifest.kind) {
    case 'ExternalSecret':
      return [...named(dig(manifest.value, 'spec', 'target', 'name')), manifest.name]
    case 'Certificate':
      return named(dig(manifest.value, 'spec', 'secretName'))
    case 'SecretProviderClass':
      return maps(dig(manifest.value, 'spec', 'secretObjects')).flatMap((one) => named(one.secretName))
    case 'Secret':
    case 'SealedSecret':
    case 'VaultStaticSecret':
    case 'VaultDynamicSecret':
      return [manifest.name, ...named(dig(manifest.value, 'spec', 'destination', 'name'))]
    default:
      return []
  }
}

const READERS = new Set(['secretKeyRef', 'secretRef', 'secret'])

function secretNames(value: unknown, depth = 0): string[] {
  if (depth > 40) return []
  if (Array.isArray(value)) return value.flatMap((item) => secretNames(item, depth + 1))
  if (!isMap(value)) return []
  return Object.entries(value).flatMap(([key, inner]) => {
    if (READERS.has(key) && isMap(inner) && inner.optional !== true) {
      const name = key === 'secret' ? inner.secretName : inner.name
      if (typeof name === 'string') return [name]
    }
    if (key === 'imagePullSecrets')
      return maps(inner).flatMap((one) => (typeof one.name === 'string' ? [one.name] : []))
    return secretNames(inner, depth + 1)
  })
}
