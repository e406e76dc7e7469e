export { JOURNAL_VERSION, JournalError, type JournalRecord, parseJournal } from './format.ts'
export { createJournal, type Journal, openJournal, readJournal } from './journal.ts'
export {
  forgetOldRuns,
  glance,
  isUnfinished,
  journalFile,
  latestUnfinished,
  listRuns,
  newRunId,
  type RunGlance,
  type RunSummary,
  runsNamed,
  summarize,
} from './runs.ts'
