// `npm run bench:ui [NAME …]`: the terminal UI, each figure in a file of its own under bench/ui/. The real binary runs in a
// pseudo-terminal (bench/ui/pty.mjs), not in a pipe: a pipe is never drawn on.
import { runBenchmarks } from './runner.mjs'

await runBenchmarks({
  first: async () => (await import('./ui/first.mjs')).first(),
  keys: async () => (await import('./ui/keys.mjs')).keys(),
  idle: async () => (await import('./ui/idle.mjs')).idle(),
  resize: async () => (await import('./ui/resize.mjs')).resize(),
  board: async () => (await import('./ui/board.mjs')).board(),
})
