/** What a part of a resource asks of others, in the words of JSON schema that scripts/schemas/cloudformation/relations.mjs lets through. */
export type Demand = boolean | Demands

export interface Demands {
  allOf?: readonly Demand[]
  anyOf?: readonly Demand[]
  oneOf?: readonly Demand[]
  not?: Demand
  if?: Demand
  then?: Demand
  else?: Demand
  type?: string | readonly string[]
  const?: Plain
  enum?: readonly Plain[]
  pattern?: string
  minimum?: number
  maximum?: number
  exclusiveMinimum?: number
  multipleOf?: number
  minItems?: number
  items?: Demand
  contains?: Demand
  properties?: Readonly<Record<string, Demand>>
  propertyNames?: Demand
  required?: readonly string[]
  dependentExcluded?: Readonly<Record<string, readonly string[]>>
}

export type Plain = string | number | boolean

export interface Relation {
  /** From the properties of the resource down; `*` is each item of a list. */
  path: readonly string[]
  schema: Demand
}
