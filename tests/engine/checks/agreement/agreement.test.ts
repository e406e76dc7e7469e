import { describe, expect, test } from 'vitest'
import { needTool } from '../../../helpers/tools.ts'
import { agree, listed, share } from './agree.ts'
import { JUDGED } from './judged.ts'

describe('files with a slip, judged by us and by their own program', () => {
  for (const judged of JUDGED) {
    test(judged.name, { timeout: 120_000 }, async (context) => {
      for (const tool of judged.tools) needTool(context, tool)
      const count = judged.count ?? 200
      const result = await agree(judged, { count, seed: 7 })
      expect(result.extra, listed(result)).toEqual([])
      expect(share(result), listed(result)).toBeGreaterThanOrEqual(judged.least ?? 0.97)
      expect(result.refused).toBeGreaterThan(count / 10)
    })
  }
})
