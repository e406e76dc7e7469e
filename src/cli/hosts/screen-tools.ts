import { canMove } from '../../engine/chain/order.ts'
import { readValue, showValue } from '../../engine/facts/index.ts'
import type { Skill } from '../../skills/types.ts'
import type { Tools } from '../../ui/index.ts'

/** What the screens ask of the engine without telling it. */
export function screenTools(skills: readonly Skill[], editor: boolean): Tools {
  const named = (names: readonly string[]): Skill[] =>
    names.flatMap((name) => skills.find((skill) => skill.name === name) ?? [])
  return {
    editor,
    check(request, text) {
      const read = readValue(text, request.spec)
      if (read.ok) return { ok: true, shown: showValue(read.value, request.spec) }
      const { problem, expected } = read
      return { ok: false, problem: problem.includes(expected) ? problem : `${problem}; expected ${expected}` }
    },
    refuseOrder(names) {
      const order = named(names)
      for (const [position, skill] of order.entries()) {
        const refusal = canMove(order, skill.name, position)
        if (refusal !== null) return refusal
      }
      return null
    },
    neededBy: (name, names) =>
      named(names)
        .filter((skill) => skill.dependencies.includes(name))
        .map((skill) => skill.name),
    questions: (name) => named([name])[0]?.questions.length ?? 0,
  }
}
