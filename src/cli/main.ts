import { readEnvironment } from './environment.ts'
import { reportFailure } from './failure.ts'

const environment = readEnvironment()

async function main(argv: string[]): Promise<void> {
  const { buildProgram } = await import('./program.ts')
  await buildProgram(environment).parseAsync(argv, { from: 'user' })
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.exitCode = reportFailure(error, environment)
})
