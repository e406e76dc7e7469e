import { shippedSchemas } from '../../../src/cli/check/schemas.ts'
import type { FileRef } from '../../../src/engine/checks/index.ts'
import { memoryTree } from '../../../src/engine/checks/tree.ts'
import type { Diagnostic } from '../../../src/engine/protocol/diagnostic.ts'
import { packStore, terraformCheck } from '../../../src/engine/terraform/index.ts'
import { contextOf } from '../checks/context.ts'

export const packs = packStore(shippedSchemas())

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
  const tree = memoryTree(files)
  const refs: FileRef[] = Object.entries(files).map(([path, text]) => ({ path, text }))
  return terraformCheck.run(
    refs.filter((file) => terraformCheck.appliesTo(file)),
    contextOf(tree),
  )
}

/** The errors in one file that requires AWS 5.100, as `line summary`; the requirement stands in a file of its own. */
export async function errorsIn(text: string, more: Record<string, string> = {}): Promise<string[]> {
  const found = await judge({ 'versions.tf': REQUIRES, 'main.tf': text, ...more })
  return found.filter((one) => one.severity === 'error').map((one) => `${one.line} ${one.message.split(':')[0]}`)
}
