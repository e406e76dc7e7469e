import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from '../helpers/cli.ts'
import { needTool } from '../helpers/tools.ts'
import { takePictures } from '../pictures/takes.ts'

const STALE = 'is stale: npm run pictures'
const saidBy = (svg: string): string => /<desc>\n([\s\S]*?)<\/desc>/.exec(svg)?.[1] ?? ''

test('docs/pictures shows what the program shows', async (ctx) => {
  needTool(ctx, 'tmux')
  for (const [name, svg] of Object.entries(await takePictures())) {
    const committed = readFileSync(join(ROOT, 'docs', 'pictures', `${name}.svg`), 'utf8')
    expect(saidBy(committed), `${name}.svg ${STALE}`).toBe(saidBy(svg))
    // Colours, strokes and all frames of the recording; a difference would be too long to print.
    expect(committed === svg, `${name}.svg ${STALE}`).toBe(true)
    expect(svg.length).toBeLessThan(name === 'session' ? 200_000 : 60_000)
  }
}, 90_000)
