import { readEnvironment } from './environment.ts'
import { reportFailure } from './failure.ts'
import { isGoalAlone, NOTHING_TYPED } from './goal-alone.ts'

const environment = readEnvironment()

// An error that nobody caught: the terminal is given back first, so that what happened can be read there.
process.on('uncaughtException', (error) => {
  for (const restore of environment.restores) restore()
  process.exit(reportFailure(error, environment))
})

async function main(argv: string[]): Promise<void> {
  if (isGoalAlone(argv)) {
    const { run } = await import('./commands/run.ts')
    return run(environment, argv.join(' '), NOTHING_TYPED)
  }
  const { buildProgram } = await import('./program.ts')
  await buildProgram(environment).parseAsync(argv, { from: 'user' })
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.exitCode = reportFailure(error, environment)
})
