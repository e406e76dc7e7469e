/** `compose.yaml`, `docker-compose.yml`, and those that change them: `compose.prod.yaml`. */
export function mayBeCompose(path: string): boolean {
  return /(?:^|\/)(?:docker-)?compose(?:[.-][\w.-]+)?\.ya?ml$/i.test(path)
}

/** One that is run by itself, and not laid over another. */
export function isBase(path: string): boolean {
  return /(?:^|\/)(?:docker-)?compose\.ya?ml$/i.test(path)
}
