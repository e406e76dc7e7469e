import { readValue, showValue } from '../../src/engine/facts/index.ts'
import type { Size } from '../../src/ui/frame.ts'
import { lineText } from '../../src/ui/lines.ts'
import { liveLines, motionAt } from '../../src/ui/live.ts'
import type { Tools } from '../../src/ui/screens/index.ts'
import type { Outside, Ui } from '../../src/ui/store.ts'

/** Screens without a terminal: what they would show, line by line. */
export const TOOLS: Tools = {
  editor: true,
  check(request, text) {
    const read = readValue(text, request.spec)
    return read.ok
      ? { ok: true, shown: showValue(read.value, request.spec), entries: [] }
      : { ok: false, problem: `${read.problem}; expected ${read.expected}` }
  },
  expects: () => 'a value like this',
  refuseOrder: (names) =>
    names.indexOf('laying-pipes') > names.indexOf('fitting-taps')
      ? 'fitting-taps builds on laying-pipes, so it comes after it'
      : null,
  neededBy: (skill, names) => (skill === 'laying-pipes' && names.includes('fitting-taps') ? ['fitting-taps'] : []),
  needs: (skill) => (skill === 'fitting-taps' ? ['laying-pipes'] : []),
}

export const outside = (size: Size, more: Partial<Outside> = {}): Outside => ({
  size: () => size,
  tools: TOOLS,
  now: () => 0,
  read: () => null,
  interrupt: () => {},
  suspend: () => {},
  edit: async () => 'edited',
  ...more,
})

export const frameOf = (ui: Ui, size: Size): string[] =>
  liveLines(ui.store.getState(), size, TOOLS, motionAt(0, 0)).map((line) => lineText(line).trimEnd())
