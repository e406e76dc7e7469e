import { readAndFormat } from './hcl.ts'
import { readAndFormatJson } from './json.ts'
import { withOneLineEnd, withUnixLineEnds } from './lines.ts'
import type { Formatted } from './problem.ts'
import { readAndFormatYaml } from './yaml.ts'

export { formatHcl, scanHcl } from './hcl.ts'
export { formatJson, scanJson } from './json.ts'
export type { Formatted, SyntaxProblem } from './problem.ts'
export { formatYaml, scanYaml } from './yaml.ts'

/** Formats a generated file by its path, and says what its own language will not accept. */
export function formatFile(path: string, text: string): Formatted {
  const unix = withUnixLineEnds(text)
  switch (languageOf(path)) {
    case 'hcl':
      return formatTerraform(withOneLineEnd(unix))
    case 'yaml':
      return readAndFormatYaml(unix, { documentStart: true })
    case 'json':
      return readAndFormatJson(unix)
    case null:
      return { text: unix, problems: [] }
  }
}

export type Language = 'hcl' | 'yaml' | 'json'

/** The language a path is written in; null for what is left as it is, such as Helm templates, which are not YAML. */
export function languageOf(path: string): Language | null {
  if (/(?:^|\/)k8s\/helm\/(?:.*\/)?templates\//.test(path)) return null
  if (/\.(?:tf|tfvars|hcl|tfbackend)$/.test(path)) return 'hcl'
  if (/\.ya?ml$/.test(path)) return 'yaml'
  return path.endsWith('.json') ? 'json' : null
}

/** Nested interpolations come apart one layer a time, and a file must come out as it would from the next run. */
function formatTerraform(text: string): Formatted {
  let result = readAndFormat(text)
  for (let layer = 0; layer < MOST_LAYERS && NESTED.test(text) && result.problems.length === 0; layer++) {
    const next = readAndFormat(result.text)
    if (next.text === result.text) break
    result = next
  }
  return result
}

const MOST_LAYERS = 8
const NESTED = /"\$\{~?\s*"/
