/** Arguments have a limit; programs get so many files at once. */
const MOST_FILES = 200

export function groups<T>(all: readonly T[]): T[][] {
  const parts: T[][] = []
  for (let at = 0; at < all.length; at += MOST_FILES) parts.push(all.slice(at, at + MOST_FILES))
  return parts
}

/** A text that somebody fills in before it is a file of its kind. */
export function isTemplate(path: string): boolean {
  return /\.(?:j2|jinja2?|tftpl|tpl|tmpl|erb|template)$/.test(path) || /(?:^|\/)templates\//.test(path)
}

/** What is missing on this machine and not in the file. */
export const ELSEWHERE =
  /no such host|dial tcp|i\/o timeout|could not (?:resolve|connect)|connection refused|temporary failure in name resolution|network is unreachable|certificate signed by unknown/i
