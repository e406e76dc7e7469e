// What one writes first: five boxes of Ink, React state for every line that arrives. The board is measured against it.
// Arguments: a recording, lines a second in each pane.
import { Box, render, Text } from 'ink'
import { createElement as h, useEffect, useState } from 'react'
import { produce, recordedLines } from './lines.mjs'

const PANES = 5
const ROWS = 5
const [file, rate] = process.argv.slice(2)
const panes = recordedLines(file).slice(0, PANES)
const sinks = panes.map(() => () => {})

function Pane({ pane }) {
  const [lines, setLines] = useState([])
  useEffect(() => {
    sinks[pane] = (line) => setLines((before) => [...before, line].slice(-ROWS))
  }, [pane])
  return h(
    Box,
    { borderStyle: 'round', flexDirection: 'column', height: ROWS + 2, paddingX: 1 },
    ...lines.map((line, index) => h(Text, { key: index, wrap: 'truncate-end' }, line)),
  )
}

render(h(Box, { flexDirection: 'column' }, ...panes.map((_, pane) => h(Pane, { key: pane, pane }))))
produce(panes, Number(rate), (pane, line) => sinks[pane](line))
