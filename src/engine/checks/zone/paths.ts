import { baseName } from '../tree.ts'

/** Paths that zone files have: `example.com.zone`, `db.example.com`. */
export function mayBeZone(path: string): boolean {
  return /\.zone$|^db\.[\w.-]+$|\.(?:db|rev|hosts)$/.test(baseName(path))
}
