export { showPlain } from '../../engine/protocol/index.ts'
