import { baseName } from './tree.ts'

/** How comments are written in a file; the kinds differ in nothing else here. */
export type FileKind =
  | 'hcl'
  | 'yaml'
  | 'shell'
  | 'hash'
  | 'ini'
  | 'zone'
  | 'named'
  | 'code'
  | 'sql'
  | 'markup'
  | 'dockerfile'
  | 'json'
  | 'plain'

const BY_EXTENSION: Readonly<Record<string, FileKind>> = {
  tf: 'hcl',
  tfvars: 'hcl',
  hcl: 'hcl',
  tfbackend: 'hcl',
  yaml: 'yaml',
  yml: 'yaml',
  sh: 'shell',
  bash: 'shell',
  zsh: 'shell',
  bats: 'shell',
  fish: 'shell',
  conf: 'hash',
  cfg: 'hash',
  py: 'hash',
  rb: 'hash',
  pp: 'hash',
  toml: 'hash',
  properties: 'hash',
  env: 'hash',
  rego: 'hash',
  nft: 'hash',
  rules: 'hash',
  ini: 'ini',
  service: 'ini',
  timer: 'ini',
  socket: 'ini',
  mount: 'ini',
  target: 'ini',
  zone: 'zone',
  ts: 'code',
  tsx: 'code',
  js: 'code',
  jsx: 'code',
  mjs: 'code',
  cjs: 'code',
  go: 'code',
  java: 'code',
  cs: 'code',
  cue: 'code',
  sql: 'sql',
  md: 'markup',
  html: 'markup',
  xml: 'markup',
  svg: 'markup',
  dockerfile: 'dockerfile',
  json: 'json',
}

const BY_NAME: Readonly<Record<string, FileKind>> = {
  'named.conf': 'named',
  Dockerfile: 'dockerfile',
  Containerfile: 'dockerfile',
  Makefile: 'hash',
  CODEOWNERS: 'hash',
  'ansible.cfg': 'ini',
}

/** Endings that wrap another kind: `nginx.conf.j2` has nginx comments. */
const WRAPPERS = new Set(['j2', 'tftpl', 'tpl', 'tmpl', 'example', 'template', 'jinja', 'jinja2'])

export function fileKind(path: string, text = ''): FileKind {
  const name = baseName(path)
  if (Object.hasOwn(BY_NAME, name)) return BY_NAME[name] ?? 'plain'
  if (/^Dockerfile[.-]|[.-]Dockerfile$/i.test(name)) return 'dockerfile'
  if (/^named\.conf/.test(name)) return 'named'
  if (/^db\.[\w.-]+$/.test(name)) return 'zone'
  const endings = name.toLowerCase().split('.').slice(1)
  while (endings.length > 0 && WRAPPERS.has(endings.at(-1) ?? '')) endings.pop()
  const ending = endings.at(-1) ?? ''
  if (Object.hasOwn(BY_EXTENSION, ending)) return BY_EXTENSION[ending] ?? 'plain'
  if (/^#!.*\b(?:ba|da|z|k)?sh\b/.test(text)) return 'shell'
  if (text.startsWith('#!')) return 'hash'
  // Dot files and files without an ending are settings of some tool, and those comment with a hash.
  return name.startsWith('.') || !name.includes('.') ? 'hash' : 'plain'
}
