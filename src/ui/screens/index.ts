import type { Request } from '../../engine/protocol/index.ts'
import type { Parts } from '../frame.ts'
import type { Press, Where } from '../keys.ts'
import { type ChainScreen, chainScreen, openChain } from './chain.ts'
import { type DialogScreen, dialogScreen, openDialog } from './dialog.ts'
import { type GateScreen, gateScreen, openGate } from './gate.ts'
import { type MergeScreen, mergeScreen, openMerge } from './merge.ts'
import { openQuestion, type QuestionScreen, questionScreen } from './question.ts'
import type { Drawing, ScreenOf, Step, Tools } from './types.ts'

/** What a person is asked now. */
export type Screen = ChainScreen | QuestionScreen | DialogScreen | GateScreen | MergeScreen

export function openScreen(request: Request): Screen {
  switch (request.kind) {
    case 'chain':
      return openChain(request)
    case 'question':
      return openQuestion(request)
    case 'dialog':
      return openDialog(request)
    case 'gate':
      return openGate(request)
    case 'merge':
      return openMerge(request)
  }
}

/** Calls `run` with the screen and the functions of its own kind. */
function withKind<R>(screen: Screen, run: <S extends Screen>(screen: S, of: ScreenOf<S>) => R): R {
  switch (screen.is) {
    case 'chain':
      return run(screen, chainScreen)
    case 'question':
      return run(screen, questionScreen)
    case 'dialog':
      return run(screen, dialogScreen)
    case 'gate':
      return run(screen, gateScreen)
    case 'merge':
      return run(screen, mergeScreen)
  }
}

export const placesOn = (screen: Screen): readonly Where[] => withKind(screen, (one, of) => of.places(one))
export const isTyping = (screen: Screen): boolean => withKind(screen, (one, of) => of.typing(one))
export const pressOn = (screen: Screen, press: Press, tools: Tools): Step<Screen> =>
  withKind(screen, (one, of): Step<Screen> => of.press(one, press, tools))
export const pasteOn = (screen: Screen, text: string): Screen =>
  withKind(screen, (one, of): Screen => of.paste(one, text))
export const viewOf = (screen: Screen, drawing: Drawing): Parts => withKind(screen, (one, of) => of.view(one, drawing))
export type { Drawing, Shown, Tools } from './types.ts'
