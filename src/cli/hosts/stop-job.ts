/** Ctrl-Z: the whole job stops, as if the terminal had said so; `fg` goes on behind this line. */
export function stopJob(): void {
  process.kill(0, 'SIGTSTP')
}
