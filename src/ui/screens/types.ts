import type { Answer, QuestionRequest, RunState } from '../../engine/protocol/index.ts'
import type { Parts, Size } from '../frame.ts'
import type { Press, Where } from '../keys.ts'

/** What a typed value would mean. */
export type Checked = { ok: true; shown: string; entries: readonly string[] } | { ok: false; problem: string }

/** What a screen asks of others; the command line hands it in. */
export interface Tools {
  /** Reads a value as the engine would, without setting it. */
  check(request: QuestionRequest, text: string): Checked
  /** Why the chain cannot stand in this order; null when it can. */
  refuseOrder(skills: readonly string[]): string | null
  /** Skills of the chain that need this one. */
  neededBy(skill: string, skills: readonly string[]): readonly string[]
  /** What a skill builds on, and what that builds on, in an order in which they can stand. */
  needs(skill: string): readonly string[]
  /** What would be accepted, in words; empty where anything is. */
  expects(request: QuestionRequest): string
  /** Whether there is an editor for both sides of a conflict. */
  editor: boolean
}

export interface Drawing {
  size: Size
  run: RunState
  tools: Tools
  /** False while keys are still those pressed before the screen appeared. */
  armed: boolean
}

/** What is read over a screen. */
export type Shown = 'status' | 'help' | 'report'

/** What a key led to. */
export type Step<S> =
  | { is: 'stay'; screen: S }
  | { is: 'answer'; answer: Answer }
  /** Something to read; the screen to come back to, where it is another than before. */
  | { is: 'show'; what: Shown; screen?: S; rest?: readonly string[] }
  | { is: 'edit' }

export const stay = <S>(screen: S): Step<S> => ({ is: 'stay', screen })
export const answer = <S>(value: Answer): Step<S> => ({ is: 'answer', answer: value })

/** A screen is a value, two functions and a table: pure, so that a burst of keys finds each other's results. */
export interface ScreenOf<S> {
  places(screen: S): readonly Where[]
  typing(screen: S): boolean
  press(screen: S, press: Press, tools: Tools): Step<S>
  paste(screen: S, text: string): S
  view(screen: S, drawing: Drawing): Parts
}
