/** Whether an index is a number or a name the shell learns when it runs, and before that it reads no arithmetic. */
export function isReadLater(message: string): boolean {
  return /floating point|arithm|expression|ternary|`=` must follow a name|must be followed by `=`|array element values/.test(
    message,
  )
}
