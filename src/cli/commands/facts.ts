import { UnknownName } from '../../engine/chain/propose.ts'
import { COMPUTED, MODEL_NAMES, modelFact } from '../../engine/facts/index.ts'
import type { TypeSpec } from '../../engine/protocol/index.ts'
import type { DefaultSpec } from '../../skills/types.ts'
import { loadCatalog } from '../catalog.ts'
import type { Environment } from '../environment.ts'
import { typeWords } from '../hosts/plain-requests.ts'
import { showPlain } from '../hosts/values.ts'

interface Row {
  name: string
  type: string
  spec: TypeSpec
  default: string
  description: string
  askedBy: string[]
}

/** Every fact that can be given or asked: the shared model, then those of single skills. */
export async function facts(
  environment: Environment,
  name: string | undefined,
  options: { json: boolean },
): Promise<void> {
  const { catalog } = await loadCatalog(environment, [])
  const rows = new Map<string, Row>()
  for (const fact of MODEL_NAMES) {
    const model = modelFact(fact)
    if (model === undefined) continue
    rows.set(fact, {
      name: fact,
      type: typeWords(model.spec),
      spec: model.spec,
      default: showDefault(model.default),
      description: model.description,
      askedBy: [],
    })
  }
  for (const skill of catalog.skills) {
    for (const question of skill.questions) {
      const row = rows.get(question.fact)
      if (row !== undefined) row.askedBy.push(skill.name)
      else
        rows.set(question.fact, {
          name: question.fact,
          type: typeWords(question.spec),
          spec: question.spec,
          default: showDefault(question.default),
          description: question.ask,
          askedBy: [skill.name],
        })
    }
  }
  if (name !== undefined && !rows.has(name)) throw new UnknownName('fact', name, [...rows.keys()])
  const shown = [...rows.values()].filter((row) => name === undefined || row.name === name)
  if (options.json) environment.stdout.write(`${JSON.stringify(shown)}\n`)
  else {
    for (const row of shown) {
      environment.stdout.write(
        `${row.name} (${row.type}) [${row.default}]\n   ${row.description}${row.askedBy.length === 0 ? '' : `   asked by ${row.askedBy.join(', ')}`}\n`,
      )
    }
    if (name === undefined) environment.stdout.write(`\ncomputed, never asked: ${COMPUTED.join(', ')}\n`)
  }
}

function showDefault(spec: DefaultSpec): string {
  if (spec.is === 'value') return showPlain(spec.value)
  return spec.cases
    .map((one) => `${one.from ?? showPlain(one.value ?? null)}${one.when === undefined ? '' : ` if ${one.when}`}`)
    .join('; ')
}
