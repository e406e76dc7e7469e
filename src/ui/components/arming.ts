import { useApp } from 'ink'
import { useEffect } from 'react'

/** Once a gate can be seen, it takes this long until it can have been read. */
export const READ_GATE = 300

/** Lets keys count for what is asked as soon as it can have been seen: what was pressed before was not meant for it. */
export function useArming(target: { arm(): void }, armed: boolean, asked: string | undefined, wait: number): void {
  const { waitUntilRenderFlush } = useApp()
  useEffect(() => {
    if (armed || asked === undefined) return
    let gone = false
    const arm = (): void => {
      if (!gone) target.arm()
    }
    // On the screen, and the loop turned once more: keys that were pressed before are read by now, and dropped.
    waitUntilRenderFlush()
      .then(() => (wait === 0 ? setImmediate(arm) : setTimeout(arm, wait)))
      .catch(arm)
    return () => {
      gone = true
    }
  }, [target, armed, asked, wait, waitUntilRenderFlush])
}
