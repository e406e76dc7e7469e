type Version = [major: number, minor: number, patch: number]

const PART = /^\s*(=|!=|>=|<=|>|<|~>)?\s*v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:[-+][\w.+-]+)?\s*$/

/** Whether a text is a version constraint: `>= 5.0, < 7.0`. */
export function isConstraint(text: string): boolean {
  return text.split(',').every((part) => PART.test(part))
}

export function satisfies(version: string, constraint: string): boolean {
  const wanted = read(version)
  return constraint.trim() === '' || constraint.split(',').every((part) => passes(wanted, part))
}

/** Whether the constraint takes a version with the major number of this one that is not newer than it. */
export function coveredBy(version: string, constraint: string): boolean {
  if (satisfies(version, constraint)) return true
  const newest = read(version)
  return constraint.split(',').some((part) => {
    const match = PART.exec(part)
    if (match === null) return false
    const named: Version = [Number(match[2]), Number(match[3] ?? 0), Number(match[4] ?? 0)]
    return named[0] === newest[0] && compare(named, newest) <= 0 && satisfies(named.join('.'), constraint)
  })
}

/** Whether a version newer than this one would do as well. */
export function allowsNewer(version: string, constraint: string): boolean {
  const [major, minor] = read(version)
  return satisfies(`${major}.${minor + 1}.0`, constraint) || satisfies(`${major + 1}.0.0`, constraint)
}

/** Whether some release of Terraform, old or to come, passes all of these constraints. */
export function mayBeTerraform(constraints: readonly string[]): boolean {
  const passes = (version: string): boolean => constraints.every((constraint) => satisfies(version, constraint))
  if (passes('1.11.4') || passes('1.60.0')) return true
  const releases = [...range(12, 15).map((minor) => `0.${minor}`), ...range(0, 60).map((minor) => `1.${minor}`), '2.0']
  return releases.some((release) => range(0, 40).some((patch) => passes(`${release}.${patch}`)))
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, index) => from + index)

export function byVersion(a: string, b: string): number {
  return compare(read(a), read(b))
}

function read(text: string): Version {
  const [major = 0, minor = 0, patch = 0] = text.split('.').map(Number)
  return [major, minor, patch]
}

function compare(a: Version, b: Version): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2]
}

function passes(version: Version, part: string): boolean {
  const match = PART.exec(part)
  if (match === null) return part.trim() === ''
  const [, operator = '=', major, minor, patch] = match
  const named: Version = [Number(major), Number(minor ?? 0), Number(patch ?? 0)]
  const order = compare(version, named)
  switch (operator) {
    case '!=':
      return order !== 0
    case '>=':
      return order >= 0
    case '<=':
      return order <= 0
    case '>':
      return order > 0
    case '<':
      return order < 0
    case '~>':
      // The last number that is written may grow, those before it may not.
      if (minor === undefined) return order >= 0
      if (patch === undefined) return order >= 0 && version[0] === named[0]
      return order >= 0 && version[0] === named[0] && version[1] === named[1]
    default:
      return order === 0
  }
}
