export { box, plainText, toolLine } from './plain.ts'
export { shownPath, titleOf } from './title.ts'
export { clip, graphemes, widthOf, wrap } from './width.ts'
