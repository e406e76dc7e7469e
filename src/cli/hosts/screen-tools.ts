import { readValue, showValue } from '../../engine/facts/index.ts'
import type { Tools } from '../../ui/index.ts'

/** What the screens ask of the engine without telling it. */
export function screenTools(editor: boolean): Tools {
  return {
    editor,
    check(request, text) {
      const read = readValue(text, request.spec)
      if (read.ok) return { ok: true, shown: showValue(read.value, request.spec) }
      const { problem, expected } = read
      return { ok: false, problem: problem.includes(expected) ? problem : `${problem}; expected ${expected}` }
    },
    refuseOrder: () => null,
    neededBy: () => [],
  }
}
