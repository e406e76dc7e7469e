import type { Fact } from '../../../../../src/engine/protocol/index.ts'

export type Files = Record<string, string>

export interface Case {
  rule: string
  name?: string
  /** Where it is found: `file:line:column`. */
  at: string
  fails: Files
  passes: Files
  nearMiss: Files
  severity?: string
  facts?: readonly Fact[]
}

export const fact = (name: string, value: Fact['value']): Fact => ({ name, value, origin: 'flag' })
export const OWN = [fact('project.name', 'shop')]
export const service = (name: string, port: number): string =>
  `apiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\nspec:\n  ports:\n    - port: ${port}\n`
export const route = (name: string, port: number, host = 'shop.acme.dev'): string =>
  `apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata:\n  name: a\nspec:\n  hostnames: [${host}]\n  rules:\n    - backendRefs:\n        - name: ${name}\n          port: ${port}\n`
