import { calledDir, moduleOnce } from '../../terraform/module/tree.ts'
import type { Module } from '../../terraform/module/types.ts'
import { literalText } from '../../terraform/syntax/ast.ts'
import type { CheckContext } from '../check.ts'
import { dirsOf } from '../resources/configured.ts'

/** What others may say of a module: its names, and not what it is made of. */
export interface NamedModule {
  dir: string
  /** Another module of the tree takes it in. */
  isCalled: boolean
  /** Not all of it could be read. */
  partial: boolean
  outputs: ReadonlySet<string>
  /** `aws_vpc.this`, `data.aws_ami.web` */
  resources: ReadonlySet<string>
  /** Whether each has a default. */
  variables: ReadonlyMap<string, boolean>
  /** The kinds of its backends. */
  backends: readonly string[]
  /** What it asks of Terraform's version. */
  versions: readonly string[]
}

/** The modules of a tree; of a large one nothing but these names is held. */
export function namedModules({ tree, surroundings }: Pick<CheckContext, 'tree' | 'surroundings'>): NamedModule[] {
  const called = new Set<string | null>()
  const modules = dirsOf(tree).flatMap((dir) => {
    const module = moduleOnce(surroundings, dir)
    if (module === null) return []
    for (const call of module.calls.values()) called.add(calledDir(module, call))
    return [namesIn(module)]
  })
  return modules.map((one) => ({ ...one, isCalled: called.has(one.dir) }))
}

function namesIn(module: Module): Omit<NamedModule, 'isCalled'> {
  const settings = module.files.flatMap(({ blocks }) => blocks.filter((block) => block.type === 'terraform'))
  return {
    dir: module.dir,
    partial: module.partial,
    outputs: new Set(module.outputs.keys()),
    resources: new Set(module.resources.keys()),
    variables: new Map([...module.variables.values()].map(({ name, hasDefault }) => [name, hasDefault])),
    backends: settings
      .flatMap(({ body }) => body.blocks)
      .flatMap((one) => (one.type === 'backend' ? (one.labels[0]?.text ?? '') : [])),
    versions: settings.flatMap(({ body }) => literalText(body.attributes.get('required_version')?.value) ?? []),
  }
}
