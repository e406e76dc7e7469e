/** Names that `--only` takes; the tools themselves are loaded when they are asked. */
export const TOOL_NAMES: readonly string[] = [
  'terraform-fmt',
  'terraform-validate',
  'tofu-fmt',
  'tofu-validate',
  'tflint',
  'checkov',
  'kubectl-kustomize',
  'kubeconform',
  'kube-score',
  'helm-lint',
  'nginx-t',
  'haproxy-c',
  'named-checkzone',
  'systemd-analyze',
  'docker-compose',
  'ansible-playbook',
  'ansible-lint',
  'shellcheck',
  'yamllint',
  'actionlint',
  'cfn-lint',
  'hadolint',
  'promtool',
]

/** The family of them all. */
export const TOOLS_FAMILY = 'tools'
