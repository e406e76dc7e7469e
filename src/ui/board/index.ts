export { type Board, type BoardOutside, createBoard } from './store.ts'
export { boardLines } from './view.ts'
