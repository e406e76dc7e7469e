// `npm run bench [NAME …]`
import { runBenchmarks } from './runner.mjs'

await runBenchmarks({
  'start-up': async () => (await import('./start-up.mjs')).startUp(),
  chain: async () => (await import('./chain.mjs')).wholeChain(),
  linear: async () => (await import('./linear.mjs')).linear(),
  size: async () => (await import('./size.mjs')).size(),
  matcher: async () => (await import('./others.mjs')).matcher(),
  edits: async () => (await import('./others.mjs')).edits(),
  kills: async () => (await import('./kills.mjs')).kills(),
})
