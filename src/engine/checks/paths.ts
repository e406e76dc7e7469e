/** Folders of tools and of others: nothing in them was written here. */
const HIDDEN = /(?:^|\/)(?:\.terraform|node_modules|\.git|\.skillchain)\//

/** Paths of a kind, written here and by people. */
export function like(pattern: RegExp, ...others: RegExp[]): (path: string) => boolean {
  return (path) => pattern.test(path) && !HIDDEN.test(path) && !others.some((other) => other.test(path))
}

export function writtenHere(path: string): boolean {
  return !HIDDEN.test(path)
}
