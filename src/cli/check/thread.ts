import { parentPort } from 'node:worker_threads'
import { type CheckWork, checkHere } from '../../engine/chain/check-tree.ts'
import type { ThreadMessage } from './beside.ts'
import { shippedChecking } from './schemas.ts'

const say = (message: ThreadMessage): void => parentPort?.postMessage(message)

// Loaded while nothing is to be judged yet: the first thing that is judged is what somebody waits for.
const checking = shippedChecking()

parentPort?.on('message', (work: CheckWork) => {
  checkHere(checking, work, {
    planned: (checks) => say({ is: 'planned', checks }),
    started: (check) => say({ is: 'started', check }),
    finished: (outcome) => say({ is: 'finished', outcome }),
  }).then(
    (outcomes) => say({ is: 'done', outcomes }),
    (error: unknown) => say({ is: 'broken', why: error instanceof Error ? error.message : String(error) }),
  )
})
