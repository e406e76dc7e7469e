import type { Diagnostic } from '../../protocol/diagnostic.ts'
import type { Check } from '../check.ts'
import { sourceOf } from '../read/source.ts'
import { Spelling } from '../read/spelling.ts'
import { readYamlFile } from '../read/yaml.ts'
import type { FileRef } from '../tree.ts'
import { isForeign, isRuleFile, type RuleSet, ruleSets } from './documents.ts'
import { RuleFile } from './file.ts'
import { judgeGroups } from './rules.ts'

/** The offline check of Prometheus rules, in files of their own and in objects of the Prometheus operator. */
export const prometheusCheck: Check = {
  id: 'prometheus',
  scope: 'file',
  appliesTo: isRuleFile,
  run: async (files) => files.flatMap(judgeRuleFile),
}

export function judgeRuleFile(file: FileRef): Diagnostic[] {
  const read = readYamlFile(file.text, { version: '1.2', path: file.path })
  const sets = ruleSets(read)
  if (read.problems.length > 0 || sets.some((set) => isForeign(file.text, set))) return []
  const source = sourceOf(file)
  return sets.flatMap((set) => {
    const judged = new RuleFile(source, set.isFile)
    if (set.isFile) judgeRoot(judged, set)
    judgeGroups(judged, set.holder.get('groups'))
    return judged.found
  })
}

function judgeRoot(file: RuleFile, { holder }: RuleSet): void {
  // Mimir and Cortex name a tenant's folder there.
  for (const { key, keyNode } of holder.entries)
    if (key !== 'groups' && key !== 'namespace')
      file.error(
        keyNode,
        'structure',
        `field ${key} not found in a file of rules`,
        new Spelling(['groups']).hint(key) ?? 'there is groups alone',
      )
}
