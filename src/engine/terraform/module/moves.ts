import type { Block } from '../syntax/ast.ts'
import type { Finding } from '../syntax/problem.ts'
import { BOOL } from '../values/type.ts'
import { type Address, readAddress } from './addresses.ts'
import { readSetting } from './constant.ts'
import { readProviderReference } from './provider-reference.ts'
import { checkProvisionerForm, isDestroy } from './resource-blocks.ts'
import { checkShape, missingArgument } from './structure.ts'

/** Blocks that tell what became of an object, or where it comes from: `moved`, `removed`, `import`. */
export function checkMove(block: Block): Finding[] {
  const found: Finding[] = []
  if (block.type === 'moved') moved(block, found)
  else if (block.type === 'removed') removed(block, found)
  else imported(block, found)
  return found
}

function moved(block: Block, found: Finding[]): void {
  const before = found.length
  const from = block.body.attributes.get('from')
  const to = block.body.attributes.get('to')
  const [source, target] = [from, to].map((one) => (one === undefined ? null : readAddress(one.value, found)))
  if (!source || !target || found.length > before) return
  if ((source.resource === null) === (target.resource === null) && sameMode(source, target)) return
  const detail = 'The "from" and "to" addresses must either both refer to resources or both refer to modules.'
  found.push({ ...block.at, summary: 'Invalid "moved" addresses', detail })
}

function sameMode(a: Address, b: Address): boolean {
  return (a.resource?.mode ?? null) === (b.resource?.mode ?? null)
}

function removed(block: Block, found: Finding[]): void {
  const from = block.body.attributes.get('from')?.value
  const source = from === undefined ? null : readAddress(from, found)
  if (source?.resource?.mode === 'data') {
    const detail =
      'Data sources are never destroyed, so they are not valid targets of removed blocks. To remove the data source from state, remove the data source block from configuration.'
    found.push({ ...source, summary: 'Data source address not allowed', detail })
  } else if (source !== null && source.resource !== null && source.resource.key !== null) {
    const detail = 'Resource instance address with keys is not allowed. Please specify the resource address instead.'
    found.push({ ...source, summary: 'Resource instance address not allowed', detail })
  }
  const managed = source?.resource?.mode === 'resource'
  for (const inner of block.body.blocks) {
    if (inner.type === 'lifecycle') {
      found.push(...checkShape(inner.body, inner.at, { attributes: ['destroy'] }))
      readSetting(inner.body.attributes.get('destroy'), BOOL, found)
    } else if (inner.type === 'provisioner') {
      if (!managed || !isDestroy(inner)) {
        const detail = managed
          ? 'Only destroy-time provisioners are valid in "removed" blocks. To declare a destroy-time provisioner, use: when = destroy'
          : 'Provisioners are valid only when a removed block targets a managed resource.'
        found.push({ ...inner.at, summary: 'Invalid provisioner block', detail })
      }
      checkProvisionerForm(inner, found)
    } else if (inner.type === 'connection' && !managed) {
      const detail =
        'Provisioner connection configuration is valid only when a removed block targets a managed resource.'
      found.push({ ...inner.at, summary: 'Invalid connection block', detail })
    }
  }
}

function imported(block: Block, found: Finding[]): void {
  const { attributes } = block.body
  // Terraform 1.12 also takes an identity.
  if (!attributes.has('id') && !attributes.has('identity')) found.push({ ...block.at, ...missingArgument('id') })
  const to = attributes.get('to')
  const target = to === undefined ? null : readAddress(to.value, found, true)
  if (target !== null && target.resource?.mode !== 'resource') {
    const detail = 'Only managed resources can be imported.'
    found.push({ ...target, summary: 'Invalid import address', detail })
  }
  const provider = attributes.get('provider')
  if (provider === undefined) return
  if (target !== null && target.modules.length > 0) {
    const detail =
      'The provider argument can only be specified in import blocks that will generate configuration. Use the providers argument within the module block to configure providers for all resources within a module, including imported resources.'
    found.push({ ...provider.at, summary: 'Invalid import provider argument', detail })
  }
  readProviderReference(provider.value, 'provider', found)
}
