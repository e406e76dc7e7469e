import type { CheckContext } from '../check.ts'
import { keepRead } from '../read/kept.ts'
import { terraformOf } from '../resources/configured.ts'
import { type ObjectTree, objectTreeOf } from '../resources/objects.ts'
import type { Instance } from '../resources/terraform.ts'
import type { FileRef } from '../tree.ts'
import { PathIndex } from './paths.ts'
import { type Piece, piecesOf } from './pieces.ts'

/** A repository with what its files say of one another. */
export interface Repository {
  context: CheckContext
  files: readonly FileRef[]
  paths: PathIndex
  pieces: readonly Piece[]
  terraform: readonly Instance[]
  objects: ObjectTree
  /** Written by skillchain: what its facts say holds everywhere. */
  isOwn: boolean
}

/** Code that came from elsewhere is judged elsewhere. */
const VENDORED = /(?:^|\/)(?:node_modules|vendor|\.git|\.terraform|\.skillchain|third_party|charts\/[^/]+\/charts)\//

export function repositoryOf(files: readonly FileRef[], context: CheckContext): Repository {
  const own = files.filter((file) => !VENDORED.test(file.path))
  return {
    context,
    files: own,
    paths: new PathIndex(context.tree),
    pieces: own.flatMap(({ path, text }) => keepRead(`pieces ${path}`, text, () => piecesOf(path, text))),
    terraform: terraformOf(context),
    objects: objectTreeOf(context),
    isOwn: context.facts.all().length > 0,
  }
}
