import { readAndFormat } from '../../render/format/hcl.ts'
import { formatCheck } from './check.ts'

export const hclFormat = formatCheck(
  'format',
  'warning',
  'It is not formatted as terraform fmt has it.',
  ({ text }) => {
    const formatted = readAndFormat(text)
    return formatted.problems.length > 0 ? null : formatted.text
  },
)
