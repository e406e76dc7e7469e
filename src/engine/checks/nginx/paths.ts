import { baseName } from '../tree.ts'

/** Without the text, which a directory listing does not have. */
export function mayBeNginx(path: string): boolean {
  const name = baseName(path)
  if (/\.(?:conf|nginx|vhost)$|^mime\.types$/.test(name)) return true
  return !name.includes('.') && /(?:^|\/)(?:sites-(?:available|enabled)|conf\.d|snippets)\//.test(path)
}
