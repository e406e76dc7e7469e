import { type Disk, realDisk } from '../../../src/engine/workspace/index.ts'

/** As if the process had been killed: this call and every one after it fail, so that no clean-up runs either. */
export class Killed extends Error {}

const WRITES = new Set<keyof Disk>([
  'makeDir',
  'writeNew',
  'flush',
  'rename',
  'link',
  'remove',
  'removeDir',
  'chmod',
  'chown',
])

export interface FailingDisk extends Disk {
  /** Calls that write, made so far. */
  calls(): number
}

/** The real disk, until the n-th call that writes; `fail` says how that call ends. */
export function failingDisk(at: number, fail: 'killed' | string): FailingDisk {
  let calls = 0
  let dead = false
  const handler: ProxyHandler<Disk> = {
    get(target, name: keyof Disk | 'calls') {
      if (name === 'calls') return () => calls
      return (...args: unknown[]) => {
        if (dead) throw new Killed()
        if (WRITES.has(name) && ++calls === at) {
          if (name === 'writeNew') halfWritten(target, args)
          if (fail !== 'killed') throw Object.assign(new Error(`${fail} (injected)`), { code: fail })
          dead = true
          throw new Killed()
        }
        return Reflect.apply(target[name], target, args)
      }
    },
  }
  // The proxy answers one question more than the disk it stands for.
  return new Proxy(realDisk, handler) as FailingDisk
}

function halfWritten(disk: Disk, [path, bytes, executable]: unknown[]): void {
  // The arguments of writeNew, passed through the proxy.
  const all = bytes as Uint8Array
  try {
    disk.writeNew(path as string, all.subarray(0, all.length >> 1), executable as boolean)
  } catch {
    // It could not even be created: that is one of the ways to fail.
  }
}
