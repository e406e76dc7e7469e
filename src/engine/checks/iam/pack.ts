import { brotliDecompressSync } from 'node:zlib'
import { madeOnce } from '../schemas.ts'

export type AccessLevel = 'read' | 'list' | 'write' | 'tagging' | 'permissions'

/** One action of a service. */
export interface IamAction {
  /** As it is written: `GetObject`. */
  name: string
  level: AccessLevel
  /** Patterns of the ARNs it works on, `*` for what may vary; none when it works on no resource in particular. */
  arns: readonly string[]
}

export interface IamService {
  prefix: string
  /** By their names in lower case. */
  actions: ReadonlyMap<string, IamAction>
  /** Its condition keys in lower case, without the prefix; one that ends in `/*` or holds it takes a name there. */
  conditionKeys: readonly string[]
}

const LEVELS: readonly AccessLevel[] = ['read', 'list', 'write', 'tagging', 'permissions']
/** The writer leaves out the level that most actions with a verb have. */
const USUAL: Readonly<Record<string, AccessLevel>> = {
  Get: 'read',
  Describe: 'read',
  List: 'list',
  Tag: 'tagging',
  Untag: 'tagging',
}

/** What AWS services let one permit, as it was known on a day. The writer is scripts/schemas/iam.mjs. */
export class IamPack {
  /** `2026-09-26` */
  readonly date: string
  private readonly lines: readonly string[]
  private readonly starts = new Map<string, number>()
  private readonly services = new Map<string, IamService>()

  constructor(bytes: Uint8Array) {
    this.lines = brotliDecompressSync(bytes).toString('latin1').split('\n')
    const [magic, format, date = ''] = (this.lines[0] ?? '').split(' ')
    if (magic !== 'skillchain-iam-pack' || format !== '1') throw new Error('this is not an IAM pack of this version')
    this.date = date
    for (let at = 1; at < this.lines.length; at += 3) {
      const line = this.lines[at] ?? ''
      this.starts.set(line.slice(0, line.indexOf(' ')), at)
    }
  }

  prefixes(): Iterable<string> {
    return this.starts.keys()
  }

  /** Prefixes count in any case. */
  service(prefix: string): IamService | null {
    const name = prefix.toLowerCase()
    const known = this.services.get(name)
    if (known !== undefined) return known
    const start = this.starts.get(name)
    if (start === undefined) return null
    const [actions = '', arns = '', keys = ''] = this.lines.slice(start, start + 3)
    const service = {
      prefix: name,
      actions: readActions(actions.slice(name.length + 1), readArns(name, arns)),
      conditionKeys: keys.trim().toLowerCase().replaceAll('$', '*').split(' '),
    }
    this.services.set(name, service)
    return service
  }
}

/** Each type of resource has one pattern or more. */
function readArns(service: string, line: string): string[][] {
  return line
    .trim()
    .split(' ')
    .map((type) =>
      type
        .split(',')
        .map((arn) => (arn.startsWith('arn:') ? arn : `arn:$:${service}:$:$:${arn}`))
        .map((arn) => arn.replaceAll('$', '*')),
    )
}

function readActions(line: string, types: readonly string[][]): Map<string, IamAction> {
  const actions = new Map<string, IamAction>()
  for (const group of line.split('|')) {
    const [onto = '', ...nouns] = group.split(' ')
    const arns = onto === '' ? [] : onto.split(',').flatMap((index) => types[Number(index)] ?? [])
    for (const entry of nouns) {
      const [noun = '', ...verbs] = entry.split(',')
      for (const written of verbs) {
        const verb = written.replace(/\d$/, '')
        const level = verb === written ? (USUAL[verb] ?? 'write') : (LEVELS[Number(written.at(-1))] ?? 'write')
        const name = `${verb}${noun}`
        actions.set(name.toLowerCase(), { name, level, arns })
      }
    }
  }
  return actions
}

/** The newest pack that comes with the program. */
export const iamPack = madeOnce((schemas): IamPack => {
  const newest = schemas
    .list('iam')
    .filter((name) => name.endsWith('.pack'))
    .at(-1)
  if (newest === undefined) throw new Error('there is no list of IAM actions in schemas/iam')
  return new IamPack(schemas.read(`iam/${newest}`))
})
