// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is the shell's
import { describe, expect, test } from 'vitest'
import { commandsIn } from '../../../../src/engine/checks/shell/commands.ts'
import { judge, said } from '../one-file.ts'

const all = async (text: string, path = 'a.sh'): Promise<string> => (await said('shell', { [path]: text })).join('\n')
const BASH = '#!/usr/bin/env bash\n'
const SH = '#!/bin/sh\n'

describe('what the shell cannot read is an error, where it begins', () => {
  test.each([
    ['an if without its end', `${BASH}if true; then\n  echo\n`, '2:1 error: `if` statement must end with `fi`.'],
    ['a quote', `${BASH}echo "a\n`, '2:6 error: reached EOF without closing quote `"`.'],
    ['a here-document', `${BASH}cat <<END\na\n`, '2:5 error: unclosed here-document `END`.'],
    ['a bracket too many', `${BASH}(echo))\n`, '2:7 error'],
    ['behind letters of several bytes', `${BASH}echo "é—🙂"; fi\n`, '2:14 error'],
    ['a script without an ending', '#!/bin/bash -e\nfor x in a; do\n', '2:13 error'],
  ])('%s', async (_, text, expected) => {
    expect(await all(text, text.startsWith('#!/bin/bash') ? 'bin/run' : 'a.sh')).toContain(expected)
  })
})

describe('left alone', () => {
  test.each([
    ['templates', 'a.sh', `${BASH}{{ if .x }}\nfi\n`],
    ['zsh', 'a.sh', '#!/bin/zsh\necho ${(f)a}; fi\n'],
    ['Python', 'bin/run', '#!/usr/bin/env python3\nif x: fi\n'],
    ['words that only a run gives a meaning', 'a.sh', `${BASH}declare -A a=([3.13]='x' [b c]=1)\n`],
    ['files that are none', 'LICENSE', 'if (\n'],
  ])('%s', async (_, path, text) => {
    expect(await all(text, path)).toBe('')
  })

  test('what bats takes for a test', async () => {
    const text = '#!/usr/bin/env bats\n@test "it works" { }\n\t@test \'one line\'\t{ run a; }\n@test more {:;}\n'
    expect(await all(text, 'a.bats')).toBe('')
    expect(await all('@test "a" {\n  if true; then\n}\n', 'a.bats')).toContain('3:1 error')
  })

  test('deeper nesting than the reader takes is told, and the next script is judged', async () => {
    const deep = `${BASH}${'$('.repeat(60_000)}`
    const found = await said('shell', { 'a.sh': deep, 'b.sh': `${BASH}fi\n` })
    expect(found.filter((one) => one.startsWith('b.sh'))).toHaveLength(1)
  })
})

describe('the interpreter', () => {
  test.each([
    [
      'options behind env',
      '#!/usr/bin/env bash -e\ntrue\n',
      '1:16 warning: Linux hands everything behind env on as one word',
    ],
    ['Windows line ends', '#!/bin/bash\r\ntrue\r\n', '1:12 warning: The first line ends as on Windows'],
    [
      'a blank line before it',
      '\n#!/bin/bash\ntrue\n',
      '2:1 warning: The kernel only looks at the first two characters',
    ],
  ])('%s', async (_, text, expected) => {
    expect(await all(text)).toContain(expected)
  })

  test.each(['#!/usr/bin/env -S bash -e\n', '#!/bin/bash -e\n', '#!/usr/bin/env bash\n'])('%j starts', async (text) => {
    expect(await all(`${text}true\n`)).toBe('')
  })
})

