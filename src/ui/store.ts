import { createStore, type StoreApi } from 'zustand/vanilla'
import {
  type Answer,
  type AnswerTo,
  initialState,
  type MergeRequest,
  type Request,
  type RunEvent,
  type RunState,
  reduce,
} from '../engine/protocol/index.ts'
import type { Size } from './frame.ts'
import { type Print, printAnswer, printsFor, type ReadFile } from './history.ts'
import { commandFor, type Press } from './keys.ts'
import { type BrowseScreen, browsePlaces, openBrowse, pressBrowse } from './screens/browse.ts'
import { helpLines } from './screens/help.ts'
import {
  isTyping,
  openScreen,
  pasteOn,
  placesOn,
  pressOn,
  type Screen,
  type Shown,
  type Tools,
} from './screens/index.ts'
import { notEdited } from './screens/merge.ts'
import { type Page, pressPage } from './screens/pages.ts'
import type { Since } from './screens/progress.ts'
import { reportLevel } from './screens/report.ts'
import { type AskedFacts, statusLines } from './screens/status.ts'

export interface Printed {
  id: number
  draw: Print
}

/** Everything that is on the screen: a run, what was said about it, and what is asked now. */
export interface UiState {
  run: RunState
  since: Since
  asked: AskedFacts
  prints: readonly Printed[]
  screen: Screen | null
  /** False until keys that were pressed before the screen appeared are gone. */
  armed: boolean
  /** Something to read, over the screen. */
  page: Page | null
  /** The report, open over the screen. */
  browse: BrowseScreen | null
  stopping: boolean
}

/** What the terminal and the process do for the screens. */
export interface Outside {
  size(): Size
  tools: Tools
  /** A generated file as it stands now; null when it is not there. */
  read: ReadFile
  /** Milliseconds on a clock that never goes back. */
  now(): number
  interrupt(): void
  suspend(): void
  edit(request: MergeRequest): Promise<string>
}

export interface Ui {
  store: StoreApi<UiState>
  notify(event: RunEvent): void
  ask<R extends Request>(request: R, signal: AbortSignal): Promise<AnswerTo<R>>
  press(keys: readonly Press[]): void
  paste(text: string): void
  /** From now on keys count. */
  arm(): void
  close(): void
  /** The screen broke: whoever waits for an answer hears why. */
  fail(error: Error): void
}

const START: UiState = {
  run: initialState,
  since: {},
  asked: {},
  prints: [],
  screen: null,
  armed: true,
  page: null,
  browse: null,
  stopping: false,
}

/** No screen, and nothing over it. */
const NOTHING = { screen: null, page: null, browse: null } as const

