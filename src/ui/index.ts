export type { Size } from './frame.ts'
export { openRunStage, runDrawing } from './run-stage.ts'
export { type BrowseTools, browsePlaces, openBrowse, pressBrowse, viewBrowse } from './screens/browse.ts'
export type { Tools } from './screens/index.ts'
export { type ReportSources, reportLevel } from './screens/report.ts'
export {
  openStart,
  pasteStart,
  pressStart,
  type RecentRun,
  type Started,
  type StartTools,
  startPlaces,
  viewStart,
} from './screens/start.ts'
export { openSheet, type Sheet } from './sheet.ts'
export { openStage, type Stage } from './stage.ts'
export { createUi, type Ui } from './store.ts'
export type { Drawing } from './terminal.ts'
export type { Theme } from './theme.ts'
