/** The data files that come with the program, below `schemas/`: packs of what providers, clusters and clouds know. */
export interface Schemas {
  /** Names of the files in a folder, sorted; none when there is no such folder. */
  list(dir: string): readonly string[]
  /** Throws when there is no such file: a check without its schema has not run. */
  read(path: string): Uint8Array
}
