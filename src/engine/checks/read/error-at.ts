/** What a reader refuses, with the place inside of its text. */
export class ErrorAt extends Error {
  readonly offset: number

  constructor(offset: number, message: string) {
    super(message)
    this.offset = offset
  }
}
