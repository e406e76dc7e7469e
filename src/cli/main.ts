import { readEnvironment } from './environment.ts'
import { reportFailure } from './failure.ts'

const environment = readEnvironment()

// A reader that went away (`| head`) takes the output with it, never the work.
for (const stream of [environment.stdout, environment.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
}

/** `match` is asked by other programs, many times: with nothing but a goal and --json it goes without the command parser. */
async function main(argv: string[]): Promise<void> {
  const [command, ...rest] = argv
  const words = rest.filter((word) => word !== '--json')
  if (command === 'match' && words.length > 0 && !words.some((word) => word.startsWith('-'))) {
    const { match } = await import('./commands/match.ts')
    await match(environment, words.join(' '), { json: words.length < rest.length, skills: [] })
    return
  }
  const { buildProgram } = await import('./program.ts')
  await buildProgram(environment).parseAsync(argv, { from: 'user' })
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.exitCode = reportFailure(error, environment)
})
