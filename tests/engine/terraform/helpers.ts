import { shippedPacks } from '../../../src/cli/check/packs.ts'
import { type FileRef, factView } from '../../../src/engine/checks/index.ts'
import { memoryTree } from '../../../src/engine/checks/tree.ts'
import type { Diagnostic } from '../../../src/engine/protocol/diagnostic.ts'
import { terraformCheck } from '../../../src/engine/terraform/index.ts'

export const packs = shippedPacks()

export const REQUIRES = `terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
  }
}
`

/** What the check says of these files. */
export async function judge(files: Record<string, string>): Promise<Diagnostic[]> {
  const check = terraformCheck(packs)
  const tree = memoryTree(files)
  const refs: FileRef[] = Object.entries(files).map(([path, text]) => ({ path, text }))
  return check.run(
    refs.filter((file) => check.appliesTo(file)),
    { tree, facts: factView([]) },
  )
}

/** The errors in one file that requires AWS 5.100, as `line summary`; the requirement stands in a file of its own. */
export async function errorsIn(text: string, more: Record<string, string> = {}): Promise<string[]> {
  const found = await judge({ 'versions.tf': REQUIRES, 'main.tf': text, ...more })
  return found.filter((one) => one.severity === 'error').map((one) => `${one.line} ${one.message.split(':')[0]}`)
}
