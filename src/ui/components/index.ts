// All of React and Ink is behind this file, which the build makes a file of its own.
export { type Instance, render } from 'ink'
export { boardOf } from '../board/Board.tsx'
export { appOf } from './App.tsx'
export { guarded } from './Guard.tsx'
export { sheetOf } from './Sheet.tsx'
