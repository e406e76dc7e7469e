// Reads the type declarations of the npm packages kubernetes-models and @kubernetes-models/*: what an interface has for
// fields, which of them are required, and which words a field permits.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'

/** Every declaration of a package, by `path#Name`, and which of them are kinds. */
export function readDeclarations(root) {
  const files = new Map()
  const walk = (dir) => {
    for (const name of readdirSync(join(root, dir))) {
      const path = dir === '' ? name : `${dir}/${name}`
      if (statSync(join(root, path)).isDirectory()) {
        if (name !== '_schemas' && name !== 'node_modules') walk(path)
      } else if (name.endsWith('.d.ts') && name !== 'index.d.ts')
        files.set(path.slice(0, -5), parse(readFileSync(join(root, path), 'utf8'), path))
    }
  }
  walk('')
  return files
}

/** `{ imports: {local: [module, name]}, types: {name: type}, aliases: {exported: local} }` */
function parse(text, path) {
  const tokens = tokenize(text)
  let at = 0
  const peek = (ahead = 0) => tokens[at + ahead]
  const take = (expected) => {
    const token = tokens[at++]
    if (expected !== undefined && token !== expected) throw new Error(`${path}: ${expected} expected, not ${token}`)
    return token
  }
  /** Over a bracket that opens here, to behind the one that closes it. */
  const skipGroup = () => {
    let depth = 0
    do {
      const token = take()
      if ('{(['.includes(token)) depth++
      if ('})]'.includes(token)) depth--
    } while (depth > 0 && at < tokens.length)
  }
  const names = () => {
    const list = []
    take('{')
    while (peek() !== '}') {
      const name = take()
      if (peek() === 'as') {
        take()
        list.push([name, take()])
      } else list.push([name, name])
      if (peek() === ',') take()
    }
    take('}')
    return list
  }

  const members = () => {
    const fields = {}
    let index = null
    take('{')
    while (peek() !== '}') {
      if (peek() === '[') {
        skipGroup()
        take(':')
        index = type()
      } else {
        const name = unquote(take())
        const optional = peek() === '?'
        if (optional) take()
        take(':')
        fields[name] = { type: type(), required: !optional }
      }
      if (peek() === ';' || peek() === ',') take()
    }
    take('}')
    return index !== null && Object.keys(fields).length === 0 ? { map: index } : { fields, open: index !== null }
  }
  const single = () => {
    const token = peek()
    if (token === '{') return members()
    if (token === '(') {
      take()
      const inside = type()
      take(')')
      return inside
    }
    take()
    if (token.startsWith('"')) return { word: unquote(token) }
    if (peek() === '<') {
      take()
      const inside = [type()]
      while (peek() === ',') {
        take()
        inside.push(type())
      }
      take('>')
      if (token === 'Array') return { list: inside[0] }
      if (token === 'Record') return { map: inside[1] }
      return { any: true }
    }
    return { name: token }
  }
  const postfix = () => {
    let one = single()
    while (peek() === '[' && peek(1) === ']') {
      at += 2
      one = { list: one }
    }
    return one
  }
  const both = () => {
    const parts = [postfix()]
    while (peek() === '&') {
      take()
      parts.push(postfix())
    }
    return parts.length === 1 ? parts[0] : { all: parts }
  }
  const type = () => {
    if (peek() === '|') take()
    const parts = [both()]
    while (peek() === '|') {
      take()
      parts.push(both())
    }
    return parts.length === 1 ? parts[0] : { either: parts }
  }

  const file = { imports: {}, types: {}, aliases: {}, kind: null }
  while (at < tokens.length) {
    const token = take()
    if (token === 'import') {
      const imported = names()
      take('from')
      const module = unquote(take())
      for (const [name, local] of imported) file.imports[local] = [module, name]
    } else if (token === 'interface') {
      const name = take()
      const parents = []
      if (peek() === 'extends') {
        do {
          take()
          parents.push(single())
        } while (peek() === ',')
      }
      file.types[name] = { ...members(), parents: parents.filter((one) => one.name !== 'TypeMeta') }
    } else if (token === 'type' && peek() === '{') {
      for (const [local, exported] of names()) file.aliases[exported] = local
    } else if (token === 'type' && peek(1) === '=') {
      const name = take()
      take('=')
      file.types[name] = type()
    } else if (token === 'class') {
      const name = take()
      while (peek() !== '{') take()
      skipGroup()
      file.kind ??= name
    }
  }
  return file
}

function tokenize(text) {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, ' ').match(/"(?:[^"\\]|\\.)*"|[\w$]+(?:\.[\w$]+)*|[^\s]/g) ?? []
}

function unquote(token) {
  return token.startsWith('"') ? JSON.parse(token) : token
}

/** The declaration that a name in a file means: `[package, path, name]`. */
export function resolve(packages, from, path, name) {
  const file = packages.get(from).get(path)
  if (name in file.types) return [from, path, name]
  const [module, imported] = file.imports[name] ?? []
  if (module === undefined) return null
  const target = module.startsWith('.')
    ? [from, posix.join(dirname(path), module).replace(/\.js$/, '')]
    : splitPackage(module.replace(/\.js$/, ''))
  const there = packages.get(target[0])?.get(target[1])
  if (there === undefined) return null
  const local = there.aliases[imported] ?? imported
  return local in there.types ? [...target, local] : null
}

function splitPackage(module) {
  const parts = module.split('/')
  const length = module.startsWith('@') ? 2 : 1
  return [parts.slice(0, length).join('/'), parts.slice(length).join('/')]
}
