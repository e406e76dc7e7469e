// Tables of plain lines are kept compressed: together they would be a quarter of all schemas. `brotli -dc FILE` shows one.
import { writeFileSync } from 'node:fs'
import { brotliCompressSync, constants } from 'node:zlib'

export function writeText(path, text) {
  const params = {
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
    [constants.BROTLI_PARAM_SIZE_HINT]: Buffer.byteLength(text),
  }
  writeFileSync(`${path}.br`, brotliCompressSync(text, { params }))
}
