// Damaged files for every parser: no crash, no hang over a second, no place outside the file.
//   node bench/checks/fuzz.mjs [NAME…] [--count N] [--seed S]
// Each parser runs in a thread of its own, so that one which never returns is ended and named.
import { fileURLToPath } from 'node:url'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { fuzz } from '../../tests/engine/checks/fuzz/fuzz.ts'
import { PARSERS } from '../../tests/engine/checks/fuzz/parsers.ts'

/** Without a sign of life for this long, an input hangs: milliseconds. */
const PATIENCE = 20_000

export async function runFuzz(args) {
  const number = (flag, otherwise) => (args.includes(flag) ? Number(args[args.indexOf(flag) + 1]) : otherwise)
  const count = number('--count', 10_000)
  const seed = number('--seed', 20260101)
  const names = args.filter((one, index) => !one.startsWith('--') && !args[index - 1]?.startsWith('--'))
  const unknown = names.filter((name) => !PARSERS.some((one) => one.name === name))
  if (unknown.length > 0) {
    console.error(`there is no parser ${unknown.join(', ')}; known: ${PARSERS.map((one) => one.name).join(', ')}`)
    return 2
  }
  const width = Math.max(...PARSERS.map((one) => one.name.length))
  let failed = 0
  for (const { name } of PARSERS) {
    if (names.length > 0 && !names.includes(name)) continue
    const result = await inThread({ name, count, seed })
    const of = (kind) => result.failures.filter((one) => one.kind === kind).length
    const slowest = Number.isFinite(result.slowest) ? `slowest ${result.slowest.toFixed(0)} ms` : 'ended'
    console.log(
      `${name.padEnd(width)}  ${result.inputs} inputs, ${result.judged} refused or remarked on, ${of('crash')} crashes, ${of('hang')} hangs, ${of('outside')} places outside, ${slowest}`,
    )
    for (const failure of result.failures.slice(0, 3)) {
      console.log(
        `  ${failure.kind} at input ${failure.index} of seed ${seed}: ${failure.what.replaceAll('\n', '\n    ')}`,
      )
      console.log(`    ${JSON.stringify(failure.text.slice(0, 600))}`)
    }
    if (result.failures.length > 0) failed++
  }
  return failed === 0 ? 0 : 1
}

function inThread(job) {
  return new Promise((resolve, reject) => {
    const progress = new SharedArrayBuffer(4)
    const inputs = new Int32Array(progress)
    const worker = new Worker(fileURLToPath(import.meta.url), { workerData: { ...job, progress } })
    let last = -1
    const watch = setInterval(() => {
      const now = Atomics.load(inputs, 0)
      if (now !== last || now === 0) {
        last = now
        return
      }
      clearInterval(watch)
      worker.terminate()
      const failure = { kind: 'hang', index: now - 1, what: `no end after ${PATIENCE / 1000} s`, text: '' }
      resolve({ name: job.name, inputs: now, judged: 0, failures: [failure], slowest: Number.POSITIVE_INFINITY })
    }, PATIENCE)
    worker.once('message', (result) => {
      clearInterval(watch)
      resolve(result)
    })
    worker.once('error', (error) => {
      clearInterval(watch)
      reject(error)
    })
  })
}

if (isMainThread) {
  if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = await runFuzz(process.argv.slice(2))
} else {
  const { name, count, seed, progress } = workerData
  const inputs = new Int32Array(progress)
  const parser = PARSERS.find((one) => one.name === name)
  const started = (index) => Atomics.store(inputs, 0, index + 1)
  parentPort.postMessage(await fuzz(parser, { count, seed, started }))
}
