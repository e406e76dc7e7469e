import type { ReadStream, WriteStream } from 'node:tty'
import type { ReactNode } from 'react'
import type * as Screen from './components/index.ts'
import type { Size } from './frame.ts'
import { keyboard } from './keyboard.ts'
import { type Drawing, openTerminal, type Terminal } from './terminal.ts'
import type { Theme } from './theme.ts'

/**
 * Something live on a terminal. Ink and React take longer to load than anything else here, so that what there is to see
 * first is drawn without them, and they go on from there. Keys that are pressed meanwhile wait in the terminal.
 */
export interface Stage {
  terminal: Terminal
  /** Draws what there is to see now, if Ink does not yet. */
  drawFirst(): void
  /** Settles when Ink's app has left by itself, with what broke it. */
  left: Promise<void>
  /** Everything drawn so far is on the screen. */
  drawn(): Promise<void>
  /** Takes the live part away and gives the terminal back. */
  close(): Promise<void>
  /** The same at once, whatever state it is in. */
  abandon(): void
}

export interface Staging {
  stdin: ReadStream
  stdout: WriteStream
  theme: Theme
  /** What there is to see in a window of this size. */
  drawing: (size: Size) => Drawing
  /** What Ink shows, once it is loaded. */
  app: (screen: typeof Screen, terminal: Terminal) => ReactNode
}

export function openStage({ stdin, stdout, theme, drawing, app }: Staging): Stage {
  let instance: Screen.Instance | null = null
  const terminal = openTerminal({
    stdout,
    theme,
    height: (size) => drawing(size).live.length,
    forget: () => instance?.clear(),
  })
  const broken = Promise.withResolvers<never>()
  const mount = async (): Promise<Screen.Instance> => {
    // Whoever has something to show at once has drawn it by now.
    await new Promise((resolve) => setImmediate(resolve))
    const screen = await import('./components/index.ts')
    instance = screen.render(screen.guarded(app(screen, terminal), broken.reject), {
      stdout: terminal.stdout,
      stdin: keyboard(stdin),
      exitOnCtrlC: false,
      patchConsole: false,
      interactive: true,
      onRender: () => terminal.drawn(),
    })
    return instance
  }
  const mounted = mount()
  return {
    terminal,
    drawFirst() {
      if (terminal.drawFirst(drawing(terminal.size()))) stdin.setRawMode(true)
    },
    left: Promise.race([mounted.then((ink) => ink.waitUntilExit()), broken.promise]).then(() => {}),
    drawn: async () => (await mounted).waitUntilRenderFlush(),
    async close() {
      const ink = await mounted
      await ink.waitUntilRenderFlush()
      terminal.close()
      ink.unmount()
    },
    abandon() {
      try {
        terminal.close()
        instance?.unmount()
      } finally {
        // Ink restores what it has changed; if it is Ink that broke, this does.
        stdout.write(SHELL)
        stdin.setRawMode(false)
      }
    },
  }
}

/** A cursor, pastes without marks, lines that wrap. */
const SHELL = '\u001b[?25h\u001b[?2004l\u001b[?7h'
