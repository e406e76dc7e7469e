import type { Diagnostic } from '../../engine/protocol/index.ts'

export type SyntaxKind = 'yaml' | 'json' | 'hcl'

/** The kind of syntax check a file gets; null for what has no such check, or is no plain file of its kind. */
export function syntaxKind(path: string): SyntaxKind | null {
  if (/(?:^|\/)templates\//.test(path)) return null
  if (/\.ya?ml$/.test(path)) return 'yaml'
  if (/\.json$/.test(path)) return WITH_COMMENTS.test(path) ? null : 'json'
  return /\.(?:tfvars|hcl|tfbackend)$/.test(path) ? 'hcl' : null
}

/** JSON by name, and a language with comments in fact. */
const WITH_COMMENTS = /(?:^|\/)(?:[tj]sconfig[\w.-]*|devcontainer|\.eslintrc|\.devcontainer)\.json$|(?:^|\/)\.vscode\//

export async function checkSyntax(
  files: readonly { path: string; kind: SyntaxKind }[],
  text: (path: string) => string | undefined,
): Promise<Diagnostic[]> {
  const found: Diagnostic[] = []
  for (const { path, kind } of files) {
    const content = text(path)
    if (content === undefined) continue
    for (const { line, column, message, hint } of (await scanner(kind))(content)) {
      found.push({ check: kind, severity: 'error', file: path, line, column, message, ...(hint ? { hint } : {}) })
    }
  }
  return found
}

type Scan = (text: string) => { line: number; column: number; message: string; hint?: string }[]

/** Each is loaded when there is a file for it. */
async function scanner(kind: SyntaxKind): Promise<Scan> {
  if (kind === 'yaml') return (await import('../../engine/render/format/yaml.ts')).scanYaml
  if (kind === 'json') return (await import('../../engine/render/format/json.ts')).scanJson
  const { parseHcl } = await import('../../engine/terraform/syntax/parser.ts')
  return (text) =>
    parseHcl(text).problems.map(({ line, column, summary, detail }) => ({
      line,
      column,
      message: `${summary}: ${detail}`,
    }))
}
