/** Why a path from a skill must not be used, or null when it is one below the project's root. */
export function pathFault(path: string): string | null {
  if (path.trim() === '') return 'an empty path'
  if (/\p{Cc}/u.test(path)) return 'a path with control characters'
  if (path.includes('\\')) return 'a path with a backslash'
  if (path.startsWith('/') || path.startsWith('~') || /^[A-Za-z]:/.test(path)) return 'an absolute path'
  const steps = path.replace(/\/$/, '').split('/')
  if (steps.includes('..')) return 'a path that leads out of its folder'
  if (steps.includes('') || steps.includes('.')) return 'a path with an empty step'
  if (steps[0] === '.git' || steps[0] === '.skillchain')
    return `a path into ${steps[0]}/, which belongs to another program`
  if (path.length > 400) return 'a path longer than 400 characters'
  return null
}

/** A glob as a test: `*` and `?` stay within a step, `**` crosses steps, `[ab]` is a class. */
export function globTest(glob: string): (path: string) => boolean {
  let source = ''
  for (let i = 0; i < glob.length; i++) {
    const char = glob.charAt(i)
    if (char === '*' && glob.charAt(i + 1) === '*') {
      const folder = glob.charAt(i + 2) === '/'
      source += folder ? '(?:[^/]+/)*' : '.*'
      i += folder ? 2 : 1
    } else if (char === '*') {
      source += '[^/]*'
      while (glob.charAt(i + 1) === '*') i++
    } else if (char === '?') source += '[^/]'
    else if (char === '[' && glob.indexOf(']', i + 2) > 0) {
      const end = glob.indexOf(']', i + 2)
      source += `[${glob
        .slice(i + 1, end)
        .replace(/^!/, '^')
        .replaceAll('\\', '\\\\')
        .replaceAll('[', '\\[')}]`
      i = end
    } else source += char.replace(/[.+^${}()|[\]\\]/, '\\$&')
  }
  const steps = glob.split('*').length
  // Many stars in one glob would multiply; nobody writes more than a few.
  if (steps > 8) return (path) => path === glob
  try {
    const pattern = new RegExp(`^${source}$`)
    return (path) => pattern.test(path)
  } catch {
    return (path) => path === glob
  }
}

export function isGlob(path: string): boolean {
  return /[*?]|\[[^\]]+\]/.test(path)
}
