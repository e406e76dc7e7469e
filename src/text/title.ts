/** A text of any length and shape as a title: one line, not endless. */
export function titleOf(text: string, most = 200): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length <= most ? line : `${line.slice(0, most)}… (${text.length} characters)`
}

/** A file's name as one line: what would break it is shown as `?`. */
export const shownPath = (path: string): string => path.replace(/[\u0000-\u001f\u007f-\u009f]/g, '?')
