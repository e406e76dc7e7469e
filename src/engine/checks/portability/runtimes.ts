import { type Judge, nameOf, placeOf } from '../resources/judge.ts'
import { find, textOf } from '../resources/node.ts'
import type { Rule } from '../rule.ts'
import { runtimeLifetime } from './lifetimes.ts'

const RUNTIME: Rule = {
  id: 'expired-runtime',
  severity: 'warning',
  what: 'Lambda runtimes past their end: a warning once they are deprecated, an error once nothing new can be made of them',
  why: 'No more security patches are applied, and from a day on AWS refuses to create the function.',
  fix: 'Move to a runtime that is supported for some years.',
}

const RUNTIMES: Readonly<Record<string, string>> = {
  aws_lambda_function: 'runtime',
  'AWS::Lambda::Function': 'Runtime',
  'AWS::Serverless::Function': 'Runtime',
}

export const runtimes: Judge = {
  rules: [RUNTIME],
  *judge(unit, { today }) {
    for (const resource of unit.resources) {
      const path = resource.isData ? undefined : RUNTIMES[resource.type]
      const found = path === undefined ? undefined : find(resource.body, path)
      if (path === undefined || found === undefined || found === 'absent') continue
      const runtime = textOf(found)
      const life = runtime === null ? null : runtimeLifetime(runtime)
      if (runtime === null || life === null || life.deprecated > today) continue
      const isBlocked = life.blocked <= today
      const consequence = isBlocked ? `, and since ${life.blocked} no function can be created with it` : ''
      yield {
        rule: RUNTIME,
        at: placeOf(resource, path),
        message: `${nameOf(resource)} runs on ${runtime}, which was deprecated on ${life.deprecated}${consequence}.`,
        severity: isBlocked ? 'error' : 'warning',
      }
    }
  },
}
