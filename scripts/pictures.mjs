// `npm run pictures`: draws docs/pictures from the real program in a real terminal (tmux). tests/ui/pictures.test.ts fails when they are stale.
import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { takePictures } from '../tests/pictures/takes.ts'

const dir = fileURLToPath(new URL('../docs/pictures/', import.meta.url))
mkdirSync(dir, { recursive: true })
for (const [name, svg] of Object.entries(await takePictures())) {
  writeFileSync(`${dir}${name}.svg`, svg)
  console.log(`docs/pictures/${name}.svg  ${(svg.length / 1024).toFixed(1)} kB`)
}
