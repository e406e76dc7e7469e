import { readJson } from '../resources/json.ts'
import { type Judge, nameOf } from '../resources/judge.ts'
import { boolOf, entryOf, itemsOf, type MapNode, type Node, textOf } from '../resources/node.ts'
import type { ConfiguredResource } from '../resources/unit.ts'
import type { Hit, Rule } from '../rule.ts'

export const PRIVILEGED: Rule = {
  id: 'privileged-container',
  severity: 'error',
  what: 'Containers that run with all privileges of their host',
  why: 'Whoever breaks into the container has the host and everything on it.',
  fix: 'Leave it out, and add the one capability that is needed.',
}

export const LATEST: Rule = {
  id: 'moving-image-tag',
  severity: 'warning',
  what: 'Images without a version, or with the tag latest',
  why: 'A restart can bring another program than the one that was tested, and nothing says which.',
  fix: 'Name a version, or better a digest.',
}

export const IN_ENVIRONMENT: Rule = {
  id: 'secret-in-environment',
  severity: 'error',
  what: 'Passwords and keys as plain variables of a container or a function',
  why: 'Everybody who can read the definition, the state or the console reads them.',
  fix: 'Keep the value in Secrets Manager or Parameter Store, and refer to it.',
}

export const SECRET_NAME = /(?:^|_)(?:PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY|CREDENTIALS?)$/i

/** Definitions of ECS tasks, and the environment of functions. */
export const containers: Judge = {
  rules: [PRIVILEGED, LATEST, IN_ENVIRONMENT],
  *judge(unit) {
    for (const resource of unit.resources) {
      if (resource.isData) continue
      for (const container of containersOf(resource)) yield* judgeContainer(container, resource)
      yield* judgeVariables(variablesOf(resource), resource)
    }
  },
}

function containersOf({ type, body }: ConfiguredResource): MapNode[] {
  const path =
    type === 'aws_ecs_task_definition'
      ? 'container_definitions'
      : type === 'AWS::ECS::TaskDefinition'
        ? 'ContainerDefinitions'
        : null
  let node: Node | undefined = path === null ? undefined : entryOf(body, path)?.value
  if (node?.is === 'text' && node.text.trimStart().startsWith('[')) {
    const { at, placing, literal } = node
    const read = readJson(node.text, placing ?? (() => at), literal)
    node = 'node' in read ? read.node : undefined
  }
  return itemsOf(node).flatMap((one) => (one.is === 'map' ? [one] : []))
}

/** The keys of a definition in JSON begin small, those of CloudFormation do not. */
function field(container: MapNode, name: string): Node | undefined {
  return (entryOf(container, name) ?? entryOf(container, `${name.charAt(0).toUpperCase()}${name.slice(1)}`))?.value
}

function* judgeContainer(container: MapNode, resource: ConfiguredResource): Generator<Hit> {
  const name = textOf(field(container, 'name')) ?? 'A container'
  const privileged = field(container, 'privileged')
  if (privileged !== undefined && boolOf(privileged) === true) {
    yield { rule: PRIVILEGED, at: privileged.at, message: `${name} of ${nameOf(resource)} is privileged.` }
  }
  const image = field(container, 'image')
  const moving = image === undefined ? null : movingTag(textOf(image))
  if (image !== undefined && moving !== null) {
    yield { rule: LATEST, at: image.at, message: `${name} of ${nameOf(resource)} runs ${moving}.` }
  }
  const variables = itemsOf(field(container, 'environment')).flatMap((one) => {
    const key = one.is === 'map' ? textOf(field(one, 'name')) : null
    const value = one.is === 'map' ? field(one, 'value') : undefined
    return key === null || value === undefined ? [] : [{ key, value }]
  })
  yield* judgeVariables(variables, resource)
}

/** What is wrong with an image's tag, as a sentence ends; null when it names a version. */
export function movingTag(image: string | null): string | null {
  if (image === null || image === '' || image.includes('@')) return null
  const tag = /:([\w.-]+)$/.exec(image)?.[1]
  if (tag === undefined) return `${image}, which names no version`
  return tag === 'latest' ? `${image}, which may be another program tomorrow` : null
}

interface Variable {
  key: string
  value: Node
}

function variablesOf({ type, body }: ConfiguredResource): Variable[] {
  if (type !== 'aws_lambda_function' && type !== 'AWS::Lambda::Function' && type !== 'AWS::Serverless::Function')
    return []
  const environment = itemsOf((entryOf(body, 'environment') ?? entryOf(body, 'Environment'))?.value)[0]
  const variables = environment && (entryOf(environment, 'variables') ?? entryOf(environment, 'Variables'))?.value
  if (variables?.is !== 'map') return []
  return [...variables.entries].map(([key, { value }]) => ({ key, value }))
}

function* judgeVariables(variables: readonly Variable[], resource: ConfiguredResource): Generator<Hit> {
  for (const { key, value } of variables) {
    // A value that was put in comes from somewhere else, and where a secret is kept is no secret.
    if (value.is !== 'text' || value.literal !== true || !SECRET_NAME.test(key)) continue
    if (!isSecretText(value.text)) continue
    yield { rule: IN_ENVIRONMENT, at: value.at, message: `${key} of ${nameOf(resource)} stands in plain text.` }
  }
}

/** Where a secret is kept is no secret. */
export function isSecretText(text: string): boolean {
  return text.length >= 4 && !/^(?:arn:|\/|\$|\{\{|https?:|true$|false$)/.test(text)
}
