import type { Rule } from '../rule.ts'

/** What is judged in scripts beyond their syntax: little, and only what is certain. */
export const SHELL = {
  syntax: {
    id: 'shell-syntax',
    severity: 'error',
    what: 'A script that its shell cannot read',
    why: 'The shell stops there, often after it has carried out the lines above.',
    fix: 'Close what was opened, or write the word that is missing.',
  },
  interpreter: {
    id: 'shell-interpreter',
    severity: 'warning',
    what: 'A first line that names no interpreter that could start: arguments behind env, Windows line ends, something before #!',
    why: 'The kernel looks for a program of exactly that name and finds none, or starts another shell.',
    fix: 'Write #!/usr/bin/env bash alone on the first line, with Unix line ends.',
  },
  dialect: {
    id: 'shell-dialect',
    severity: 'warning',
    what: 'What only bash knows, in a script for /bin/sh',
    why: 'On Debian, Ubuntu and Alpine /bin/sh is not bash: the script stops there, or does something else without a word.',
    fix: 'Begin the script with #!/usr/bin/env bash, or write it as POSIX has it.',
  },
  removal: {
    id: 'shell-remove-root',
    severity: 'warning',
    what: 'rm -r of everything below a variable that may be empty',
    why: 'With an empty variable it removes everything from / on.',
    fix: 'Write :? behind the name, in braces, which stops the script when it is empty, or set -u where it may be unset.',
  },
  folder: {
    id: 'shell-remove-elsewhere',
    severity: 'warning',
    what: 'rm -r of a relative path after a cd that may have failed',
    why: 'When the folder is not there, it removes what is in the folder that the script was started in.',
    fix: 'Write cd … || exit, or set -e at the top.',
  },
  test: {
    id: 'shell-test',
    severity: 'warning',
    what: 'A test that cannot mean what it says: no blanks around =, no blank behind [, no ] at the end',
    why: 'One word is always true; a bracket that is part of a word is the name of a command that does not exist.',
    fix: 'Put blanks around the operator and inside the brackets.',
  },
  assignment: {
    id: 'shell-assignment',
    severity: 'warning',
    what: 'An assignment with blanks around = or a $ before its name',
    why: 'The shell takes it for a command of that name, and the variable stays as it was.',
    fix: 'Write name=value, without blanks and without a $.',
  },
} as const satisfies Record<string, Rule>
