import type { Command } from './commands.ts'

const FEATURES: Readonly<Record<string, string>> = {
  '[[': '[[ is a command of bash: dash does not find it.',
  '((': '(( )) is arithmetic in bash alone: in sh it is a group in a group, and its words are commands.',
  array: 'sh has no arrays.',
  '+=': '+= appends in bash alone: in sh it is a part of the name of a command.',
  function: 'sh knows no function: write name() { … }.',
  select: 'sh has no select.',
  '<<<': 'sh has no here-strings.',
  '<(': 'sh has no process substitution.',
  '>(': 'sh has no process substitution.',
  '&>': 'In sh &> starts the command in the background, and empties the file.',
  '&>>': 'In sh &>> starts the command in the background.',
  '|&': 'sh has no |&.',
  ';&': 'sh has no ;& in a case.',
  ';;&': 'sh has no ;;& in a case.',
}

export function foreignFeature(what: string): string | null {
  return FEATURES[what] ?? (what.startsWith('${') ? `sh has no ${what}.` : null)
}

const COMMANDS: ReadonlySet<string> = new Set([
  'source',
  'declare',
  'typeset',
  'shopt',
  'pushd',
  'popd',
  'mapfile',
  'readarray',
  'let',
  'disown',
  'compgen',
])

/** What a command does that sh does not know; `own` are the functions of the script. */
export function foreignCommand({ words, before }: Command, own: ReadonlySet<string | undefined>): string | null {
  const [name, ...rest] = words.map((word) => word.text)
  // What stands behind `type shopt &&` was looked at.
  if (name === undefined || own.has(name) || before === '&&' || before === '||') return null
  if (COMMANDS.has(name)) return name === 'source' ? 'sh has no source: it is called . there.' : `sh has no ${name}.`
  if (name === '[' && rest[1] === '==') return 'The test of sh compares with one =: dash stops at ==.'
  if (name === 'trap' && rest.slice(1).some((word) => word === 'ERR' || word === 'DEBUG' || word === 'RETURN'))
    return 'sh has no traps for ERR, DEBUG and RETURN.'
  if (name !== 'set') return null
  if (rest.some((word, index) => word === 'pipefail' && /^-\w*o$/.test(rest[index - 1] ?? '')))
    return 'The sh of Debian 12 and Ubuntu 24.04 has no pipefail: the script stops here.'
  return rest.some((word) => /^-[a-z]*[ET]/.test(word)) ? 'sh has no option -E or -T.' : null
}
