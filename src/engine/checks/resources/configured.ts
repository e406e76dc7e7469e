import { evaluate } from '../../terraform/evaluate/evaluate.ts'
import { Signatures } from '../../terraform/evaluate/signatures.ts'
import { parseHcl } from '../../terraform/syntax/parser.ts'
import { ANY, type Value } from '../../terraform/values/value.ts'
import type { CheckContext } from '../check.ts'
import type { Surroundings } from '../surroundings.ts'
import { baseName, dirName } from '../tree.ts'
import { type Instance, instancesOf, type RootValues } from './terraform.ts'

/** The folders of a tree that hold Terraform of its own. */
export function dirsOf(tree: CheckContext['tree']): string[] {
  return [
    ...new Set(
      ownPaths(tree)
        .filter((path) => path.endsWith('.tf'))
        .map(dirName),
    ),
  ]
}

function ownPaths(tree: CheckContext['tree']): string[] {
  return tree.paths().filter((path) => !FOREIGN.test(path))
}

/** The Terraform of a tree as it is used, read once for all checks that ask. */
export function terraformOf({ tree, surroundings }: Pick<CheckContext, 'tree' | 'surroundings'>): readonly Instance[] {
  const known = READ.get(surroundings)
  if (known !== undefined) return known
  const paths = ownPaths(tree)
  const dirs = dirsOf(tree)
  const roots = paths.filter((path) => path.endsWith('.tfvars')).flatMap((path) => rootValues(path, dirs, tree))
  const instances = instancesOf(dirs, merged(roots), surroundings)
  READ.set(surroundings, instances)
  return instances
}

/** Holds nothing longer than one look at the disk. */
const READ = new WeakMap<Surroundings, readonly Instance[]>()

const FOREIGN = /(?:^|\/)(?:\.terraform|node_modules|\.git|\.skillchain|vendor)\//

interface ValuesFile extends RootValues {
  /** Terraform takes it unasked. */
  always: boolean
}

/** A file of values belongs to the nearest folder of Terraform above it; one of tests belongs to the tests. */
function rootValues(path: string, dirs: readonly string[], tree: CheckContext['tree']): ValuesFile[] {
  if (/(?:^|\/)(?:tests?|examples?)\//.test(path)) return []
  let dir = dirName(path)
  while (!dirs.includes(dir)) {
    if (dir === '') return []
    dir = dirName(dir)
  }
  const { body, problems } = parseHcl(tree.text(path) ?? '')
  if (problems.length > 0) return []
  const values = new Map([...body.attributes.values()].map(({ name, value }) => [name, literalOf(value)]))
  const always = dirName(path) === dir && /^terraform\.tfvars$|\.auto\.tfvars$/.test(baseName(path))
  return [{ dir, values, always }]
}

/** Files of values hold literals alone. */
function literalOf(expression: Parameters<typeof evaluate>[0]): Value {
  const resolve = (): { value: Value; used: number } => ({ value: ANY, used: 0 })
  const library = { signatures: SIGNATURES, provided: () => undefined, files: { read: () => null } }
  return evaluate(expression, { names: new Map(), library, problems: [], resolve })
}

const SIGNATURES = new Signatures()

/** More environments than this say nothing new. */
const MOST_VARIANTS = 4

/** What Terraform takes unasked counts in each of the variants, or alone when there is no other. */
function merged(files: readonly ValuesFile[]): RootValues[] {
  const byDir = Map.groupBy(files, (file) => file.dir)
  return [...byDir].flatMap(([dir, all]) => {
    const always = new Map(all.filter((file) => file.always).flatMap((file) => [...file.values]))
    const variants = all.filter((file) => !file.always).slice(0, MOST_VARIANTS)
    if (variants.length === 0) return [{ dir, values: always }]
    return variants.map(({ values }) => ({ dir, values: new Map([...always, ...values]) }))
  })
}
