import { findBlueprint } from '../../engine/chain/propose.ts'
import { loadCatalog } from '../catalog.ts'
import type { Environment } from '../environment.ts'

/** The blueprints, or one of them with what it delivers. */
export async function blueprints(
  environment: Environment,
  name: string | undefined,
  options: { json: boolean },
): Promise<void> {
  const { catalog } = await loadCatalog(environment, [])
  const write = (text: string): boolean => environment.stdout.write(`${text}\n`)
  if (name === undefined) {
    if (options.json)
      write(
        JSON.stringify(
          catalog.blueprints.map(({ name, title, description, skills }) => ({ name, title, description, skills })),
        ),
      )
    else for (const one of catalog.blueprints) write(`${one.name}   ${one.description}\n   ${one.skills.join(' → ')}`)
    return
  }
  const blueprint = findBlueprint(catalog, name)
  if (options.json) {
    write(JSON.stringify(blueprint))
    return
  }
  write(`${blueprint.name}: ${blueprint.title}\n${blueprint.description}\n`)
  write(`skills: ${blueprint.skills.join(' → ')}\nasked: ${blueprint.questions.join(', ')}\n\ndeliverables:`)
  for (const one of blueprint.deliverables) {
    const level = one.maturityRequired.length === 0 ? 'every level' : one.maturityRequired.join(', ')
    write(`  ${one.name}   ${one.skill} · ${level}${one.condition === undefined ? '' : ` · if ${one.condition}`}`)
  }
}
