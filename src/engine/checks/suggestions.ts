import { didYouMean } from '../../skills/nearest.ts'

/** More hints help nobody, and looking for each takes long among thousands of names. */
const MOST = 200

/** "did you mean …?" for many wrong names: each is looked up once, and only so many are. */
export class Suggestions {
  private readonly known = new Map<string, string | undefined>()

  /** `key` tells apart what is looked for among different names. */
  for(name: string, names: () => Iterable<string>, key = name): string | undefined {
    if (!this.known.has(key) && this.known.size < MOST) this.known.set(key, didYouMean(name, names()))
    return this.known.get(key)
  }
}
