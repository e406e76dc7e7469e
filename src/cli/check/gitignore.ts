/** The patterns of one `.gitignore`, for the folder that it stands in. */
export interface IgnoreRules {
  /** true: ignored, false: taken back in by a `!` pattern, undefined: not mentioned. `path` is relative to its folder. */
  verdict(path: string, isFolder: boolean): boolean | undefined
}

interface Rule {
  ignores: boolean
  folderOnly: boolean
  pattern: RegExp
}

/** As gitignore(5) has it; the last pattern that matches decides. */
export function readIgnoreRules(text: string): IgnoreRules {
  const rules = text.split('\n').flatMap((line) => ruleOf(line) ?? [])
  return {
    verdict(path, isFolder) {
      for (let at = rules.length - 1; at >= 0; at--) {
        const rule = rules[at]
        if (rule !== undefined && (isFolder || !rule.folderOnly) && rule.pattern.test(path)) return rule.ignores
      }
      return undefined
    },
  }
}

function ruleOf(line: string): Rule | null {
  // A blank at the end counts only behind a backslash.
  let text = line.replace(/\r$/, '').replace(/(?<!\\)[ \t]+$/, '')
  if (text === '' || text.startsWith('#')) return null
  const ignores = !text.startsWith('!')
  if (!ignores) text = text.slice(1)
  const folderOnly = text.endsWith('/')
  if (folderOnly) text = text.slice(0, -1)
  const anchored = text.includes('/')
  if (text.startsWith('/')) text = text.slice(1)
  if (text === '') return null
  try {
    return {
      ignores,
      folderOnly,
      pattern: new RegExp(`${anchored ? '^' : '(?:^|/)'}${expressionOf(text, anchored)}$`, 's'),
    }
  } catch {
    return null
  }
}

function expressionOf(glob: string, anchored: boolean): string {
  let out = ''
  for (let at = 0; at < glob.length; at++) {
    const rest = glob.slice(at)
    const char = glob.charAt(at)
    const begins = at === 0 || glob[at - 1] === '/'
    if (begins && rest.startsWith('**/')) {
      out += '(?:.*/)?'
      at += 2
    } else if (begins && (anchored || at > 0) && rest === '**') {
      out += '.+'
      at += 1
    } else if (rest === '/**') {
      out += '/.+'
      at += 2
    } else if (rest.startsWith('/**/')) {
      out += '/(?:.*/)?'
      at += 3
    } else if (char === '*') {
      while (glob[at + 1] === '*') at++
      out += '[^/]*'
    } else if (char === '?') out += '[^/]'
    else if (char === '[') {
      const found = /^\[(!|\^)?(\]?(?:\\.|\[:\w+:\]|[^\]\\])*)\]/.exec(rest)
      if (found === null) return `${out}(?!)`
      out += `(?!/)[${found[1] === undefined ? '' : '^'}${classOf(found[2] ?? '')}]`
      at += found[0].length - 1
    } else if (char === '\\') {
      // At the end it escapes nothing, and so the pattern matches nothing.
      if (at + 1 === glob.length) return `${out}(?!)`
      out += escaped(glob.charAt(++at))
    } else out += escaped(char)
  }
  return out
}

const NAMED: Readonly<Record<string, string>> = {
  alnum: 'A-Za-z0-9',
  alpha: 'A-Za-z',
  digit: '0-9',
  lower: 'a-z',
  upper: 'A-Z',
  space: '\\s',
  xdigit: '0-9A-Fa-f',
}

function classOf(members: string): string {
  return members.replace(/\[:(\w+):\]|\\(.)|([[\]^])/g, (_all, name?: string, char?: string, plain?: string) =>
    name === undefined ? `\\${char ?? plain ?? ''}` : (NAMED[name] ?? ''),
  )
}

function escaped(char: string): string {
  return /[\\^$.*+?()[\]{}|/]/.test(char) ? `\\${char}` : char
}
