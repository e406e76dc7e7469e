export { JOURNAL_VERSION, JournalError, type JournalRecord, parseJournal } from './format.ts'
export { createJournal, type Journal, openJournal, readJournal } from './journal.ts'
export {
  forgetOldRuns,
  isUnfinished,
  journalFile,
  latestUnfinished,
  listRuns,
  newRunId,
  type RunSummary,
  runsNamed,
  summarize,
} from './runs.ts'
