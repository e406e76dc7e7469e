/** Workflows stand in one folder alone, actions anywhere. */
export function mayBeActions(path: string): boolean {
  return isWorkflowPath(path) || /(?:^|\/)action\.ya?ml$/.test(path)
}

export function isWorkflowPath(path: string): boolean {
  return /(?:^|\/)\.github\/workflows\/[^/]+\.ya?ml$/.test(path)
}
