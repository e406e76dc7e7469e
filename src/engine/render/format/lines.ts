/** LF line ends, and one at the end of a text that has any. */
export function withUnixLineEnds(text: string): string {
  const unix = text.includes('\r') ? text.replaceAll('\r\n', '\n') : text
  return unix === '' || unix.endsWith('\n') ? unix : `${unix}\n`
}

/** The text with exactly one line end after its last line that holds something; '' when none does. */
export function withOneLineEnd(text: string): string {
  let end = text.length
  while (end > 0 && isBlank(text.charCodeAt(end - 1))) end--
  return end === 0 ? '' : `${text.slice(0, end)}\n`
}

export function withoutBlanksAtEnd(line: string): string {
  let end = line.length
  while (end > 0 && isBlank(line.charCodeAt(end - 1))) end--
  return line.slice(0, end)
}

/** Space, tab, CR or LF. */
export function isBlank(code: number): boolean {
  return code === 32 || code === 9 || code === 10 || code === 13
}
