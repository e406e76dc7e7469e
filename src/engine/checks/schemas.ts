/** The data files that come with the program, below `schemas/`: packs of what providers, clusters and clouds know. */
export interface Schemas {
  /** Names of the files in a folder, sorted; none when there is no such folder. */
  list(dir: string): readonly string[]
  /** Throws when there is no such file: a check without its schema has not run. */
  read(path: string): Uint8Array
  /** A library compiled to WebAssembly, by the name of its file. */
  library(name: string): Uint8Array
}

/** What is made of the schemas is made once, however many checks and rounds ask for it; it lives as long as they do. */
export function madeOnce<T>(make: (schemas: Schemas) => T): (schemas: Schemas) => T {
  const made = new WeakMap<Schemas, { it: T }>()
  return (schemas) => {
    const known = made.get(schemas) ?? { it: make(schemas) }
    made.set(schemas, known)
    return known.it
  }
}

/** The same of a table of plain lines. */
export function tableOf<T>(path: string, parse: (text: string) => T): (schemas: Schemas) => T {
  return madeOnce((schemas) => parse(new TextDecoder().decode(schemas.read(path))))
}
