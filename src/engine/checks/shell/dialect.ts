import { baseName, type FileRef } from '../tree.ts'

/** The shell that runs a script. */
export interface Dialect {
  isBats: boolean
  /** `/bin/sh`, which on Debian and Ubuntu is dash and knows none of what bash adds. */
  isPosix: boolean
}

const SHEBANG = /^#![ \t]*(?:\S*\/)?(?:env[ \t]+(?:-S[ \t]*)?)?(?:\S*\/)?([\w.+-]+)/

/**
 * Bats makes functions of its tests before bash reads them, and takes more for a test than the parser does:
 * the head of a function of the same length, which need not have a body, stands in its place.
 */
export function asBash(text: string): string {
  return text.replace(/^([ \t]*)(@test[ \t]+\S.*[ \t]+\{)/gm, (_, indent: string, head: string) => {
    return `${indent}t()${' '.repeat(Math.max(0, head.length - 7))}{ :;`
  })
}

/** null for what is no script, or one of a shell that is not judged here: zsh, ksh, fish, a busybox of its own. */
export function dialectOf({ path, text }: FileRef): Dialect | null {
  const interpreter = SHEBANG.exec(text)?.[1]
  if (path.endsWith('.bats')) return { isBats: true, isPosix: false }
  if (interpreter !== undefined) {
    if (interpreter === 'bats') return { isBats: true, isPosix: false }
    return /^(?:bash|sh|dash|ash)$/.test(interpreter)
      ? { isBats: false, isPosix: interpreter === 'sh' || interpreter === 'dash' }
      : null
  }
  // A piece that other scripts read in may be of any shell, but for one whose ending says it.
  return /\.(?:sh|bash)$/.test(path) && !isOfAnotherShell(path, text) ? { isBats: false, isPosix: false } : null
}

function isOfAnotherShell(path: string, text: string): boolean {
  return (
    /zsh|fish|ksh/.test(baseName(path)) ||
    /^#(?:compdef|autoload)\b/.test(text) ||
    /^# *shellcheck shell=(?:ksh|zsh)/m.test(text)
  )
}
