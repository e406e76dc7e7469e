import { seeded } from '../../terraform/edits/index.ts'
import { makeSlip } from './slips.ts'

/** A check of ours beside the program whose files it judges. */
export interface Judged {
  name: string
  /** Programs it needs. */
  tools: readonly string[]
  /** Texts that the program accepts. */
  samples(): Promise<readonly string[]>
  /** What is no text to slip in. */
  comment: RegExp
  /** Whether we find an error, and which. */
  prepare(): Promise<{
    ours(text: string): Promise<string | null>
    theirs(text: string): string | null
    close?(): void
  }>
  /** The share of equal verdicts below which something is wrong; 0.97 when nothing is said. */
  least?: number
  /** Slips that a test makes, where the program is slow; 200 when nothing is said. */
  count?: number
  /** Slips that neither can be blamed for, by what the program says. */
  leaveOut?(theirs: string | null, ours: string | null, text: string): boolean
}

export interface Disagreement {
  kind: string
  ours: string | null
  theirs: string | null
  /** The lines that differ from the sample. */
  change: string
}

export interface Agreement {
  same: number
  refused: number
  /** We refuse and the program accepts: false alarms. */
  extra: Disagreement[]
  missed: Disagreement[]
}

export async function agree(judged: Judged, { count, seed }: { count: number; seed: number }): Promise<Agreement> {
  const samples = await judged.samples()
  const { ours, theirs, close } = await judged.prepare()
  const random = seeded(seed)
  const result: Agreement = { same: 0, refused: 0, extra: [], missed: [] }
  const compare = async (kind: string, sample: string, text: string): Promise<void> => {
    const real = theirs(text)
    const mine = await ours(text)
    if (judged.leaveOut?.(real, mine, text) === true) return
    if (real !== null) result.refused++
    if ((real === null) === (mine === null)) result.same++
    else
      (real === null ? result.extra : result.missed).push({
        kind,
        ours: mine,
        theirs: real,
        change: difference(sample, text),
      })
  }
  try {
    for (const sample of samples) await compare('as it is', sample, sample)
    for (let made = 0, tries = 0; made < count && tries < count * 20; tries++) {
      const sample = samples[Math.floor(random() * samples.length)] ?? ''
      const slip = makeSlip(sample, random, judged.comment)
      if (slip === null) continue
      made++
      await compare(slip.kind, sample, slip.text)
    }
  } finally {
    close?.()
  }
  return result
}

export function share({ same, extra, missed }: Agreement): number {
  return same / Math.max(1, same + extra.length + missed.length)
}

export function listed({ extra, missed }: Agreement): string {
  const line = (what: string) => (one: Disagreement) =>
    `${what} (${one.kind})\n  ours: ${one.ours ?? 'accepted'}\n  theirs: ${one.theirs ?? 'accepted'}\n  ${one.change}`
  return [...extra.map(line('EXTRA')), ...missed.map(line('MISSED'))].join('\n')
}

function difference(before: string, after: string): string {
  const [from, to] = [before.split('\n'), after.split('\n')]
  const at = to.findIndex((line, index) => line !== from[index])
  const first = at < 0 ? to.length - 1 : at
  return `${first + 1}: ${JSON.stringify(from[first] ?? '')} -> ${JSON.stringify(to[first] ?? '')}`
}
