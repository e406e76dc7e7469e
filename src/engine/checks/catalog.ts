import type { Check } from './check.ts'
import { CONFIGURATIONS } from './configurations.ts'
import { like } from './paths.ts'
import { REPOSITORY_FILES } from './repository-files.ts'

/** A check by its name, loaded when there is a file for it. */
export interface CheckEntry {
  id: string
  /** Several checks that one may want to ask for together; a check without one is a family of its own. */
  family?: string
  /** What it judges, for `--help` and the summary. */
  judges: string
  /** What it finds is not for everybody's eyes: the text around it is not shown. */
  confidential?: boolean
  /** Paths it may be about. Cheap, and without the text: only what passes is read, and then the check itself decides. */
  mayConcern(path: string): boolean
  load(): Promise<Check>
}

/** Charts and roles keep templates there, which are no plain files of the kind their name says. */
const TEMPLATES = /(?:^|\/)templates\//

/** JSON by name, and a language with comments in fact. */
const JSON_WITH_COMMENTS =
  /(?:^|\/)(?:[tj]sconfig[\w.-]*|devcontainer|\.eslintrc|\.devcontainer)\.json$|(?:^|\/)\.vscode\//

/** Every check there is, in the order of the summary. */
export const CHECKS: readonly CheckEntry[] = [
  {
    id: 'terraform',
    judges: 'Terraform modules',
    mayConcern: like(/\.tf(?:\.json)?$/),
    load: async () => (await import('../terraform/check.ts')).terraformCheck,
  },
  {
    id: 'terraform-test',
    family: 'terraform',
    judges: 'tests of Terraform modules',
    mayConcern: like(/\.tftest\.hcl$/),
    load: async () => (await import('../terraform/testing/check.ts')).terraformTests,
  },
  {
    id: 'yaml',
    family: 'syntax',
    judges: 'YAML syntax',
    mayConcern: like(/\.ya?ml$/, TEMPLATES),
    load: async () => (await import('./syntax/yaml.ts')).yamlSyntax,
  },
  {
    id: 'json',
    family: 'syntax',
    judges: 'JSON syntax',
    mayConcern: like(/\.json$/, TEMPLATES, JSON_WITH_COMMENTS),
    load: async () => (await import('./syntax/json.ts')).jsonSyntax,
  },
  {
    id: 'hcl',
    family: 'syntax',
    judges: 'HCL syntax of variables, backends and lock files',
    mayConcern: like(/\.(?:tfvars|hcl|tfbackend)$/, TEMPLATES),
    load: async () => (await import('./syntax/hcl.ts')).hclSyntax,
  },
  {
    id: 'iam',
    family: 'security',
    judges: 'IAM policies',
    mayConcern: like(/\.(?:tf|ya?ml|json|template)$/, JSON_WITH_COMMENTS),
    load: async () => (await import('./iam/check.ts')).iamCheck,
  },
  {
    id: 'kubernetes',
    judges: 'Kubernetes objects',
    mayConcern: like(/\.(?:ya?ml|json)$/, TEMPLATES, JSON_WITH_COMMENTS),
    load: async () => (await import('../kubernetes/check.ts')).kubernetesCheck,
  },
  ...CONFIGURATIONS,
  ...REPOSITORY_FILES,
  {
    id: 'security',
    family: 'security',
    judges: 'what is open, unencrypted, not backed up or not logged',
    mayConcern: like(/\.(?:tf|ya?ml|json|template)$/, JSON_WITH_COMMENTS),
    load: async () => (await import('./security/check.ts')).securityCheck,
  },
  {
    id: 'cost',
    judges: 'what costs more than it should, or cannot be told apart',
    mayConcern: like(/\.(?:tf|ya?ml|json|template)$/, JSON_WITH_COMMENTS),
    load: async () => (await import('./cost/check.ts')).costCheck,
  },
  {
    id: 'portability',
    judges: 'what ties a configuration to one account, region, environment or moment',
    mayConcern: like(/\.(?:tf|ya?ml|json|template)$/, JSON_WITH_COMMENTS),
    load: async () => (await import('./portability/check.ts')).portabilityCheck,
  },
  {
    id: 'kustomize',
    judges: 'kustomizations',
    mayConcern: like(/(?:^|\/)(?:kustomization\.ya?ml|Kustomization)$/),
    load: async () => (await import('../kustomize/check.ts')).kustomizeCheck,
  },
  {
    id: 'helm',
    judges: 'Helm charts',
    mayConcern: like(/(?:^|\/)Chart\.yaml$/),
    load: async () => (await import('../helm/check.ts')).helmCheck,
  },
  {
    id: 'cloudformation',
    judges: 'CloudFormation templates',
    mayConcern: like(/\.(?:ya?ml|json|template)$/, JSON_WITH_COMMENTS),
    load: async () => (await import('../cloudformation/check.ts')).cloudformationCheck,
  },
  {
    id: 'consistency',
    judges: 'what one file says of another',
    mayConcern: like(/./),
    load: async () => (await import('./consistency/check.ts')).consistencyCheck,
  },
  {
    id: 'format',
    judges: 'formatting of Terraform',
    mayConcern: like(/\.(?:tf|tfvars|tftest\.hcl|tfmock\.hcl)$/),
    load: async () => (await import('./format/hcl.ts')).hclFormat,
  },
  {
    id: 'secrets',
    family: 'security',
    judges: 'credentials in files',
    confidential: true,
    mayConcern: like(/./),
    load: async () => (await import('./secrets/scan.ts')).secretScan,
  },
]

/** What is put right along with the formatting, and is no finding by itself. */
export const TIDY: CheckEntry = {
  id: 'tidy',
  family: 'format',
  judges: 'blanks in YAML and JSON',
  mayConcern: like(/\.(?:ya?ml|json)$/, TEMPLATES, JSON_WITH_COMMENTS, /(?:^|\/)package-lock\.json$/),
  load: async () => (await import('./format/tidy.ts')).tidy,
}
