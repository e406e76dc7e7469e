import { nearest } from '../../../skills/nearest.ts'
import { evaluate } from '../evaluate/evaluate.ts'
import { aside, type Scope } from '../evaluate/scope.ts'
import { ignoredPaths } from '../module/resource-blocks.ts'
import { BACKENDS } from '../module/settings.ts'
import type { Resource } from '../module/types.ts'
import type { BlockSchema } from '../schema/block.ts'
import { CONNECTION, PROVISIONERS } from '../schema/builtin.ts'
import type { Block } from '../syntax/ast.ts'
import type { Finding } from '../syntax/problem.ts'
import { BodyChecker, type BodyFindings, type Refer } from './body.ts'
import { type ModuleContext, providerNameOf, schemaOf } from './context.ts'
import { NO_OTHERS, type Others } from './others.ts'
import { checkSchemaPath } from './schema-path.ts'

const META = {
  attributes: new Set(['count', 'for_each', 'provider', 'depends_on']),
  blocks: new Set(['lifecycle', 'connection', 'provisioner']),
}
const DATA_META = { attributes: META.attributes, blocks: new Set(['lifecycle']) }

/** How paths are judged in a body of the resource; where `self` stands for it, and where it does not. */
export type ReferOf = (self: boolean) => Refer

/** The body of a resource by the schema of its type. */
export function checkResource(context: ModuleContext, resource: Resource, scope: Scope, refer: ReferOf): void {
  const found = schemaOf(context, resource)
  const findings: BodyFindings = { errors: [], warnings: [] }
  if (found === null) unknownType(context, resource)
  else {
    const meta = resource.mode === 'resource' ? META : DATA_META
    new BodyChecker(findings, found.newest, refer(false)).check(
      resource.block.body,
      resource,
      found.schema,
      found.others,
      scope,
      meta,
    )
    if (resource.type === 'terraform_remote_state') checkRemoteState(resource, scope, findings.errors)
    if (resource.mode === 'resource') checkIdentity(resource, found.schema, findings.errors)
    if (resource.mode === 'resource') checkIgnored(resource, found.schema, found.others, findings.errors)
  }
  if (resource.mode === 'resource') {
    const base = resource.block.body.blocks.find((block) => block.type === 'connection')
    for (const block of resource.block.body.blocks) {
      if (block.type === 'provisioner') checkProvisioner(block, base, scope, findings, refer(true))
    }
  }
  for (const finding of findings.errors) context.report(resource.file, finding)
  for (const finding of findings.warnings) context.report(resource.file, finding, 'warning')
}

function unknownType(context: ModuleContext, resource: Resource): void {
  const provider = context.provider(providerNameOf(resource))
  const pack = provider.active
  if (pack === null) return
  const label = resource.block.labels[0]
  const at = label?.at ?? resource
  const words = { resource: 'resource type', data: 'data source', ephemeral: 'ephemeral resource' }[resource.mode]
  const summary = `Invalid ${words}`
  const detail = `The provider ${provider.source} does not support ${words} "${resource.type}".`
  const otherMode = resource.mode === 'data' ? 'resource' : 'data'
  const near = nearest(resource.type, pack.names(resource.mode))
  if (provider.find(otherMode, resource.type) !== null && resource.mode !== 'ephemeral') {
    const use = `${detail} Did you intend to use a block of type "${otherMode}"?`
    context.report(resource.file, { ...at, summary, detail: use })
  } else if (near === null && provider.mayBeNewer) {
    const newer = `${resource.type} is not in ${provider.source} ${pack.version}, the newest version known here; a newer one may have it, so nothing in it was checked.`
    context.report(resource.file, { ...at, summary: `Unknown ${words}`, detail: newer }, 'warning')
  } else {
    const hint = near === null ? '' : ` Did you mean "${near}"?`
    context.report(resource.file, { ...at, summary, detail: `${detail}${hint}` })
  }
}

function checkProvisioner(
  block: Block,
  base: Block | undefined,
  scope: Scope,
  findings: BodyFindings,
  refer: Refer,
): void {
  const type = block.labels[0]?.text ?? ''
  const schema = PROVISIONERS.get(type)
  if (schema === undefined) {
    const detail = `This configuration requires provisioner plugin "${type}", which isn't available.`
    findings.errors.push({
      ...(block.labels[0]?.at ?? block.at),
      summary: 'Missing required provisioner plugin',
      detail,
    })
    return
  }
  const meta = { attributes: new Set(['when', 'on_failure']), blocks: new Set(['connection', 'lifecycle']) }
  new BodyChecker(findings, null, refer).check(block.body, block.at, schema, NO_OTHERS, scope, meta)
  const own = block.body.blocks.find((inner) => inner.type === 'connection')
  const connection = own ?? base
  if (connection === undefined) return
  const attributes = new Map([...(base?.body.attributes ?? []), ...(own?.body.attributes ?? [])])
  const body = { ...connection.body, attributes }
  new BodyChecker(findings, null, refer).check(body, connection.at, CONNECTION, NO_OTHERS, scope)
}

/** Every resource has an id, many schemas say that it could be given, and no provider takes it. */
function checkIdentity(resource: Resource, schema: BlockSchema, errors: Finding[]): void {
  const given = resource.block.body.attributes.get('id')
  const known = schema.attributes.get('id')
  if (given === undefined || !known?.optional || !known.computed) return
  errors.push({
    ...given.at,
    summary: 'Invalid or unknown key',
    detail: 'The id of a resource is decided by the provider.',
  })
}

/** State of others is read from a backend that Terraform has. */
function checkRemoteState(resource: Resource, scope: Scope, errors: Finding[]): void {
  const backend = resource.block.body.attributes.get('backend')?.value
  if (backend === undefined) return
  const { content } = evaluate(backend, aside(scope))
  if (typeof content !== 'string' || BACKENDS.has(content)) return
  const detail = `There is no backend type named "${content}".`
  errors.push({ ...backend.at, summary: 'Invalid backend configuration', detail })
}

/** `ignore_changes` names arguments of the resource. */
function checkIgnored(
  resource: Resource,
  schema: Parameters<typeof checkSchemaPath>[0],
  others: Others,
  errors: Finding[],
): void {
  for (const block of resource.block.body.blocks) {
    const ignored = block.type === 'lifecycle' ? block.body.attributes.get('ignore_changes')?.value : undefined
    for (const part of ignored === undefined ? [] : ignoredPaths(ignored, [])) {
      const steps = [{ is: 'attribute' as const, name: part.root, at: part.at }, ...part.steps]
      const [problem] = checkSchemaPath(schema, steps)
      if (problem === undefined || others().some((other) => checkSchemaPath(other, steps).length === 0)) continue
      errors.push(problem)
    }
  }
}
