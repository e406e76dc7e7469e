import {
  type BrowseTools,
  browsePlaces,
  openBrowse,
  openStart,
  pasteStart,
  pressBrowse,
  pressStart,
  type ReportSources,
  reportLevel,
  type SheetTerminal,
  type Started,
  type StartTools,
  showSheet,
  startPlaces,
  viewBrowse,
  viewStart,
} from '../../ui/index.ts'
import type { Environment } from '../environment.ts'
import { stopJob } from './stop-job.ts'
import { themeFor, type Watching } from './watching.ts'

const terminalOf = (environment: Environment, options: Watching): SheetTerminal => ({
  stdin: environment.stdin,
  stdout: environment.stdout,
  theme: themeFor(environment, options),
  stop: stopJob,
})

/** The first screen: what to build, or which run to go on with. */
export async function askStart(environment: Environment, options: Watching, tools: StartTools): Promise<Started> {
  const started = await showSheet<ReturnType<typeof openStart>, Started>(
    {
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
    },
    terminalOf(environment, options),
  )
  return started ?? { is: 'left' }
}

/** The last screen: the report, to be opened down to the line that proves it. */
export async function browseReport(
  environment: Environment,
  options: Watching,
  sources: ReportSources,
  tools: BrowseTools,
): Promise<void> {
  await showSheet(
    {
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
    },
    terminalOf(environment, options),
  )
}
