import type { CheckContext } from '../check.ts'
import { PathIndex, tidy } from '../consistency/paths.ts'
import type { Finding } from '../finding.ts'
import { itemsOf, nodeAt, textOf, type YamlNode } from '../read/yaml-node.ts'
import { dirName } from '../tree.ts'
import { type ComposeFile, servicesOf } from './project.ts'
import { COMPOSE } from './rules.ts'

/** What the services of a file are made of, as far as it is to be in the tree. */
export function* missingFiles(file: ComposeFile, { tree, surroundings }: CheckContext): Generator<Finding> {
  const dir = dirName(file.path)
  const isThere = (path: string): boolean => {
    const name = path.slice(path.lastIndexOf('/') + 1)
    return surroundings.list(path) !== null || surroundings.list(dirName(path))?.includes(name) === true
  }
  const missing = (node: YamlNode | undefined, base: string): string | null => {
    const text = textOf(node)
    if (
      text === undefined ||
      text === '' ||
      /[$*~]|:\/\/|^(?:[/\\]|git@|[\w.-]+\.\w+[:/].*\.git|docker-image:|service:|target:)|^github\.com\//.test(text)
    )
      return null
    const path = tidy(`${base}/${text}`)
    return path === null || isThere(path) || new PathIndex(tree).isIgnored(path) ? null : path
  }
  const say = (at: YamlNode, message: string): Finding => ({
    at,
    severity: 'warning',
    rule: COMPOSE.file.id,
    message,
    hint: `${COMPOSE.file.why} ${COMPOSE.file.fix}`,
  })
  for (const { value } of servicesOf(file)) {
    const build = nodeAt(value, 'build')
    const context = build?.kind === 'map' ? build.get('context') : build
    const lost = missing(context, dir)
    if (context !== undefined && lost !== null) yield say(context, `There is no folder ${lost} to build.`)
    const folder = textOf(context) ?? (build?.kind === 'map' ? '.' : undefined)
    const dockerfile = build?.kind === 'map' ? build.get('dockerfile') : undefined
    if (
      lost === null &&
      dockerfile !== undefined &&
      folder !== undefined &&
      !/[$~]|:\/\/|^\/|\.git|^github/.test(folder)
    ) {
      const gone = missing(dockerfile, `${dir}/${folder}`)
      if (gone !== null) yield say(dockerfile, `There is no Dockerfile ${gone}.`)
    }
    const variables = nodeAt(value, 'env_file')
    for (const one of variables?.kind === 'list' ? variables.items : [variables]) {
      const path = one?.kind === 'map' ? one.get('path') : one
      const required = nodeAt(one, 'required')
      if (path === undefined || (required?.kind === 'scalar' && required.value === false)) continue
      const gone = missing(path, dir)
      // An example beside it says that everybody makes their own.
      if (
        gone !== null &&
        !['.example', '.sample', '.dist', '.template', '-example'].some((ending) => isThere(gone + ending)) &&
        !/(?:^|\/)\.env$/.test(gone)
      )
        yield say(path, `There is no file of variables ${gone}.`)
    }
    const extended = nodeAt(value, 'extends', 'file')
    const other = missing(extended, dir)
    if (extended !== undefined && other !== null) yield say(extended, `There is no file ${other} to extend.`)
  }
  for (const one of itemsOf(file.root.get('include'))) {
    const path = one.kind === 'map' ? one.get('path') : one
    const gone = missing(path, dir)
    if (path !== undefined && gone !== null) yield say(path, `There is no file ${gone} to include.`)
  }
}
