// The two benchmarks that are programs of their own: their output is read here, so that they stay good alone.
import { join } from 'node:path'
import { last, NODE, ROOT, timed } from './program.mjs'

export function matcher() {
  const done = timed(NODE, [join(ROOT, 'bench', 'matcher.mjs')])
  if (done.code !== 0) throw new Error(last(done.err))
  const goals = /^(\d+) goals, (.*)$/m.exec(done.out)
  if (goals === null) throw new Error(`bench/matcher.mjs does not say how many goals it read: ${last(done.out)}`)
  const rows = [...done.out.matchAll(/^(.+): precision (.+?), recall (.+?) \((.+)\)$/gm)]
  return rows.map(([, what, precision, recall, counts]) => ({
    what: `matcher, ${what} of ${goals[1]} goals`,
    ours: `precision ${precision}, recall ${recall}`,
    other: 'expected by hand',
    ratio: counts,
    target: '',
    met: null,
  }))
}

export function edits() {
  const done = timed(NODE, [join(ROOT, 'bench', 'edits.mjs')])
  const result = /^(\d+) edits lost, (\d+) silent overwrites$/m.exec(done.out)
  if (result === null) throw new Error(last(done.err) || last(done.out))
  return [
    {
      what: 'regenerate after 500 random edits, twice',
      ours: result[0],
      other: 'an oracle that knows no merge',
      ratio: '',
      target: '0 lost, 0 silent',
      met: done.code === 0 && result[1] === '0' && result[2] === '0',
      details: done.code === 0 ? [] : done.out.trim().split('\n'),
    },
  ]
}
