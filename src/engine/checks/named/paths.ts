import { baseName } from '../tree.ts'

export function mayBeNamed(path: string): boolean {
  return /^named[\w.-]*\.conf|\.conf(?:\.(?:local|options|default-zones|zones))?$|^named\.\w+\.zones$|\.zones$/.test(
    baseName(path),
  )
}
