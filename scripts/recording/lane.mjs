// One task while it is written down: a clock of its own, and the events it leaves.

/** Numbers from a seed (mulberry32): the same script writes the same file. */
export function seeded(seed) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

export class Lane {
  constructor(task, start, seed) {
    this.task = task
    this.at = start
    this.random = seeded(seed)
    this.events = []
  }

  emit(type, more = {}, at = this.at) {
    this.events.push({ at: Math.round(at), type, task: this.task, ...more })
    return this
  }

  /** Seconds go by, a little more or less than said. */
  wait(seconds) {
    this.at += seconds * 1000 * (0.85 + 0.3 * this.random())
    return this
  }

  phase(phase, status) {
    return this.emit('task.phase', { phase, status })
  }

  step(text) {
    return this.emit('task.step', { text })
  }

  log(text, at = this.at) {
    return this.emit('task.log', { text }, at)
  }

  /** Lines of a tool that writes them one after the other, `seconds` apart. */
  lines(text, seconds = 0.15) {
    for (const line of text.replace(/^\n|\n$/g, '').split('\n')) this.wait(seconds).log(line)
    return this
  }

  /** A command and what it prints. */
  run(command, text = '', seconds = 0.15) {
    this.wait(0.4).log(`$ ${command}`)
    return text === '' ? this : this.lines(text, seconds)
  }

  /** `length` digits as a cloud gives them. */
  id(length) {
    return Array.from({ length }, () => '0123456789abcdef'[Math.floor(this.random() * 16)]).join('')
  }

  /** A gate, and what a person answered after some seconds. */
  gate(request, answer, seconds) {
    this.emit('gate.asked', { request })
    this.wait(seconds)
    return this.emit('gate.answered', { id: request.id, answer, by: 'person' })
  }
}