export function createUi(outside: Outside): Ui {
  const store = createStore<UiState>(() => START)
  let now = START
  let scheduled = false
  let settle: ((answer: Answer) => void) | null = null
  let refuse: ((error: Error) => void) | null = null
  let broken: Error | null = null
  let waiting: Press[] = []
  let editing = false

  const publish = (): void => {
    if (store.getState() !== now) store.setState(now, true)
  }
  /** Events come by the dozen: what they change is shown once per turn of the loop. */
  const later = (): void => {
    if (scheduled) return
    scheduled = true
    setImmediate(() => {
      scheduled = false
      publish()
    })
  }
  const change = (part: Partial<UiState>): void => {
    now = { ...now, ...part }
  }
  const print = (draw: Print | null): void => {
    if (draw !== null) change({ prints: [...now.prints, { id: now.prints.length, draw }] })
  }

  function give(answer: Answer): void {
    const asked = now.screen?.request
    const done = settle
    if (asked === undefined || done === null) return
    settle = null
    change(NOTHING)
    print(printAnswer(asked, answer))
    done(answer)
  }

  function show(what: Shown, rest: readonly string[] = []): void {
    if (what === 'report') {
      const { report, checks } = now.run
      const diagnostics = checks.flatMap((check) => check.diagnostics)
      if (report !== null)
        change({ browse: openBrowse(reportLevel({ report, diagnostics, read: outside.read }, 'back')) })
      return
    }
    const places = now.screen === null ? [] : placesOn(now.screen)
    const page: Page =
      what === 'status'
        ? { title: 'STATUS', draw: (width) => statusLines(now.run, now.asked, width), scrolled: 0 }
        : { title: 'HELP', draw: (width) => helpLines(places, width), scrolled: 0 }
    change({ page: { ...page, rest } })
  }

  /** One key. False: nobody can use it yet, it waits for the next question. */
  function pressed(press: Press): boolean {
    const { page, screen } = now
    if (press.name === 'ctrl+c') {
      change({ stopping: true })
      publish()
      outside.interrupt()
    } else if (press.name === 'ctrl+z') {
      // What was typed behind it was meant for the shell.
      waiting = []
      outside.suspend()
    } else if (editing) return true
    else if (page !== null) change({ page: pressPage(page, press, outside.size()) })
    else if (now.browse !== null) pressedReport(now.browse, press)
    else if (screen === null) return commandFor(press, [], false) === 'help' || !betweenQuestions(now.run)
    else if (now.armed) {
      const command = commandFor(press, placesOn(screen), isTyping(screen))
      if (command === 'help') show('help')
      else step(screen, press)
    }
    return true
  }

  function pressedReport(browse: BrowseScreen, press: Press): void {
    if (commandFor(press, browsePlaces(browse), false) === 'help') {
      change({ page: { title: 'HELP', draw: (width) => helpLines(browsePlaces(browse), width), scrolled: 0 } })
      return
    }
    const openHtml = (): string => 'the page can be opened when the run is over'
    const next =
      press.name === 'escape' && browse.levels.length === 1
        ? 'left'
        : pressBrowse(browse, press, outside.size(), { openHtml })
    change({ browse: next === 'left' ? null : next })
  }

  function step(screen: Screen, press: Press): void {
    const next = pressOn(screen, press, outside.tools)
    switch (next.is) {
      case 'stay':
        change({ screen: next.screen })
        return
      case 'answer':
        give(next.answer)
        return
      case 'show':
        if (next.screen !== undefined) change({ screen: next.screen })
        show(next.what, next.rest)
        return
      case 'edit':
        if (screen.is === 'merge') edit(screen.request)
    }
  }

  /** Until the editor is closed, nothing else answers. */
  function edit(request: MergeRequest): void {
    editing = true
    outside
      .edit(request)
      .then(
        (text) => {
          if (now.screen?.request === request) give({ is: 'edited', text })
        },
        (error: unknown) => {
          const { screen } = now
          if (screen?.is === 'merge' && screen.request === request)
            change({ screen: notEdited(screen, error instanceof Error ? error.message : String(error)) })
        },
      )
      .finally(() => {
        editing = false
        publish()
      })
  }

  function drain(): void {
    while (waiting.length > 0) {
      const [next] = waiting
      if (next !== undefined && !pressed(next)) break
      waiting = waiting.slice(1)
    }
    publish()
  }

  return {
    store,
    notify(event) {
      const run = reduce(now.run, event)
      change({ run })
      if (event.type === 'check.started') change({ since: { ...now.since, [event.check]: outside.now() } })
      print(printsFor(event, run, outside.read))
      later()
    },
    ask<R extends Request>(request: R, signal: AbortSignal): Promise<AnswerTo<R>> {
      return new Promise((resolve, reject) => {
        const stop = (): void => {
          settle = null
          change({ ...NOTHING, stopping: true })
          publish()
          reject(signal.reason)
        }
        if (broken !== null) return reject(broken)
        if (signal.aborted) return stop()
        refuse = reject
        signal.addEventListener('abort', stop, { once: true })
        settle = (answer) => {
          signal.removeEventListener('abort', stop)
          // The screen was made for this request and answers in its kind.
          resolve(answer as AnswerTo<R>)
        }
        // What was typed ahead was meant for a question; nobody has seen this dialog yet.
        const guarded = request.kind === 'dialog' || request.kind === 'gate' || request.kind === 'merge'
        if (guarded) waiting = []
        if (request.kind === 'question')
          change({ asked: { ...now.asked, [request.fact]: { skill: request.skill, changes: request.changes } } })
        change({ ...NOTHING, screen: openScreen(request), armed: !guarded })
        drain()
      })
    },
    press(keys) {
      waiting = [...waiting, ...keys]
      drain()
    },
    paste(text) {
      const { screen, page, browse, armed } = now
      if (screen !== null && page === null && browse === null && armed) change({ screen: pasteOn(screen, text) })
      publish()
    },
    arm() {
      change({ armed: true })
      publish()
    },
    fail(error) {
      broken = error
      refuse?.(error)
    },
    close() {
      change(NOTHING)
      publish()
    },
  }
}

const betweenQuestions = (run: RunState): boolean => run.phase === 'chain' || run.phase === 'questions'
