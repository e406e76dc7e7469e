import type { Assignment } from './unit.ts'
import { shellWords } from './values.ts'

export interface CommandFault {
  at: number
  message: string
  hint?: string
  /** systemd does not start the unit. */
  fatal: boolean
}

const SPECIFIERS = /%(?:[aAbBCdDEfgGhHiIjJlLmMnNopPqsStTuUvVwWyY%]|$)/

/** One command line of a service: its prefixes, its program, its quotes and its specifiers. */
export function commandFaults({ key, value, at }: Assignment): CommandFault[] {
  if (value === '') return []
  const faults: CommandFault[] = []
  const words = shellWords(value)
  if (words === null)
    return [{ at, message: `Unbalanced quoting in ${key}=`, hint: 'a quote is never closed', fatal: true }]
  const program = (words[0] ?? '').replace(/^[-@:+!|]+/, '')
  if (program === '') faults.push({ at, message: `Empty path in command line of ${key}=`, fatal: true })
  else if (program.includes('/') && !program.startsWith('/') && !program.startsWith('%') && !program.startsWith('$'))
    faults.push({
      at,
      message: `Neither a valid executable name nor an absolute path: ${program}`,
      hint: 'write the whole path',
      fatal: true,
    })
  else if (program.endsWith('/'))
    faults.push({ at, message: `Executable name specifies a directory: ${program}`, fatal: true })
  for (const found of value.matchAll(/%./g)) {
    if (SPECIFIERS.test(found[0])) continue
    faults.push({
      at: at + found.index,
      message: `Failed to resolve unit specifiers in ${key}=: ${found[0]}`,
      hint: 'write %% for a percent sign',
      fatal: true,
    })
    return faults
  }
  faults.push(...advice(value, words, at))
  return faults
}

/** Valid for systemd, and not what was meant. */
function advice(value: string, words: readonly string[], at: number): CommandFault[] {
  const date = /\+%[YmdHMSFTs]/.exec(value)
  if (date !== null)
    return [
      {
        at: at + date.index,
        message: `${date[0].slice(1)} is filled in by systemd and not by date`,
        hint: 'write %% for each % of a date format',
        fatal: false,
      },
    ]
  const program = words[0]?.replace(/^[-@:+!|]+/, '') ?? ''
  if (/(?:^|\/)(?:env|[a-z]*sh|busybox|python3?|perl)$/.test(program)) return []
  const sign = words.slice(1).find((word) => /^(?:\||\|\||&&|>|>>|<|2>|2>&1|&>|&)$/.test(word))
  if (sign === undefined) return []
  const index = value.indexOf(` ${sign}`) + 1
  return [
    {
      at: at + Math.max(0, index),
      message: `'${sign}' is passed to ${program} as an argument: systemd runs no shell`,
      hint: `write ${program.startsWith('/') ? '/bin/sh' : 'sh'} -c '…'`,
      fatal: false,
    },
  ]
}
