import { canMove, orderChain, withDependencies } from '../../engine/chain/order.ts'
import { readValue, showValue } from '../../engine/facts/index.ts'
import type { TypeSpec } from '../../engine/protocol/index.ts'
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
      if (read.ok) {
        const { spec } = request
        const entries = Array.isArray(read.value) ? read.value.map((one) => showValue(one, spec.items)) : []
        return { ok: true, shown: showValue(read.value, spec), entries }
      }
      const { problem, expected } = read
      return { ok: false, problem: problem.includes(expected) ? problem : `${problem}; expected ${expected}` }
    },
    expects: ({ spec }) => expected(spec),
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
    needs: (name) =>
      orderChain(named(withDependencies([name], skills).map((entry) => entry.name)))
        .map((skill) => skill.name)
        .filter((one) => one !== name),
  }
}

/** Values that hardly any type takes: whoever refuses one says what it would take. */
const UNLIKELY = ['', '[', '?', '\n'.repeat(2), 'x'.repeat(2000)]

function expected(spec: TypeSpec): string {
  for (const text of UNLIKELY) {
    const read = readValue(text, spec)
    if (!read.ok) return read.expected
  }
  return ''
}
