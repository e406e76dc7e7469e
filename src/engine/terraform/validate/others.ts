import type { BlockSchema } from '../schema/block.ts'

/** The same schema in other versions that the module permits; asked for when the first one does not know. */
export type Others = () => readonly BlockSchema[]

export const NO_OTHERS: Others = () => []
