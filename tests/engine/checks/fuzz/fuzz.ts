import { seeded } from '../../terraform/edits/index.ts'
import { mutate } from './mutate.ts'

export interface Place {
  line: number
  column: number
}

/** A parser as the fuzzer sees it: valid texts to damage, and every place that it names in a damaged one. */
export interface FuzzedParser {
  name: string
  seeds(): Promise<readonly string[]>
  /** Returns a function, so that what has to be loaded is loaded before the time counts. */
  prepare(): Promise<(text: string) => readonly Place[] | Promise<readonly Place[]>>
}

export interface FuzzFailure {
  kind: 'crash' | 'hang' | 'outside'
  /** Which input of the run, from 0; with the seed it can be made again. */
  index: number
  what: string
  text: string
}

export interface FuzzResult {
  name: string
  inputs: number
  failures: FuzzFailure[]
  /** Of the slowest input, in milliseconds. */
  slowest: number
  /** Inputs in which the parser found something to say. */
  judged: number
}

/** An input may take this long, in milliseconds. */
const LIMIT = 1000

export async function fuzz(
  parser: FuzzedParser,
  { count, seed, started }: { count: number; seed: number; started?: (index: number, text: string) => void },
): Promise<FuzzResult> {
  const seeds = await parser.seeds()
  if (seeds.length === 0) throw new Error(`${parser.name} has no texts to begin with`)
  const parse = await parser.prepare()
  const random = seeded(seed)
  const result: FuzzResult = { name: parser.name, inputs: 0, failures: [], slowest: 0, judged: 0 }
  const fail = (failure: FuzzFailure): void => {
    if (result.failures.length < MOST_FAILURES) result.failures.push(failure)
  }
  for (let index = 0; index < count; index++) {
    const text = mutate(seeds, random)
    started?.(index, text)
    result.inputs++
    try {
      const { places, time } = await timed(parse, text)
      result.slowest = Math.max(result.slowest, time)
      if (time > LIMIT) fail({ kind: 'hang', index, what: `${time.toFixed(0)} ms`, text })
      if (places.length > 0) result.judged++
      const outside = placeOutside(places, text)
      if (outside) fail({ kind: 'outside', index, what: `${outside.line}:${outside.column}`, text })
    } catch (error) {
      const what = error instanceof Error ? (error.stack ?? error.message) : String(error)
      fail({ kind: 'crash', index, what: what.split('\n').slice(0, 6).join('\n'), text })
    }
  }
  return result
}

const MOST_FAILURES = 20

/** A busy machine makes anything slow once; what is slow three times is slow. */
async function timed(
  parse: (text: string) => readonly Place[] | Promise<readonly Place[]>,
  text: string,
): Promise<{ places: readonly Place[]; time: number }> {
  let time = Number.POSITIVE_INFINITY
  let places: readonly Place[] = []
  for (let tries = 0; tries < 3 && time > LIMIT; tries++) {
    const began = performance.now()
    places = await parse(text)
    time = Math.min(time, performance.now() - began)
  }
  return { places, time }
}

/** Lines and columns count from 1, the end of a line is a place too, and 0:0 is the whole file. */
export function placeOutside(places: readonly Place[], text: string): Place | null {
  const lines = text.split('\n')
  return (
    places.find(({ line, column }) => {
      if (line === 0 && column === 0) return false
      const length = lines[line - 1]?.length
      const whole = Number.isInteger(line) && Number.isInteger(column)
      return !whole || length === undefined || column < 1 || column > length + 1
    }) ?? null
  )
}
