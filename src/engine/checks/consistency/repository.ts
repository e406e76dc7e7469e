import type { CheckContext } from '../check.ts'
import { keepRead } from '../read/kept.ts'
import { type ObjectTree, objectTreeOf } from '../resources/objects.ts'
import type { FileRef } from '../tree.ts'
import { type NamedModule, namedModules } from './modules.ts'
import { PathIndex } from './paths.ts'
import { type Piece, piecesOf, placed } from './pieces.ts'

/** A repository with what its files say of one another. */
export interface Repository {
  context: CheckContext
  files: readonly FileRef[]
  paths: PathIndex
  pieces: readonly Piece[]
  terraform: readonly NamedModule[]
  objects: ObjectTree
  /** Written by skillchain: what its facts say holds everywhere. */
  isOwn: boolean
}

/** Code that came from elsewhere is judged elsewhere. */
const VENDORED = /(?:^|\/)(?:node_modules|vendor|\.git|\.terraform|\.skillchain|third_party|charts\/[^/]+\/charts)\//

/** What tests are given and expect is about nothing that is deployed, and often wrong on purpose. */
const GIVEN_TO_TESTS = /(?:^|\/)(?:testdata|fixtures|__(?:fixtures|snapshots|mocks)__|golden)\//
const OF_TESTS = /(?:^|\/)(?:tests?|e2e|testdata|fixtures)\//

export function repositoryOf(files: readonly FileRef[], context: CheckContext): Repository {
  const own = files.filter((file) => !VENDORED.test(file.path) && !GIVEN_TO_TESTS.test(file.path))
  const isOwn = context.facts.all().length > 0
  const objects = objectTreeOf(context)
  return {
    context,
    files: own,
    paths: new PathIndex(context.tree),
    pieces: own.flatMap((file) =>
      keepRead(`pieces ${file.path}`, file.text, () => piecesOf(file)).map((piece) => placed(piece, file)),
    ),
    terraform: namedModules(context),
    objects: isOwn ? objects : { ...objects, objects: objects.objects.filter((one) => !OF_TESTS.test(one.file)) },
    isOwn,
  }
}
