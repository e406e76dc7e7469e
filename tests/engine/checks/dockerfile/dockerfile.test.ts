// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is Docker's
import { describe, expect, test } from 'vitest'
import { judge, said } from '../one-file.ts'

const FROM = 'FROM alpine:3.20\n'
const all = async (text: string, path = 'Dockerfile', more: Record<string, string> = {}): Promise<string> =>
  (await said('dockerfile', { ...more, [path]: text })).join('\n')

describe('what the builder refuses is an error', () => {
  test.each([
    ['an unknown instruction', `${FROM}RUNN ls\n`, '2:1 error: unknown instruction: RUNN'],
    ['something before FROM', 'RUN ls\nFROM alpine:3.20\n', '1:1 error: no build stage in current context'],
    ['no FROM at all', 'CMD ["a"]\n', '1:1 error: no build stage in current context'],
    ['two names of a stage', 'FROM alpine:3.20 a b\n', '1:1 error: FROM requires either one or three arguments'],
    ['a stage that begins with a digit', 'FROM alpine:3.20 AS 1a\n', '1:21 error: invalid name for build stage'],
    ['an image that is none', 'FROM alpine::3\n', '1:6 error: failed to parse stage name "alpine::3"'],
    ['an argument that nothing declares', 'ARG A=1\nFROM $B\n', '2:6 error: base name ($B) should not be blank'],
    ['an unknown flag', `${FROM}COPY --chwon=1 a b\n`, '2:6 error: unknown flag: --chwon'],
    ['a flag twice', `${FROM}COPY --chown=1 --chown=2 a b\n`, '2:16 error: duplicate flag specified: chown'],
    ['an unknown key of a mount', `${FROM}RUN --mount=type=cache,targt=/a ls\n`, "2:24 error: unexpected key 'targt'"],
    ['a mount of an unknown type', `${FROM}RUN --mount=type=disk ls\n`, '2:13 error: unsupported mount type "disk"'],
    ['COPY without a destination', `${FROM}COPY a\n`, '2:1 error: COPY requires at least two arguments'],
    ['ENV without a value', `${FROM}ENV A\n`, '2:1 error: ENV must have two arguments'],
    ['ENV with a word too many', `${FROM}ENV A=1 B\n`, '2:9 error: Syntax error - can\'t find = in "B"'],
    ['a quote that stays open', `${FROM}LABEL a="b\n`, '2:9 error: unexpected end of statement while looking for'],
    ['a port that is none', `${FROM}EXPOSE http\n`, '2:8 error: invalid containerPort: http'],
    ['a port above all', `${FROM}EXPOSE 70000/tcp\n`, '2:8 error: invalid containerPort: 70000/tcp'],
    [
      'SHELL without brackets',
      `${FROM}SHELL /bin/sh -c\n`,
      '2:7 error: SHELL requires the arguments to be in JSON form',
    ],
    ['a health check of no kind', `${FROM}HEALTHCHECK curl a\n`, '2:13 error: Unknown type "curl" in HEALTHCHECK'],
    ['a duration', `${FROM}HEALTHCHECK --interval=5 CMD a\n`, '2:13 error: time: invalid duration "5"'],
    ['ONBUILD of another', `${FROM}ONBUILD ONBUILD RUN a\n`, '2:9 error: Chaining ONBUILD'],
    ['what ONBUILD keeps', `${FROM}ONBUILD COPY a\n`, '2:9 error: COPY requires at least two arguments'],
    ['a stage by a number', `${FROM}COPY --from=3 a b\n`, '2:13 error: invalid stage index 3'],
    ['a stage that copies from itself', 'FROM a:1 AS b\nCOPY --from=b a b\n', '2:13 error: circular dependency'],
    ['a here-document', `${FROM}RUN <<END\nls\n`, '2:5 error: unterminated heredoc END'],
    [
      'a command that no shell reads',
      `${FROM}RUN if true; then \\\n  ls\n`,
      '2:5 error: `if` statement must end with `fi`.',
    ],
    ['an escape sign that is none', '# escape=x\nFROM a:1\n', "1:1 error: invalid escape token 'x'"],
  ])('%s', async (_, text, expected) => {
    expect(await all(text)).toContain(expected)
  })
})

