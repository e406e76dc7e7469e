export function mayBeAnsible(path: string): boolean {
  return /\.(?:ya?ml|j2)$|(?:^|\/)(?:group|host)_vars\/(?:[^/]+\/)?[\w-]+$/.test(path) || isInventoryPath(path)
}

/** Inventories of the old form, which have no ending of their own. */
export function isInventoryPath(path: string): boolean {
  return /(?:^|\/)(?:hosts|inventory)(?:\.(?:ini|cfg))?$|(?:^|\/)inventor(?:y|ies)\/(?:[^/]+\/)?(?:[\w-]+\.ini|hosts)$/.test(
    path,
  )
}
