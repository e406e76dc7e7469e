import type { Check, CheckContext } from '../../checks/check.ts'
import { keepRead } from '../../checks/read/kept.ts'
import { dirName, type FileRef } from '../../checks/tree.ts'
import { asDiagnostic } from '../check.ts'
import { join } from '../files.ts'
import { located } from '../module/load.ts'
import { moduleTree } from '../module/tree.ts'
import type { Located } from '../module/types.ts'
import { packStore } from '../schema/packs.ts'
import { parseHcl } from '../syntax/parser.ts'
import { TreeValidator } from '../tree.ts'
import type { ModuleContext } from '../validate/context.ts'
import { judgeTests } from './judge.ts'
import { readTestFile } from './read.ts'

/** The offline check of tests of Terraform modules. Their syntax is judged with that of other HCL. */
export const terraformTests: Check = {
  id: 'terraform-test',
  scope: 'tree',
  appliesTo: ({ path }) =>
    /\.tftest\.hcl$/.test(path) && !/(?:^|\/)(?:\.terraform|node_modules|\.git|\.skillchain)\//.test(path),
  async run(files, context) {
    const validator = new TreeValidator(context.surroundings, packStore(context.schemas))
    return files.flatMap((file) => judge(file, context, validator)).map(asDiagnostic)
  },
}

function judge({ path, text }: FileRef, { surroundings }: CheckContext, validator: TreeValidator): Located[] {
  const { body, problems } = keepRead(`terraform ${path}`, text, () => parseHcl(text))
  if (problems.length > 0) return []
  const file = readTestFile(path, body)
  const found = file.problems.map((problem) => located(path, problem))
  const modules = moduleTree(surroundings)
  const dir = moduleDirOf(path)
  const module = dir.map((one) => modules.at(one)).find((one) => one !== null)
  if (found.length > 0 || module === undefined) return found
  const names = dir.flatMap((one) => surroundings.list(one) ?? [])
  const report: ModuleContext['report'] = (at, finding, severity) => {
    found.push(located(at, finding, severity))
  }
  judgeTests(file, {
    path,
    module,
    modules,
    contextOf: (one) => validator.contextOf(one, false, report),
    hasValues: names.some((name) => /^terraform\.tfvars|\.auto\.tfvars/.test(name)),
    report,
  })
  return found
}

/** Tests stand beside the module they try, or in its folder `tests`. */
function moduleDirOf(path: string): string[] {
  const dir = dirName(path)
  return dir === 'tests' || dir.endsWith('/tests') ? [join(dir, '..'), dir] : [dir]
}
