import type { Check } from '../checks/check.ts'
import { diagnosticOf } from '../checks/finding.ts'
import { textOf } from '../checks/read/yaml-node.ts'
import { openPack } from '../kubernetes/schema/pack.ts'
import { KustomizeBuilder } from './build.ts'
import { BuildFiles } from './files.ts'
import { isKustomizationFile, readKustomization } from './kustomization.ts'
import { Reports } from './reports.ts'

/** The offline check of kustomizations: each is built as kubectl builds it. */
export const kustomizeCheck: Check = {
  id: 'kustomize',
  scope: 'tree',
  appliesTo: (file) => isKustomizationFile(file.path),
  async run(files, { surroundings, schemas }) {
    const pack = openPack(schemas)
    const reports = new Reports()
    const builder = new KustomizeBuilder(
      new BuildFiles(surroundings),
      reports,
      (apiVersion, kind) => pack.find(apiVersion, kind)?.type ?? null,
    )
    for (const file of files) {
      const kustomization = readKustomization(file)
      // A component is built where it is used.
      if (kustomization !== null && textOf(kustomization.node.get('kind')) !== 'Component')
        builder.build(kustomization.dir)
    }
    return reports.found.map((one) => diagnosticOf('kustomize', one))
  },
}
