// What one writes first: five boxes of Ink, React state for every line that arrives. The board is measured against it.
// Arguments: lines a second in each pane.
import { Box, render, Text } from 'ink'
import { createElement as h, useEffect, useState } from 'react'
import { lineOf, produce } from './lines.mjs'

const PANES = 5
const ROWS = 5
const sinks = Array.from({ length: PANES }, () => () => {})

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

const rate = Number(process.argv[2])
render(h(Box, { flexDirection: 'column' }, ...sinks.map((_, pane) => h(Pane, { key: pane, pane }))))
produce(PANES, rate, (pane, number) => sinks[pane](lineOf(pane, number)))
