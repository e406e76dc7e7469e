import type { Command } from 'commander'
import type { Environment } from '../environment.ts'
import { UsageError } from '../exit.ts'

const SHELLS: Record<string, (commands: Command[], root: Command) => string> = { bash, zsh, fish }

/** A completion script made from the commands themselves. */
export async function completion(environment: Environment, shell: string, program: Command): Promise<void> {
  const make = SHELLS[shell]
  if (make === undefined)
    throw new UsageError(`there is no completion for '${shell}'`, `known: ${Object.keys(SHELLS).join(', ')}`)
  environment.stdout.write(make([...program.commands], program))
}

const flags = (command: Command): string[] => [...command.options.flatMap((option) => option.long ?? []), '--help']
const under = (command: Command): string[] => [...command.commands.map((sub) => sub.name()), ...flags(command)]

function bash(commands: Command[], root: Command): string {
  const cases = commands.map((command) => `    ${command.name()}) words='${under(command).join(' ')}' ;;`)
  return `_skillchain() {
  local words
  case "\${COMP_WORDS[1]:-}" in
${cases.join('\n')}
    *) words='${under(root).join(' ')}' ;;
  esac
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}")
}
complete -o default -F _skillchain skillchain
`
}

function zsh(commands: Command[], root: Command): string {
  const cases = commands.map((command) => `    ${command.name()}) compadd -- ${under(command).join(' ')} ;;`)
  return `#compdef skillchain
_skillchain() {
  if (( CURRENT == 2 )); then
    compadd -- ${under(root).join(' ')}
    return
  fi
  case "$words[2]" in
${cases.join('\n')}
    *) compadd -- ${flags(root).join(' ')} ;;
  esac
  _files
}
compdef _skillchain skillchain
`
}

function fish(commands: Command[], root: Command): string {
  const quote = (text: string): string => `'${text.replaceAll("'", "\\'")}'`
  const top = commands.map(
    (c) => `complete -c skillchain -n __fish_use_subcommand -a ${c.name()} -d ${quote(c.description())}`,
  )
  const options = (command: Command, condition: string): string[] =>
    command.options.flatMap((option) =>
      option.long === undefined || option.long === null
        ? []
        : [`complete -c skillchain -n ${quote(condition)} -l ${option.long.slice(2)} -d ${quote(option.description)}`],
    )
  const subs = commands.flatMap((c) => [
    ...c.commands.map(
      (sub) =>
        `complete -c skillchain -n ${quote(`__fish_seen_subcommand_from ${c.name()}`)} -a ${sub.name()} -d ${quote(sub.description())}`,
    ),
    ...options(c, `__fish_seen_subcommand_from ${c.name()}`),
  ])
  return `${[...top, ...options(root, '__fish_use_subcommand'), ...subs].join('\n')}\n`
}
