/** Documents, but for those that only fill in what somebody will write, and those that tests read. */
export function mayBeMarkdown(path: string): boolean {
  return (
    /\.(?:md|markdown)$/i.test(path) &&
    !/(?:^|\/)(?:testdata|fixtures?|__fixtures__|third_party|[\w-]*TEMPLATE[\w-]*)(?:\/|\.md$)/.test(path)
  )
}
