import type { Block, Place } from '../syntax/ast.ts'
import { keyword } from '../syntax/ast.ts'
import type { Finding } from '../syntax/problem.ts'
import { STRING } from '../values/type.ts'
import { readConstant, readSetting } from './constant.ts'
import { isConstraint } from './version.ts'

/** The backends of Terraform 1.11. */
export const BACKENDS: ReadonlySet<string> = new Set([
  ...['local', 'remote', 'azurerm', 'consul', 'cos', 'gcs', 'http', 'inmem', 'kubernetes', 'oss', 'pg', 's3'],
])

/** Checks a version constraint that stands as it is, and gives its text. */
export function readConstraint(block: Block, name: string, found: Finding[]): string | null {
  const attribute = block.body.attributes.get(name)
  if (attribute === undefined) return null
  const { value } = attribute
  const before = found.length
  const constant = readConstant(value, found)
  const wrong = (detail: string): null => {
    found.push({ ...value.at, summary: 'Invalid version constraint', detail })
    return null
  }
  if (found.length > before || constant === null) return null
  const { content } = constant
  if (content === null) return ''
  if (typeof content !== 'string' && typeof content !== 'number')
    return wrong(`A string value is required for ${name}.`)
  const text = String(content)
  return isConstraint(text) ? text : wrong('This string does not use correct version constraint syntax.')
}

/** `experiments` and `language`: both are for other releases than the ones people use. */
export function checkEditions(block: Block, found: Finding[]): void {
  const { attributes } = block.body
  const language = attributes.get('language')?.value
  if (language !== undefined && keyword(language) !== 'TF2021') {
    const detail = 'Terraform supports only language edition TF2021, which is the default.'
    found.push({ ...language.at, summary: 'Unsupported language edition', detail })
  }
  const experiments = attributes.get('experiments')
  if (experiments === undefined) return
  const detail =
    'Experimental features are intended only for gathering early feedback on new language designs, and so are available only in alpha releases of Terraform.'
  found.push({ ...experiments.at, summary: 'Module uses experimental features', detail })
}

/** Where state is kept: once, and either in a backend or in the cloud. */
export class StateKeeping {
  private backend: Place | null = null
  private cloud: Place | null = null

  add(block: Block, where: Place, found: Finding[]): void {
    const isCloud = block.type === 'cloud'
    const first = isCloud ? this.cloud : this.backend
    if (first !== null) {
      const summary = isCloud ? 'Duplicate HCP Terraform configurations' : 'Duplicate backend configuration'
      const what = isCloud ? "'cloud' block" : 'backend configuration'
      found.push({ ...block.at, summary, detail: `A module may have only one ${what}.` })
      return
    }
    if (isCloud) this.cloud = where
    else this.backend = where
    if (this.backend === null || this.cloud === null) return
    const detail =
      "A module may declare either one 'cloud' block OR one 'backend' block configuring a state backend. Remove the backend block to configure HCP Terraform or Terraform Enterprise."
    found.push({ ...block.at, summary: 'Both a backend and cloud configuration are present', detail })
  }
}

/** The source of a module as its call gives it. */
export function readSource(block: Block, found: Finding[]): string | null {
  const attribute = block.body.attributes.get('source')
  const text = readSetting(attribute, STRING, found)
  if (attribute === undefined || typeof text !== 'string') return null
  const wrong = (summary: string, detail: string): void => {
    found.push({ ...attribute.value.at, summary, detail })
  }
  const isLocal = /^\.\.?(?:\/|$)/.test(text.replaceAll('\\', '/'))
  if (block.body.attributes.has('version')) {
    if (isLocal || !/^(?:[\w.-]+\.[\w.-]+(?::\d+)?\/)?[\w-]+\/[\w-]+\/[\w-]+(?:\/\/.*)?$/.test(text)) {
      wrong(
        'Invalid registry module source address',
        `"${text}" is no address in a registry. Terraform assumed that you intended a module registry source address because you also set the argument "version", which applies only to registry modules.`,
      )
      return null
    }
  } else if (text === '.' || text === '..') {
    wrong('Invalid module source address', `Failed to parse module source address: invalid source address: ${text}.`)
    return null
  } else if (text.trim() !== text || text === '') {
    wrong(
      'Invalid module source address',
      'Failed to parse module source address: it is empty or has blanks around it.',
    )
    return null
  } else if (!isLocal && !mayBeRemote(text)) {
    wrong(
      'Invalid module source address',
      `Terraform failed to determine your intended installation method for remote module package "${text}". If you intended this as a path relative to the current module, use "./${text}" instead. The "./" prefix indicates that the address is a relative filesystem path.`,
    )
    return null
  }
  return text
}

/** Registry addresses, repositories and URLs; a plain word is none of them. */
function mayBeRemote(text: string): boolean {
  if (text.startsWith('/') || text.includes('::') || text.includes('://') || /^[\w.-]+@/.test(text)) return true
  if (/^(?:github\.com|bitbucket\.org|gitlab\.com)\//.test(text)) return true
  if (/^[\w.-]+\.s3[.-].*amazonaws\.com\//.test(text) || /^s3[.-]\w*.*amazonaws\.com\//.test(text)) return true
  return /^(?:[\w.-]+\.[\w.-]+(?::\d+)?\/)?[\w-]+\/[\w-]+\/[\w-]+(?:\/\/.*)?$/.test(text)
}
