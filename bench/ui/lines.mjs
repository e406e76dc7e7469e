// Lines as a tool writes them, at a rate.
const RESOURCES = [
  'aws_subnet.private[0]',
  'aws_route_table.private[1]',
  'aws_eks_node_group.general',
  'aws_kms_key.logs',
]

export const lineOf = (pane, number) =>
  `${RESOURCES[(pane + number) % RESOURCES.length]}: Still creating... [${Math.floor(number / 6)}m${(number % 6) * 10}s elapsed]`

/** Each line is an event of its own, as it is when a pipe is read. */
export function produce(panes, rate, emit) {
  const started = performance.now()
  const sent = Array.from({ length: panes }, () => 0)
  for (const pane of sent.keys()) {
    setInterval(() => {
      const due = Math.floor(((performance.now() - started) * rate) / 1000)
      for (; sent[pane] < due; sent[pane]++) {
        const number = sent[pane]
        setImmediate(() => emit(pane, number))
      }
    }, 1000 / rate)
  }
}
