import type { Hit, Rule } from '../rule.ts'
import { type Command, commandsIn, type ShellText } from './commands.ts'
import type { Dialect } from './dialect.ts'
import { foreignCommand, foreignFeature } from './posix.ts'
import { SHELL } from './rules.ts'

/** What a rule found, by offset. */
export interface ShellFinding extends Pick<Hit, 'message' | 'hint'> {
  rule: Rule
  offset: number
}

/** Everything that is judged in a script that can be read. */
export function judgeScript(text: string, dialect: Dialect): ShellFinding[] {
  const shell = commandsIn(text)
  return [
    ...interpreter(text),
    ...(dialect.isPosix ? foreignIn(text, shell) : []),
    ...removals(text, shell),
    ...shell.commands.flatMap(tests),
    ...shell.commands.flatMap(assignments),
  ]
}

function interpreter(text: string): ShellFinding[] {
  const rule = SHELL.interpreter
  const [first = ''] = text.split('\n', 1)
  if (/^#!.*\r$/.test(first))
    return [
      {
        rule,
        offset: first.length - 1,
        message: 'The first line ends as on Windows: the name of the interpreter ends with a carriage return.',
      },
    ]
  const several = /^#![ \t]*\S*\/env[ \t]+(?!-)([\w.+/-]+[ \t]+\S.*)$/.exec(first)
  if (several !== null)
    return [
      {
        rule,
        offset: first.length - (several[1]?.length ?? 0),
        message: `Linux hands everything behind env on as one word: there is no program "${several[1]}".`,
        hint: 'Set the options in the script (set -e), or write env -S.',
      },
    ]
  const late = /^(?:\ufeff|[ \t\r\n]+)(?=#!\S*\/)/.exec(text)
  if (late === null) return []
  return [
    {
      rule,
      offset: late[0].length,
      message: 'The kernel only looks at the first two characters of a file: this names no interpreter.',
    },
  ]
}

function foreignIn(text: string, { commands, features }: ShellText): ShellFinding[] {
  // A script that asks which shell it runs in knows what it does.
  if (/\b(?:BASH|ZSH|KSH)_VERSION\b|\bexec (?:\S*\/)?bash\b/.test(text)) return []
  const own = functionsIn(text)
  const found = [
    ...features.map((feature) => ({ at: feature.start, message: foreignFeature(feature.what) })),
    ...commands.map((command) => ({ at: command.words[0]?.start ?? 0, message: foreignCommand(command, own) })),
  ]
  return found
    .flatMap(({ at, message }) => (message === null ? [] : [{ rule: SHELL.dialect, offset: at, message }]))
    .sort((one, other) => one.offset - other.offset)
}

function functionsIn(text: string): Set<string | undefined> {
  return new Set([...text.matchAll(/^[ \t]*(?:function[ \t]+)?([A-Za-z_]\w*)[ \t]*\(\)/gm)].map((found) => found[1]))
}

/** Options as they may be written together: -rf, -r -f, --recursive. */
function isRecursive(command: Command): boolean {
  return command.words.slice(1).some(({ text }) => /^-[a-zA-Z]*[rR]/.test(text) || text === '--recursive')
}

const ROOT_OF_VARIABLE = /^(?:"?\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\})"?)\/+\*?"?$/

function removals(text: string, { commands }: ShellText): ShellFinding[] {
  const found: ShellFinding[] = []
  const isStrict = (option: string): boolean =>
    commands.some(
      ({ words }) =>
        words[0]?.text === 'set' &&
        words
          .slice(1)
          .some(
            (word, index) =>
              new RegExp(`^-[a-zA-Z]*${option}`).test(word.text) ||
              (words[index]?.text.endsWith('o') === true && word.text === (option === 'e' ? 'errexit' : 'nounset')),
          ),
    ) || new RegExp(`^#!.*[ \\t]-\\w*${option}`).test(text)
  const stops = isStrict('e')
  const minds = isStrict('u')
  let gone: Command | null = null
  for (const command of commands) {
    const name = command.words[0]?.text
    const isGuarded = /^(?:if|elif|while|until|!)$/.test(command.before) || /^(?:&&|\|\|)$/.test(command.after)
    if (name === 'cd' || name === 'pushd') {
      const target = command.words.at(-1)?.text ?? ''
      // Home, the folder before and the one above are there.
      gone =
        !stops &&
        !isGuarded &&
        command.words.length === 2 &&
        /[\w$]/.test(target) &&
        !/^(?:~|"?\$\{?HOME\}?"?)$/.test(target)
          ? command
          : null
    }
    if (name !== 'rm' || !isRecursive(command)) continue
    for (const word of command.words.slice(1)) {
      const variable = ROOT_OF_VARIABLE.exec(word.text)
      const named = variable?.[1] ?? variable?.[2]
      if (named !== undefined && !minds && mayBeEmpty(named, text))
        found.push({
          rule: SHELL.removal,
          offset: word.start,
          message: `With an empty ${named} this is rm -r ${word.text.endsWith('*') ? '/*' : '/'}.`,
        })
    }
    if (gone === null || command.before === '||') continue
    const relative = command.words.slice(1).find(({ text: word }) => /^["']?(?:\*|\.\/|\w)/.test(word))
    if (relative !== undefined) {
      const target = gone.words[1]?.text ?? ''
      found.push({
        rule: SHELL.folder,
        offset: gone.words[0]?.start ?? 0,
        message: `Where cd ${target} fails, rm -r ${relative.text} works in the folder that the script was started in.`,
      })
      gone = null
    }
  }
  return found
}

const EXPANSION = /\$(?:\w+|\{[^{}]*\}|\([^()]*\)|[@*#?!$-])|`[^`]*`/g

/** Unless every assignment gives it a text, or something looks at it before. */
function mayBeEmpty(name: string, text: string): boolean {
  const values = [...text.matchAll(new RegExp(`(?<![\\w$.-])${name}=("[^"\\n]*"|'[^'\\n]*'|[^\\s;]*)`, 'g'))].map(
    (one) => one[1] ?? '',
  )
  if (new RegExp(`-[nzd] "?\\$\\{?${name}\\b|\\$\\{${name}:\\?|"\\$\\{?${name}\\}?" *!?=`).test(text)) return false
  return values.length === 0 || values.some((value) => value.replace(EXPANSION, '').replace(/["']/g, '') === '')
}

function tests({ words }: Command): ShellFinding[] {
  const [first, ...rest] = words
  if (first === undefined) return []
  const rule = SHELL.test
  const glued = /^\[(?!\[?$)(?:!|-[a-z]$|["$])/.exec(first.text)
  if (glued !== null)
    return [
      {
        rule,
        offset: first.start,
        message: `There is no command ${first.text}: a blank is missing behind the bracket.`,
      },
    ]
  if (first.text !== '[') return []
  const last = rest.at(-1)
  if (last === undefined || last.text !== ']')
    return rest.some((word) => /\$@|\$\*|^\$|\]$/.test(word.text) && !/["'\w]\]$/.test(word.text))
      ? []
      : [{ rule, offset: first.start, message: 'The test ends without a ] that stands alone.' }]
  const [only] = rest
  if (
    rest.length !== 2 ||
    only === undefined ||
    !/^(?:"[^"]*"|\$\{?\w+\}?|[\w.-]+)(?:==?|!=)(?:"[^"]*"|'[^']*'|\$\{?\w+\}?|[\w.-]+)$/.test(only.text)
  )
    return []
  return [{ rule, offset: only.start, message: `[ ${only.text} ] is one word, and so always true.` }]
}

const TAKES_EQUALS = /^(?:\[|\[\[|test|expr|let|for|case|select|echo|printf|alias|export)$/

function assignments({ words }: Command): ShellFinding[] {
  const [first, second] = words
  if (first === undefined) return []
  const rule = SHELL.assignment
  if (/^\$[A-Za-z_]\w*=(?!=)/.test(first.text))
    return [
      {
        rule,
        offset: first.start,
        message: `This runs a command whose name begins with the value of ${/^\$\w+/.exec(first.text)?.[0]}.`,
      },
    ]
  if (second?.text === '=' && /^[A-Za-z_]\w*$/.test(first.text) && !TAKES_EQUALS.test(first.text))
    return [{ rule, offset: first.start, message: `This runs a command ${first.text} with the argument =.` }]
  return []
}
