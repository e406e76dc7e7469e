export function mayBeUnit(path: string): boolean {
  return /\.(?:service|socket|mount|automount|swap|timer|path|slice|scope|target)(?:\.d\/[^/]+\.conf)?$/.test(path)
}
