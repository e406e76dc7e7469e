import { run } from '../../../content/tools.ts'
import { judge } from '../one-file.ts'
import type { Judged } from './agree.ts'

const BUILD = `name: build
on:
  push:
    branches: [main]
    paths-ignore: ['docs/**']
  pull_request:
    types: [opened, synchronize]
  schedule:
    - cron: '30 4 * * 1-5'
  workflow_dispatch:
    inputs:
      level:
        type: choice
        options: [debug, info]
        default: info
permissions:
  contents: read
  id-token: write
concurrency:
  group: build-\${{ github.ref }}
  cancel-in-progress: true
env:
  LEVEL: \${{ inputs.level || 'info' }}
jobs:
  test:
    runs-on: \${{ matrix.os }}
    timeout-minutes: 15
    strategy:
      fail-fast: false
      matrix:
        os: [ubuntu-latest, windows-latest]
        node: [22, 24]
        exclude:
          - os: windows-latest
            node: 22
    outputs:
      version: \${{ steps.version.outputs.version }}
    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 0
      - name: Version
        id: version
        shell: bash
        run: echo "version=\${{ matrix.node }}" >> "$GITHUB_OUTPUT"
      - run: npm test
        working-directory: app
        continue-on-error: true
        env:
          TOKEN: \${{ secrets.TOKEN }}
      - if: failure() && steps.version.outcome == 'success'
        run: echo "\${{ format('{0} on {1}', github.sha, runner.os) }}"
  deploy:
    needs: [test]
    if: github.event_name == 'push' && !contains(github.ref, 'wip')
    runs-on: ubuntu-latest
    environment:
      name: production
      url: https://example.com/\${{ needs.test.outputs.version }}
    container:
      image: node:24
      env:
        CI: 'true'
    services:
      db:
        image: postgres:17
        ports: ['5432:5432']
    steps:
      - run: ./deploy.sh "\${{ needs.test.outputs.version }}"
`

const REUSABLE = `on:
  workflow_call:
    inputs:
      region:
        type: string
        required: true
    secrets:
      token:
        required: true
    outputs:
      url:
        value: \${{ jobs.apply.outputs.url }}
defaults:
  run:
    shell: bash
jobs:
  apply:
    runs-on: [self-hosted, linux]
    permissions:
      contents: write
    outputs:
      url: \${{ steps.apply.outputs.url }}
    steps:
      - id: apply
        run: ./apply.sh --region "\${{ inputs.region }}"
        env:
          TOKEN: \${{ secrets.token }}
      - uses: docker://alpine:3.22
        with:
          args: echo done
  again:
    needs: apply
    uses: example/workflows/.github/workflows/notify.yml@v1
    with:
      url: \${{ needs.apply.outputs.url }}
    secrets: inherit
`

const PATH = '.github/workflows/a.yml'

export const actionsJudged: Judged = {
  name: 'actions',
  tools: ['actionlint'],
  comment: /#[^\n]*/g,
  samples: async () => [BUILD, REUSABLE],
  prepare: async () => ({
    ours: async (text) => {
      const found = [...(await judge('yaml', { [PATH]: text })), ...(await judge('actions', { [PATH]: text }))]
      const one = found[0]
      return one === undefined ? null : `${one.line}:${one.column} ${one.message}`
    },
    theirs: (text) => {
      const { status, stdout, stderr } = run(
        'actionlint',
        ['-shellcheck=', '-pyflakes=', '-no-color', '-oneline', '-'],
        {
          input: text,
        },
      )
      return status === 0 ? null : (`${stdout}${stderr}`.split('\n')[0] ?? '')
    },
  }),
  // Labels and inputs of actions are somebody's own, and patterns and values of a matrix are not judged. GitHub refuses what we say of `uses`.
  leaveOut: (theirs, ours) =>
    /\[(?:runner-label|action|glob|matrix|credentials)\]/.test(theirs ?? '') ||
    (theirs === null && /(?:names no action|calls no workflow):/.test(ours ?? '')),
}
