export interface Place {
  line: number
  column: number
}

/** Lines and columns of a text, counted from 1, found by offset. */
export class LineIndex {
  private readonly text: string
  private starts: number[] | null = null

  constructor(text: string) {
    this.text = text
  }

  place(offset: number): Place {
    this.starts ??= lineStarts(this.text)
    const { starts } = this
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: Math.min(offset, this.text.length) - (starts[low] ?? 0) + 1 }
  }
}

function lineStarts(text: string): number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}
