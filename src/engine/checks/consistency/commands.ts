import { nearest } from '../../../skills/nearest.ts'
import type { Hit } from '../rule.ts'
import { baseName, dirName } from '../tree.ts'
import type { Piece } from './pieces.ts'
import type { Repository } from './repository.ts'
import { CONSISTENCY } from './rules.ts'
import { sourcedFiles } from './shell.ts'

const MAKE =
  /(?<![\w./-])make((?:[ \t]+(?:-C[ \t]*[\w./-]+|-[a-zA-Z]+|--[\w-]+(?:=\S+)?))*)[ \t]+([a-z][\w.-]*)(?![\w./=])/g
const NPM = /(?<![\w./-])(npm|pnpm|yarn) run(?:-script)?[ \t]+([A-Za-z][\w:.-]*)(?![\w:.$%{<*-])/g
/** Words that follow «make» in prose, and commands that look like a target. */
const WORDS = new Set(['sure', 'it', 'the', 'a', 'an', 'all', 'changes', 'your', 'use', 'any', 'them', 'this', 'sense'])

/** Targets of make and scripts of npm that nobody defines. */
export function* targets({ pieces, files }: Repository): Generator<Hit> {
  const makefiles = files.filter((file) => /^(?:GNU)?[Mm]akefile$/.test(baseName(file.path)))
  const packages = files.filter((file) => baseName(file.path) === 'package.json')
  const made = new Map(makefiles.map((file) => [dirName(file.path), makeTargets(file.text)]))
  // Which folder a command is run in is rarely said; a Makefile that takes in others may have any target.
  const sets = [...made.values()]
  const all = sets.includes(null) ? null : new Set(sets.flatMap((one) => [...(one ?? [])]))
  const scripts = new Set(packages.flatMap((file) => npmScripts(file.text)))
  if (made.size === 0 && packages.length === 0) return
  for (const piece of pieces) {
    if (piece.voice === 'comment') continue
    for (const found of made.size === 0 ? [] : piece.text.matchAll(MAKE)) {
      const name = found[2] ?? ''
      const dir = /-C[ \t]*([\w./-]+)/
        .exec(found[1] ?? '')?.[1]
        ?.replace(/^\.\//, '')
        .replace(/\/$/, '')
      const known = dir === undefined ? all : made.get(dir)
      if (known === undefined || known === null || known.has(name) || WORDS.has(name) || !isCommand(piece, found.index))
        continue
      yield missing(
        piece,
        found.index + found[0].length - name.length,
        `No Makefile has the target "${name}".`,
        name,
        known,
      )
    }
    for (const found of packages.length === 0 ? [] : piece.text.matchAll(NPM)) {
      const name = found[2] ?? ''
      // All but npm run the programs of packages in the same way.
      if (scripts.has(name) || (found[1] !== 'npm' && nearest(name, scripts) === null)) continue
      yield missing(
        piece,
        found.index + found[0].length - name.length,
        `No package.json has the script "${name}".`,
        name,
        scripts,
      )
    }
  }
}

/** At the start of a command, and not in the middle of a sentence. */
function isCommand({ text }: Piece, at: number): boolean {
  return /(?:^|(?<!\\)\n|[;&|(`]|\bsudo|\$|\b(?:then|do|else))[ \t]*$/.test(text.slice(0, at))
}

function missing(piece: Piece, offset: number, says: string, name: string, known: Iterable<string>): Hit {
  const near = nearest(name, known)
  const severity = piece.voice === 'script' ? 'error' : 'warning'
  const message = near === null ? says : `${says} Did you mean "${near}"?`
  return { rule: CONSISTENCY.target, at: piece.at(offset), message, severity }
}

/** null when more may be defined than is seen. */
function makeTargets(text: string): Set<string> | null {
  if (/^-?include\b|^[^\s#]*%[^\n]*:|^\$[({][^\n=]*:(?!=)/m.test(text)) return null
  const names = [...text.matchAll(/^([A-Za-z0-9_./-][\w./ -]*?)[ \t]*::?(?![=:])/gm)]
  return new Set(names.flatMap((found) => (found[1] ?? '').split(/\s+/)))
}

function npmScripts(text: string): string[] {
  try {
    const parsed: unknown = JSON.parse(text)
    const scripts = typeof parsed === 'object' && parsed !== null && 'scripts' in parsed ? parsed.scripts : null
    return typeof scripts === 'object' && scripts !== null ? Object.keys(scripts) : []
  } catch {
    return []
  }
}

/** Options of our own scripts that they do not know. */
export function* options({ pieces, files, context }: Repository): Generator<Hit> {
  const scripts = new Map(
    files.filter((file) => /\.(?:sh|bash)$/.test(file.path)).map((file) => [file.path, file.text]),
  )
  if (scripts.size === 0) return
  for (const piece of pieces) {
    if (piece.voice === 'comment' || !piece.text.includes('--') || !/\.(?:sh|bash)\b/.test(piece.text)) continue
    for (const found of piece.text.matchAll(
      /(?<![\w./$}-])(?:\.\/)?((?:[\w.-]+\/)*[\w.-]+\.(?:sh|bash))\b([^\n|;&#`)]*)/g,
    )) {
      const path = found[1] ?? ''
      const text = scripts.get(path) ?? scripts.get(`${dirName(piece.file)}/${path}`)
      if (text === undefined || path === piece.file || takesAnything(text)) continue
      const known = [text, ...sourcedFiles(path, text).map((one) => context.tree.text(one) ?? '')].join('\n')
      for (const option of (found[2] ?? '').matchAll(/(?<=\s)(--[a-z][\w-]*)/g)) {
        const name = option[1] ?? ''
        if (new RegExp(`${name}(?![\\w-])`).test(known)) continue
        const at = piece.at(found.index + found[0].length - (found[2] ?? '').length + option.index)
        yield { rule: CONSISTENCY.option, at, message: `${path} does not know the option ${name}.` }
      }
    }
  }
}

/** Hands its arguments on to something that may know them. */
function takesAnything(text: string): boolean {
  const functions = new Set(
    [...text.matchAll(/^[ \t]*(?:function[ \t]+)?([A-Za-z_]\w*)[ \t]*\(\)/gm)].map((found) => found[1]),
  )
  return [...text.matchAll(/^[ \t]*([^\n#]*?)"?\$[@*]"?/gm)].some((found) => {
    const words = (found[1] ?? '').trim().split(/\s+/)
    const [first = ''] = words
    return !(
      first === 'for' ||
      first === 'while' ||
      first === 'set' ||
      functions.has(words.at(-1) ?? '') ||
      functions.has(first) ||
      first.endsWith('=(')
    )
  })
}
