export function mayHoldRules(path: string): boolean {
  return /\.(?:ya?ml|rules)$/.test(path) && !/(?:^|\/)templates\//.test(path)
}
