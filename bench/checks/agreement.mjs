// How often a check says what the program says whose files it judges, on valid files with one slip in each.
//   node bench/checks/agreement.mjs [NAME…] [--count N] [--seed S] [--list]
import { fileURLToPath } from 'node:url'
import { agree, listed, share } from '../../tests/engine/checks/agreement/agree.ts'
import { JUDGED } from '../../tests/engine/checks/agreement/judged.ts'
import { findTool } from '../../tests/helpers/tools.ts'

export async function runAgreement(args) {
  const number = (flag, otherwise) => (args.includes(flag) ? Number(args[args.indexOf(flag) + 1]) : otherwise)
  const names = args.filter((one, index) => !one.startsWith('--') && !/^--(?:count|seed)$/.test(args[index - 1] ?? ''))
  const unknown = names.filter((name) => !JUDGED.some((one) => one.name === name))
  if (unknown.length > 0) {
    console.error(
      `there is nothing to compare for ${unknown.join(', ')}; known: ${JUDGED.map((one) => one.name).join(', ')}`,
    )
    return 2
  }
  let alarms = 0
  for (const judged of JUDGED) {
    if (names.length > 0 && !names.includes(judged.name)) continue
    const missing = judged.tools.filter((tool) => findTool(tool) === null)
    if (missing.length > 0) {
      console.log(`${judged.name}: not run, ${missing.join(', ')} not installed`)
      continue
    }
    const result = await agree(judged, { count: number('--count', 1000), seed: number('--seed', 20260101) })
    const { same, extra, missed, refused } = result
    console.log(
      `${judged.name}: ${same + extra.length + missed.length} texts, ${refused} refused by ${judged.tools[0]}; the same verdict ${(100 * share(result)).toFixed(1)} %, ${extra.length} false alarms, ${missed.length} missed`,
    )
    if (args.includes('--list')) console.log(listed(result))
    alarms += extra.length
  }
  return alarms > 0 ? 1 : 0
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = await runAgreement(process.argv.slice(2))
