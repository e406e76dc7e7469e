import type { Check } from '../check.ts'
import { diagnosticsOf, type Hit } from '../rule.ts'
import { addresses } from './addresses.ts'
import { clusterReferences, unusedImages } from './cluster.ts'
import { options, targets } from './commands.ts'
import { environments } from './environments.ts'
import { factValues } from './facts.ts'
import { missingHosts } from './hosts.ts'
import { kubectlMentions } from './kubectl.ts'
import { missingPaths } from './mentioned-paths.ts'
import { type Repository, repositoryOf } from './repository.ts'
import { backends, missingOutputs, missingResources, values, versions } from './terraform-names.ts'

const JUDGES: readonly ((repository: Repository) => Iterable<Hit>)[] = [
  missingPaths,
  missingOutputs,
  missingResources,
  values,
  backends,
  versions,
  targets,
  options,
  environments,
  clusterReferences,
  unusedImages,
  kubectlMentions,
  addresses,
  missingHosts,
  factValues,
]

/** What one file says of another. */
export const consistencyCheck: Check = {
  id: 'consistency',
  scope: 'tree',
  appliesTo: () => true,
  run: async (files, context) => {
    const repository = repositoryOf(files, context)
    return diagnosticsOf(
      'consistency',
      JUDGES.flatMap((judge) => [...judge(repository)]),
    )
  },
}
