/** A template that cannot be rendered: what is wrong, where in the skill's own file, and what to do. */
export class TemplateError extends Error {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly reason: string
  readonly hint: string | undefined

  constructor(place: { file: string; line: number; column: number }, reason: string, hint?: string) {
    super(`${place.file}:${place.line}:${place.column}: ${reason}${hint ? ` (${hint})` : ''}`)
    this.name = 'TemplateError'
    this.file = place.file
    this.line = place.line
    this.column = place.column
    this.reason = reason
    this.hint = hint
  }
}

/** A value that a filter cannot use. Whoever calls the filter knows the place. */
export class FilterError extends Error {
  readonly hint: string | undefined
  constructor(message: string, hint?: string) {
    super(message)
    this.name = 'FilterError'
    this.hint = hint
  }
}
