// The lines of the recorded batch, at a rate: what the board shows, for those it is measured against.
import { readFileSync } from 'node:fs'

/** The lines of each task of a recording. */
export function recordedLines(file) {
  const tasks = new Map()
  for (const text of readFileSync(file, 'utf8').split('\n')) {
    if (text === '') continue
    const event = JSON.parse(text)
    if (event.type === 'task.log') tasks.set(event.task, [...(tasks.get(event.task) ?? []), event.text])
  }
  return [...tasks.values()]
}

/** Each line is an event of its own, as it is when a pipe is read. */
export function produce(panes, rate, emit) {
  const started = performance.now()
  for (const [pane, lines] of panes.entries()) {
    let sent = 0
    setInterval(() => {
      const due = Math.floor(((performance.now() - started) * rate) / 1000)
      for (; sent < due; sent++) emit(pane, lines[sent % lines.length])
    }, 1000 / rate)
  }
}
