export { shownPath, titleOf } from '../../text/index.ts'
