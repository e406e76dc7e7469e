import { readEnvironment } from './environment.ts'
import { reportFailure } from './failure.ts'
import { buildProgram } from './program.ts'

const environment = readEnvironment()

// A reader that went away (`| head`) takes the output with it, never the work.
for (const stream of [environment.stdout, environment.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
}

buildProgram(environment)
  .parseAsync(process.argv)
  .catch((error: unknown) => {
    process.exitCode = reportFailure(error, environment)
  })