describe('bash in a script of sh', () => {
  test.each([
    ['[[ -n $a ]]', '[[ is a command of bash'],
    ['a=(1 2)', 'sh has no arrays'],
    ['echo "${a//x/y}"', 'sh has no ${a/…}'],
    ['echo "${a[0]}"', 'sh has no ${a[…}'],
    ['cat <<<"$a"', 'here-strings'],
    ['diff <(a) <(b)', 'process substitution'],
    ['a &>/dev/null', 'starts the command in the background'],
    ['function f { :; }', 'sh knows no function'],
    ['source ./lib.sh', 'it is called . there'],
    ['[ "$a" == b ]', 'dash stops at =='],
    ['set -euo pipefail', 'has no pipefail'],
    ['trap true ERR', 'no traps for ERR'],
    ['((a > 1))', 'arithmetic in bash alone'],
    ['a+=b', '+= appends in bash alone'],
  ])('%s', async (line, expected) => {
    expect(await all(`${SH}${line}\n`)).toMatch(/^a\.sh:2:\d+ warning: /)
    expect(await all(`${SH}${line}\n`)).toContain(expected)
    expect(await all(`${BASH}${line}\n`)).toBe('')
  })

  test.each([
    'local_name=1\nf() { local a=1; echo "${a:-x}" "${a:=y}" "${a%%.*}" "${#a}"; }',
    'case $1 in\n  (a|b) true ;;\n  *=*) false ;;\nesac',
    'type shopt >/dev/null 2>&1 && shopt -s nullglob',
    'if [ -n "${BASH_VERSION-}" ]; then\n  source x\nfi',
    'pushd() { :; }\npushd a',
    "cat <<'END'\n[[ a ]]\nEND",
    'echo "[[ a ]]" # source b',
    'x=$((1 + (2 * 3)))',
  ])('%j is sh', async (lines) => {
    expect(await all(`${SH}${lines}\n`)).toBe('')
  })
})

describe('what is certain to be meant otherwise', () => {
  test.each([
    ['everything below an empty variable', 'rm -rf "$DIR"/*', 'With an empty DIR this is rm -r /*.'],
    ['a folder named by an argument', 'dir=$1\nrm -r -f ${dir}/', 'With an empty dir this is rm -r /.'],
    ['elsewhere', 'cd "$build"\nrm -rf out', 'Where cd "$build" fails, rm -r out works in the folder'],
    ['a test without blanks', '[ "$a"="b" ] && true', '[ "$a"="b" ] is one word, and so always true.'],
    ['a bracket that is glued', 'if ["$a" = b ]; then :; fi', 'There is no command ["$a"'],
    ['a bracket that is missing', '[ "$a" = b', 'The test ends without a ]'],
    ['blanks around an assignment', 'name = value', 'This runs a command name with the argument =.'],
    ['a dollar before an assignment', '$name=value', 'This runs a command whose name begins with the value of $name.'],
  ])('%s', async (_, lines, expected) => {
    expect(await all(`${BASH}${lines}\n`)).toContain(`warning: ${expected}`)
  })

  test.each([
    'set -u\nrm -rf "$DIR"/*',
    'rm -rf "${DIR:?}"/*',
    '[ -n "$DIR" ] || exit 1\nrm -rf "$DIR"/*',
    'DIR=/srv/app\nrm -rf "$DIR"/*',
    'DIR="${PREFIX}/app"\nrm -rf "$DIR"/*',
    'rm -rf "$DIR/cache"',
    'rm -f "$DIR"/*',
    'set -e\ncd build\nrm -rf out',
    'cd build || exit\nrm -rf out',
    'if cd build; then\n  rm -rf out\nfi',
    'cd build && rm -rf out',
    'cd build\nrm -rf /srv/app/out',
    '[ "$a" = b ] \\\n  && [ "$c" ]\\\n  ; true',
    '[ "$@"',
    'test a = b; expr = : b; let a=1',
    'env $name=value true',
    'case $a in\n  [0-9]) true ;;\nesac',
  ])('%j is right', async (lines) => {
    expect(await all(`${BASH}${lines}\n`)).toBe('')
  })

  test('a finding says why and what to do', async () => {
    const [found] = await judge('shell', { 'a.sh': `${BASH}rm -rf "$DIR"/*\n` })
    expect(found).toMatchObject({ rule: 'shell-remove-root', line: 2, column: 8 })
    expect(found?.hint).toContain('removes everything from / on')
  })
})

test('commands stand in substitutions, groups and cases too', () => {
  const text =
    'a=$(one "$(two)") three <(four) && { five; } | (six)\ncase x in\n  a | b) seven ;;\n  (c) eight\nesac\ncat <<E\nnine\nE\nfor i in x; do ten 2>&1; done\n'
  const names = commandsIn(text).commands.map(({ words }) => words[0]?.text)
  expect(names.filter((name) => !/^(?:case|for|cat)$/.test(name ?? ''))).toEqual(
    expect.arrayContaining(['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'ten']),
  )
  expect(names).not.toContain('nine')
  expect(names).not.toContain('b')
})
