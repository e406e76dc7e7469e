import { openWorkspace } from '../../../src/engine/workspace/index.ts'
import { regenerate } from './scenario.ts'

// Regenerates the scenario in the directory given, to be killed while at it.
process.stdout.write('go\n')
await regenerate(openWorkspace(process.argv[2] ?? ''), 2)
