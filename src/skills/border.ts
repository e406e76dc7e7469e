import type { z } from 'zod'
import { didYouMean } from './nearest.ts'
import { type Path, problem } from './problem.ts'
import type { SkillProblem } from './types.ts'
import type { YamlDocument } from './yaml.ts'

/** Checks a document against a shape; what does not fit becomes a problem at its place in the file. */
export function matchShape<S extends z.ZodType>(
  shape: S,
  value: unknown,
  document: YamlDocument,
  file: string,
  known: readonly string[] = [],
  below: Path = [],
): { value: z.output<S> | null; problems: SkillProblem[] } {
  const result = shape.safeParse(value)
  if (result.success) return { value: result.data, problems: [] }
  return {
    value: null,
    problems: result.error.issues.flatMap((issue) => fromIssue(issue, below, document, file, known)),
  }
}

type Issue = z.core.$ZodIssue

function fromIssue(
  issue: Issue,
  below: Path,
  document: YamlDocument,
  file: string,
  known: readonly string[],
): SkillProblem[] {
  const path = [...below, ...issue.path.map((step) => (typeof step === 'number' ? step : String(step)))]
  const what = path.length > 0 ? path.join('.') : 'the document'
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const message = `${path.length > 0 ? what : 'this part'} has no "${key}"`
      return problem('error', file, document.keyAt([...path, key]), message, didYouMean(key, known))
    })
  }
  if (issue.code === 'invalid_union') {
    // The alternative that came furthest says what was meant.
    const deepest = [...issue.errors].sort((a, b) => depth(b) - depth(a))[0]
    if (deepest && depth(deepest) > 0) return deepest.flatMap((inner) => fromIssue(inner, path, document, file, known))
  }
  return [problem('error', file, document.at(path), `${what}: ${issue.message}`)]
}

function depth(issues: readonly Issue[]): number {
  return Math.max(0, ...issues.map((i) => i.path.length + (i.code === 'unrecognized_keys' ? 1 : 0)))
}

/** The keys that a strict shape knows, for "did you mean". */
export function keysOf(shape: z.ZodObject): string[] {
  return Object.keys(shape.shape)
}
