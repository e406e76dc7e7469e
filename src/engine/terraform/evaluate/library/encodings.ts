import { DYNAMIC, objectOf, STRING } from '../../values/type.ts'
import type { Value } from '../../values/value.ts'
import * as values from '../../values/value.ts'
import { ANY, failed, listValue, type Result, type Rule, TEXT, textOf } from './result.ts'

/** Functions that read and write other formats. */
export const ENCODINGS: Readonly<Record<string, Rule>> = {
  base64decode: ([text]) => base64decode(textOf(text)),
  csvdecode: ([text]) => csvdecode(textOf(text)),
  jsondecode: ([text]) => jsondecode(textOf(text)),
  jsonencode: ([value = ANY]) => jsonencode(value),
  rsadecrypt: ([text, key]) => rsadecrypt(textOf(text), textOf(key)),
  uuidv5: ([namespace, name]) => (textOf(name) === null ? TEXT : uuidv5(textOf(namespace))),
}

function base64decode(text: string | null): Result {
  if (text === null) return TEXT
  const plain = text.replace(/[\r\n]/g, '')
  if (plain.length % 4 !== 0 || !/^[A-Za-z\d+/]*={0,2}$/.test(plain))
    return failed(`failed to decode base64 data "${text}"`)
  return TEXT
}

function rsadecrypt(text: string | null, key: string | null): Result {
  if (text === null || key === null) return TEXT
  if (base64decode(text) !== TEXT) return failed('failed to decode input: cipher text must be base64-encoded', 0)
  return key.includes('-----BEGIN') ? TEXT : failed('failed to parse key: no key found', 1)
}

function csvdecode(text: string | null): Result {
  if (text === null) return ANY
  const rows = readCsv(text)
  if (rows === null) return ANY
  const [header, ...lines] = rows
  if (header === undefined) return failed('missing header line')
  const repeated = header.find((name, index) => header.indexOf(name) !== index)
  if (repeated !== undefined) return failed(`duplicate column name "${repeated}"`)
  const bad = lines.findIndex((line) => line.length !== header.length)
  if (bad >= 0) return failed(`CSV parse error on line ${bad + 2}: wrong number of fields`)
  const element = objectOf(new Map(header.map((name) => [name, STRING])))
  const line = (cells: string[]): Value =>
    values.object(new Map(header.map((name, index) => [name, values.text(cells[index] ?? '')])))
  return listValue(element, lines.map(line))
}

/** null where quotes make it more than a split can read. */
function readCsv(text: string): string[][] | null {
  if (text.includes('"')) return null
  return text
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .map((line) => line.split(','))
}

function jsondecode(text: string | null): Result {
  if (text === null) return ANY
  try {
    return fromJson(JSON.parse(text))
  } catch (error) {
    return failed(error instanceof Error ? error.message : 'the text is no JSON', 0)
  }
}

function fromJson(json: unknown): Value {
  if (json === null) return values.nullOf(DYNAMIC)
  if (typeof json === 'string') return values.text(json)
  if (typeof json === 'number') return values.number(json)
  if (typeof json === 'boolean') return values.bool(json)
  if (Array.isArray(json)) return values.tuple(json.map(fromJson))
  return values.object(new Map(Object.entries(json as object).map(([name, part]) => [name, fromJson(part)]))) // JSON has nothing else
}

function jsonencode(value: Value): Result {
  if (!values.isWhollyKnown(value)) return TEXT
  return values.text(JSON.stringify(toJson(value)))
}

function toJson(value: Value): unknown {
  const named = values.namedPartsOf(value)
  if (named !== null) return Object.fromEntries(values.sortedEntries(named).map(([name, part]) => [name, toJson(part)]))
  return values.elementsOf(value)?.map(toJson) ?? value.content
}

function uuidv5(namespace: string | null): Result {
  if (namespace === null || ['dns', 'url', 'oid', 'x500'].includes(namespace)) return TEXT
  const hex = namespace.replace(/^urn:uuid:/i, '').replace(/[{}-]/g, '')
  return /^[\da-f]{32}$/i.test(hex) ? TEXT : failed(`uuidv5() doesn't support namespace ${namespace}`)
}
