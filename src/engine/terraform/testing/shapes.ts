import type { Shape } from '../module/structure.ts'

const OVERRIDES = { override_resource: [], override_data: [], override_module: [] }

/** What may stand in a `.tftest.hcl`; arguments that only newer versions know are there too. */
export const TEST_FILE: Shape = {
  attributes: [],
  blocks: { test: [], run: ['name'], provider: ['name'], mock_provider: ['name'], variables: [], ...OVERRIDES },
}

export const RUN: Shape = {
  attributes: ['command', 'providers', 'expect_failures', 'state_key', 'parallel', 'skip_cleanup'],
  blocks: { plan_options: [], assert: [], variables: [], module: [], backend: ['type'], ...OVERRIDES },
}

export const PLAN_OPTIONS: Shape = { attributes: ['mode', 'refresh', 'replace', 'target'] }

export const RUN_MODULE: Shape = { attributes: ['source', 'version'] }

export const MOCK_PROVIDER: Shape = {
  attributes: ['alias', 'source', 'override_during'],
  blocks: { mock_resource: ['type'], mock_data: ['type'], override_resource: [], override_data: [] },
}

export const MOCK: Shape = { attributes: ['defaults', 'override_during'] }

export const OVERRIDE: Shape = { attributes: ['target', 'values', 'override_during'] }

export const OVERRIDE_MODULE: Shape = { attributes: ['target', 'outputs', 'override_during'] }