describe('what is hardly meant is a warning', () => {
  test.each([
    ['brackets that are no JSON', `${FROM}CMD ['a', 'b']\n`, "CMD ['a', 'b'] is no JSON"],
    ['a stage by nearly its name', 'FROM a:1 AS build\nFROM b:1\nCOPY --from=biuld a b\n', 'Did you mean build?'],
    [
      'an argument that is lost',
      'ARG V=1\nFROM a:1\nENV X=$V\n',
      'V is declared before the first FROM, and empty here.',
    ],
    ['a source that is nowhere', `${FROM}COPY nginx.conf /etc/\n`, 'There is no nginx.conf anywhere in the tree.'],
    ['two commands', `${FROM}CMD a\nCMD b\n`, '2:1 warning: Another CMD of this stage'],
    ['cd alone', `${FROM}RUN cd /srv\n`, 'The folder is forgotten'],
    ['a question', `${FROM}RUN apt-get update && apt-get install curl\n`, 'apt-get install asks'],
    ['no version', 'FROM alpine\n', 'alpine has no version.'],
    ['latest', 'FROM registry.io:5000/a:latest\n', 'registry.io:5000/a:latest is whatever was pushed last.'],
    ['root', `${FROM}USER app\nUSER root\n`, 'runs as root'],
    ['a password', `${FROM}ENV DB_PASSWORD=hunter2\n`, 'DB_PASSWORD stays in the image.'],
    ['a token', `${FROM}ARG NPM_TOKEN\n`, 'NPM_TOKEN stays in the history'],
    ['a download', `${FROM}ADD https://example.com/a.tgz /a\n`, 'Nothing says what https://example.com/a.tgz'],
  ])('%s', async (_, text, expected) => {
    expect(await all(text)).toContain('warning: ')
    expect(await all(text)).toContain(expected)
  })
})

describe('what is right', () => {
  test.each([
    ['lines that go on over comments and empty ones', `${FROM}RUN a \\\n# b\n\n  && c\n`],
    ['here-documents', `${FROM}RUN <<A bash && cat <<-"B"\nif\nA\n\tx\n\tB\nCOPY <<E /a\nFROM\nE\n`],
    ['backticks of Windows', '# escape=`\nFROM mcr.microsoft.com/windows:ltsc2022\nRUN dir `\n  c:\\\n'],
    [
      'arguments with and without a value',
      'ARG A=1\nARG B\nFROM a:$A\nFROM b:${B}\nFROM $B\nFROM --platform=$BUILDPLATFORM c:1\n',
    ],
    ['an argument that is declared again', 'ARG V=1\nFROM a:1 AS x\nARG V\nENV X=$V\nFROM x\nRUN echo "$V"\n'],
    ['a variable of the shell', 'ARG V=1\nFROM a:1\nRUN V=2; echo "$V"; for V in a; do :; done\n'],
    [
      'stages by name, number and image',
      'FROM a:1 AS b\nFROM c:1\nCOPY --from=b a b\nCOPY --from=0 a b\nCOPY --from=nginx a b\n',
    ],
    ['digests and scratch', `FROM a@sha256:${'0'.repeat(64)}\nFROM scratch\n`],
    ['variables everywhere', `${FROM}EXPOSE $PORT 80-90/udp\nUSER \${UID}:0\nSTOPSIGNAL 9\nHEALTHCHECK NONE\n`],
    ['small letters', 'from alpine:3.20 as x\nrun ls\ncmd ["a"]\n'],
    [
      'secrets by reference',
      `${FROM}ENV DB_PASSWORD_FILE=/run/secrets/a API_TOKEN=""\nRUN --mount=type=secret,id=t,env=T a\n`,
    ],
    [
      'a checksum, and a repository',
      `${FROM}ADD --checksum=sha256:0 https://a.io/b /c\nADD https://a.io/b.git#v1 /d\n`,
    ],
    ['a shell that is none of ours', `${FROM}SHELL ["fish", "-c"]\nRUN if true; ls; end\n`],
    ['sources that stand where the build may begin', `${FROM}COPY conf/nginx.conf *.py app.jar /etc/\n`],
  ])('%s', async (_, text) => {
    expect(await all(text, 'images/web/Dockerfile', { 'conf/nginx.conf': '' })).toBe('')
  })

  test('templates and other files', async () => {
    expect(await all('FROM {{ image }}\nRUNN\n')).toBe('')
    expect(await all('RUNN\n', 'Dockerfile.md')).toBe('')
    expect(await all('RUNN\n', 'web.Dockerfile')).not.toBe('')
  })
})

test('a finding says why and what to do', async () => {
  const [found] = await judge('dockerfile', { Dockerfile: `${FROM}COYP a b\n` })
  expect(found).toMatchObject({
    rule: 'dockerfile-syntax',
    hint: 'The build stops before it begins. did you mean "COPY"?',
  })
})
