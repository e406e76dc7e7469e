import type { Check, CheckContext } from '../check.ts'
import { isTemplate, mayBeTemplate, templatesOf } from '../resources/cloudformation.ts'
import { terraformOf } from '../resources/configured.ts'
import { placingIn, readJson } from '../resources/json.ts'
import type { MapNode, Node } from '../resources/node.ts'
import { diagnosticsOf, type Hit } from '../rule.ts'
import type { FileRef } from '../tree.ts'
import { judgeNames, judgeReach } from './actions.ts'
import { judgeBreadth } from './breadth.ts'
import { policiesOfTemplate } from './cloudformation-policies.ts'
import { isPolicy, type PolicyDocument, readDocument } from './document.ts'
import { iamPack } from './pack.ts'
import { IAM } from './rules.ts'
import { judgeElements, judgeStatements } from './structure.ts'
import { policiesOf } from './terraform-policies.ts'

/** IAM policies, wherever they are written. */
export const iamCheck: Check = {
  id: 'iam',
  scope: 'tree',
  appliesTo: (file) => /\.(?:tf|json)$/.test(file.path) || (mayBeTemplate(file.path) && isTemplate(file.text)),
  run: async (files, context) => diagnosticsOf('iam', judgePolicies(files, context)),
}

function judgePolicies(files: readonly FileRef[], context: CheckContext): Hit[] {
  const hits: Hit[] = []
  const judge = (document: PolicyDocument): void => {
    const pack = iamPack(context.schemas)
    hits.push(...judgeStatements(document), ...judgeNames(document, pack))
    hits.push(...judgeReach(document, pack), ...judgeBreadth(document, pack))
  }
  const found = [...terraformOf(context).map(policiesOf), ...templatesOf(context).map(policiesOfTemplate)]
  for (const { documents, broken, written } of found) {
    for (const { node, kind } of written) hits.push(...judgeElements(node, kind))
    for (const { at, of, message } of broken) {
      hits.push({ rule: IAM.syntax, at, message: `The policy of ${of} is no JSON: ${message}.` })
    }
    for (const document of documents) judge(document)
  }
  for (const file of files) {
    if (!file.path.endsWith('.json') || !/"Statement"/.test(file.text)) continue
    // Templates of CloudFormation have policies of known kinds, and are read apart.
    if (isTemplate(file.text)) continue
    const read = readJson(file.text, placingIn(file.path, file.text))
    if (!('node' in read)) continue
    for (const node of policiesIn(read.node)) {
      hits.push(...judgeElements(node, 'any'))
      judge(readDocument(node, 'any', file.path, ''))
    }
  }
  return hits
}

/** Policies in a file of JSON: the file itself, or what it holds. */
function policiesIn(node: Node, depth = 0): MapNode[] {
  if (depth > 12 || (node.is !== 'map' && node.is !== 'list')) return []
  if (node.is === 'list') return node.items.flatMap((item) => policiesIn(item, depth + 1))
  if (isPolicy(node)) return [node]
  return [...node.entries.values()].flatMap(({ value }) => policiesIn(value, depth + 1))
}
