import { describe, expect, test } from 'vitest'
import { consistencyCheck } from '../../../../src/engine/checks/consistency/check.ts'
import { judgeWith } from '../judge.ts'
import { type Files, route, service } from './cases/case.ts'

/** There is something in each of these folders, so that a path into them is about this tree. */
const TREE: Files = { 'src/a.yaml': '', 'scripts/deploy.sh': '' }
const scaler = (name: string): string =>
  `apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata:\n  name: a\nspec:\n  scaleTargetRef:\n    kind: Deployment\n    name: ${name}\n`
const deployment = (name: string): string => `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: ${name}\n`

describe('in a repository that we never wrote nothing is said of', () => {
  test.each<[string, Files]>([
    ['what a copy makes', { 'a.sh': '#!/bin/sh\ncp "$1" src/version.json\ncat src/version.json\n' }],
    ['what was made and is moved', { 'a.sh': '#!/bin/sh\nmv src/made.go src/a.yaml\n' }],
    ['what is made through a variable', { 'a.sh': '#!/bin/sh\nOUT="src/made.txt"\ndate > "${OUT}"\n' }],
    [
      'a folder that is made through a variable',
      {
        'src/a.sh':
          '#!/bin/sh\nHERE="$(cd "$(dirname "$0")" && pwd)"\nBUILD="${HERE}/build"\nmkdir -p "${BUILD}"\nls "${BUILD}/a"\n',
      },
    ],
    [
      'what an option says is written',
      { 'a.sh': '#!/bin/sh\naws cloudformation package --output-template-file src/out.yaml\n' },
    ],
    ['reports', { 'a.sh': '#!/bin/sh\nginkgo --junit-report src/report.xml\n' }],
    ['the name of what will be written', { 'a.sh': '#!/bin/sh\ntarget_filename="src/made.yml"\n' }],
    ['what is fetched', { 'README.md': "`aws s3api get-object --bucket b --key k './src/picture.jpg'`\n" }],
    ['patterns of versions', { 'README.md': 'Push `src/vX.Y.Z.yaml`.\n' }],
    ['names that stand for others', { 'README.md': 'Run `pytest src/rule_name.py`.\n' }],
    ['names that are put together', { 'a.sh': '#!/bin/sh\ncat src/CHANGELOG-$MAJOR.$MINOR.md\n' }],
    ['examples', { 'README.md': 'Make a file, for example `src/9241-panic.md`.\n' }],
    ['what a program printed', { 'README.md': '```\nlevel=info logSource="src/service.go:144"\n```\n' }],
    ['lists of what is left out', { '.lintignore': '# old\nsrc/gone.yaml\n', 'a.md': '' }],
    ['plans', { 'design/plugins.md': 'It will be in `src/plugin.go`.\n' }],
    ['histories', { 'docs/migration-guide.md': '`src/old.yaml` is `src/a.yaml` now.\n' }],
    ['pages of an older version', { 'site/v0.4.0/build.md': 'Run `scripts/old.sh`.\n' }],
    [
      'scripts whose names are put together',
      {
        'package.json': '{"scripts": {"test:node": "x"}}',
        '.github/workflows/a.yml': 'jobs:\n  a:\n    steps:\n      - run: npm run test:${{ matrix.a }}\n',
      },
    ],
    [
      'programs of packages',
      { 'package.json': '{"scripts": {"build": "x"}}', 'a.sh': '#!/bin/sh\nyarn run ts-node cdk.ts\n' },
    ],
    [
      'objects of tests',
      {
        'k8s/a.yaml': service('web', 80) + '---\n' + deployment('web'),
        'testdata/b.yaml': route('gone', 80),
        'test/e2e/c.yaml': scaler('gone'),
      },
    ],
  ])('%s', async (_name, files) => {
    expect(await judgeWith(consistencyCheck, { ...TREE, ...files })).toEqual([])
  })
})

describe('and still it is said of', () => {
  test.each<[string, string, Files]>([
    ['what is copied and is not there', 'src/gone.json', { 'a.sh': '#!/bin/sh\ncp src/gone.json /etc/app/\n' }],
    [
      'a script of npm that is missing',
      'buid',
      { 'package.json': '{"scripts": {"build": "x"}}', 'a.sh': '#!/bin/sh\nnpm run buid\n' },
    ],
    [
      'a slip in a script of yarn',
      'buid',
      { 'package.json': '{"scripts": {"build": "x"}}', 'a.sh': '#!/bin/sh\nyarn run buid\n' },
    ],
    ['a document that is current', 'src/gone.md', { 'docs/build.md': 'See `src/gone.md`.\n' }],
    ['an autoscaler', 'gone', { 'k8s/a.yaml': deployment('web'), 'k8s/b.yaml': scaler('gone') }],
  ])('%s', async (_name, what, files) => {
    const found = await judgeWith(consistencyCheck, { ...TREE, ...files })
    expect(found).toHaveLength(1)
    expect(found[0]?.message).toContain(what)
  })
})

test('rules of a .gitignore count below its folder alone', async () => {
  const files = { 'src/.gitignore': 'made.yaml\n', 'src/b/a.txt': '', 'other/a.txt': '' }
  const said = async (path: string) =>
    (await judgeWith(consistencyCheck, { ...TREE, ...files, 'a.sh': `#!/bin/sh\ncat ${path}\n` })).length
  expect(await said('src/b/made.yaml')).toBe(0)
  expect(await said('other/made.yaml')).toBe(1)
})
