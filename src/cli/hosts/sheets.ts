import {
  type BrowseTools,
  browsePlaces,
  openBrowse,
  openSheet,
  openStart,
  pasteStart,
  pressBrowse,
  pressStart,
  type ReportSources,
  reportLevel,
  type Sheet,
  type Started,
  type StartTools,
  startPlaces,
  viewBrowse,
  viewStart,
} from '../../ui/index.ts'
import type { Environment } from '../environment.ts'
import { interruptible } from '../interruptible.ts'
import { stopJob } from './stop-job.ts'
import { themeFor, type Watching } from './watching.ts'

/** What to build, or which run to go on with. */
export const startSheet = (tools: StartTools): Sheet<ReturnType<typeof openStart>, Started> => ({
  guarded: false,
  first: openStart(),
  later: (change) => {
    tools.edited().then(
      (edited) => change((screen) => ({ ...screen, edited })),
      () => {},
    )
  },
  places: startPlaces,
  typing: (screen) => screen.at < 0 && screen.line.text !== '',
  press(screen, press) {
    const next = pressStart(screen, press, tools)
    return 'is' in next ? { result: next } : { model: next }
  },
  paste: pasteStart,
  view: (screen, size) => viewStart(screen, tools, size),
})

/** The report, to be opened down to the line that proves it. */
export const reportSheet = (
  sources: ReportSources,
  tools: BrowseTools,
): Sheet<ReturnType<typeof openBrowse>, 'left'> => ({
  guarded: true,
  first: openBrowse(reportLevel(sources)),
  places: browsePlaces,
  typing: () => false,
  press(screen, press, size) {
    const next = pressBrowse(screen, press, size, tools)
    return next === 'left' ? { result: 'left' } : { model: next }
  },
  paste: (screen) => screen,
  view: viewBrowse,
})

export async function askStart(environment: Environment, options: Watching, tools: StartTools): Promise<Started> {
  return (await show(environment, options, startSheet(tools))) ?? { is: 'left' }
}

export async function browseReport(
  environment: Environment,
  options: Watching,
  sources: ReportSources,
  tools: BrowseTools,
): Promise<void> {
  await show(environment, options, reportSheet(sources, tools))
}

/** Shows a sheet until it has a result; null when it was left with Ctrl-C or by a signal. */
async function show<M, R>(environment: Environment, options: Watching, sheet: Sheet<M, R>): Promise<R | null> {
  const { stdin, stdout, restores } = environment
  const { signal, done } = interruptible(environment)
  const { stage, result } = openSheet(sheet, {
    stdin,
    stdout,
    theme: themeFor(environment, options),
    stop: stopJob,
    signal,
  })
  restores.add(stage.abandon)
  try {
    return await result
  } finally {
    await stage.close()
    restores.delete(stage.abandon)
    done()
  }
}
