export { box, plainText } from './plain.ts'
export { clip, widthOf, wrap } from './width.ts'
