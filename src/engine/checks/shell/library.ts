import { madeOnce, type Schemas } from '../schemas.ts'

/** As far as it is used here; Node's own types leave it to those of browsers. */
declare const WebAssembly: {
  readonly Module: new (code: Uint8Array) => object
  readonly Instance: new (module: object) => { readonly exports: unknown }
  readonly RuntimeError: new () => Error
}

/** What the library gives out (mvdan/sh, compiled to WebAssembly). */
interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer }
  _initialize(): void
  alloc(size: number): number
  set_path(): void
  set_options(): void
  /** 0: as it should be; 1: the output is how it should be; 2: the output is what is wrong. */
  format(): 0 | 1 | 2
  output_ptr(): number
  output_len(): number
  dispose(): void
}

/** How scripts are to look, in the words of the library. */
export interface ShellFormat {
  /** 0 stands for tabs. */
  indent?: number
  binaryNextLine?: boolean
  switchCaseIndent?: boolean
  spaceRedirects?: boolean
  funcNextLine?: boolean
  simplify?: boolean
}

export type Reading =
  | { is: 'read'; formatted: string }
  | { is: 'refused'; offset: number; message: string }
  /** It gave up: the text is nested too deeply for it, or larger than its memory. */
  | { is: 'unread' }

const MOST_MEMORY = 16_000_000

const moduleOf = madeOnce((schemas) => new WebAssembly.Module(schemas.library('shfmt.wasm')))
const instances = new WeakMap<Schemas, Exports>()

/** Reads a script, and says how it looks when it is formatted. */
export function readShell(schemas: Schemas, text: string, variant: 'bash' | 'bats', format: ShellFormat): Reading {
  const exports = instances.get(schemas) ?? start(schemas)
  try {
    // The ending tells the library the dialect.
    give(exports, `script.${variant}`)
    exports.set_path()
    give(exports, JSON.stringify(format))
    exports.set_options()
    give(exports, text)
    const result = exports.format()
    if (result === 0) return { is: 'read', formatted: text }
    const said = decoder.decode(new Uint8Array(exports.memory.buffer, exports.output_ptr(), exports.output_len()))
    return result === 1 ? { is: 'read', formatted: said } : refusal(text, said)
  } catch (error) {
    if (!(error instanceof WebAssembly.RuntimeError) && !(error instanceof RangeError)) throw error
    // After a trap its memory is not to be trusted.
    instances.delete(schemas)
    return { is: 'unread' }
  } finally {
    instances.get(schemas)?.dispose()
    // Its memory only grows: one that had a large script is not kept.
    if (exports.memory.buffer.byteLength > MOST_MEMORY) instances.delete(schemas)
  }
}

function start(schemas: Schemas): Exports {
  // What a compiled program exports is described by its package, and by nothing that could be asked.
  const exports = new WebAssembly.Instance(moduleOf(schemas)).exports as Exports
  exports._initialize()
  instances.set(schemas, exports)
  return exports
}

const encoder = new TextEncoder()
const decoder = new TextDecoder()

function give(exports: Exports, text: string): void {
  const bytes = encoder.encode(text)
  const at = exports.alloc(bytes.length)
  new Uint8Array(exports.memory.buffer, at, bytes.length).set(bytes)
}

/** `script.bash:3:7: what is wrong`, whose columns count bytes. */
function refusal(text: string, said: string): Reading {
  const found = /^script\.\w+:(\d+):(\d+): ([\s\S]*)$/.exec(said)
  if (found === null) return { is: 'refused', offset: 0, message: said }
  const line = lineStart(text, Number(found[1]))
  return { is: 'refused', offset: line + charsIn(text, line, Number(found[2]) - 1), message: found[3] ?? said }
}

function lineStart(text: string, line: number): number {
  let at = 0
  for (let number = 1; number < line; number++) {
    const newline = text.indexOf('\n', at)
    if (newline < 0) return at
    at = newline + 1
  }
  return at
}

/** How many characters of a line so many bytes of it are. */
function charsIn(text: string, from: number, bytes: number): number {
  let at = from
  for (let left = bytes; left > 0 && at < text.length && text[at] !== '\n'; ) {
    const code = text.codePointAt(at) ?? 0
    left -= code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
    at += code < 0x10000 ? 1 : 2
  }
  return at - from
}
