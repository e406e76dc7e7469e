import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { keptFacts, rememberedFacts } from '../../engine/chain/project-record.ts'
import type { Fact } from '../../engine/protocol/index.ts'
import { openWorkspace, readManifest } from '../../engine/workspace/index.ts'

/** What is known of a folder that skillchain wrote; nothing of any other. */
export function knownFacts(root: string): Fact[] {
  if (!existsSync(join(root, '.skillchain', 'manifest.json'))) return []
  try {
    const manifest = readManifest(openWorkspace(root))
    return [...rememberedFacts(manifest), ...keptFacts(manifest)]
  } catch {
    // A record that cannot be read is no reason to leave the files unjudged.
    return []
  }
}
