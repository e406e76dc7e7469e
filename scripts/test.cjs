// `npm test`: types, lint, then every test, on the pinned Node. Prints what was not run and why; the last line counts.
const { spawnSync } = require('node:child_process')
const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')

const root = path.join(__dirname, '..')
const bin = path.join(root, 'node_modules', '.bin')
const env = {
  ...process.env,
  PATH: `${path.join(root, 'node_modules', 'node', 'bin')}${path.delimiter}${bin}${path.delimiter}${process.env.PATH}`,
}
const only = process.argv.slice(2)
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'skillchain-test-'))
const results = path.join(scratch, 'results.json')
let passed = 0
let failed = 0

function step(name, command, args) {
  const { status } = spawnSync(path.join(bin, command), args, { cwd: root, env, stdio: 'inherit' })
  if (status === 0) passed += 1
  else {
    failed += 1
    console.log(`FAILED: ${name}`)
  }
}

// Tests that drive the real binary drive what stands in src/ now.
if (
  spawnSync(process.execPath, [path.join(__dirname, 'prepare.cjs')], { cwd: root, env, stdio: 'inherit' }).status !== 0
)
  failed += 1
if (only.length === 0) {
  step('types', 'tsc', ['--noEmit'])
  step('lint', 'biome', ['check', '--error-on-warnings', '.'])
}
const run = spawnSync(
  path.join(bin, 'vitest'),
  ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${results}`, ...only],
  {
    cwd: root,
    env,
    stdio: 'inherit',
  },
)
const report = fs.existsSync(results) ? JSON.parse(fs.readFileSync(results, 'utf8')) : null
if (report === null) failed += 1
else {
  passed += report.numPassedTests
  // A suite that could not even be loaded holds no test to count.
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length
  failed += report.numFailedTests + broken
  const skipped = report.testResults.flatMap((file) =>
    file.assertionResults
      .filter((test) => test.status === 'pending' || test.status === 'skipped')
      .map((test) => test.fullName),
  )
  for (const name of skipped) console.log(`not run: ${name}`)
}
if (run.status !== 0 && failed === 0) failed += 1
fs.rmSync(scratch, { recursive: true, force: true })
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
