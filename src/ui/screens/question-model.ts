import { type FactValue, type QuestionRequest, showPlain } from '../../engine/protocol/index.ts'
import type { Edit } from '../edit.ts'
import type { Picker } from './picker.ts'

export interface Option {
  value: FactValue
  word: string
  label: string
  note: string
}

export interface QuestionScreen {
  is: 'question'
  request: QuestionRequest
  /** What can be chosen; empty for a question that is answered by typing. */
  options: readonly Option[]
  picker: Picker
  /** Chosen words of a multi-choice question; null for all others. */
  checked: readonly string[] | null
  line: Edit
  problem: string
}

/** The value that Enter takes, as it would be typed. */
export const shownValue = (request: QuestionRequest): string => {
  const value = request.previous ?? request.default
  return value === null || (Array.isArray(value) && value.length === 0) ? '' : showPlain(value)
}
