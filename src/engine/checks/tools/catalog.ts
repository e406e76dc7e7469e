import { ANSIBLE_TOOLS } from './ansible.ts'
import { KUBERNETES_TOOLS } from './kubernetes.ts'
import { LINTERS } from './linters.ts'
import { SERVER_TOOLS } from './servers.ts'
import { TERRAFORM_TOOLS } from './terraform.ts'
import type { OutsideTool } from './tool.ts'

/** Every outside tool that is asked when it is here. */
export const TOOLS: readonly OutsideTool[] = [
  ...TERRAFORM_TOOLS,
  ...KUBERNETES_TOOLS,
  ...SERVER_TOOLS,
  ...ANSIBLE_TOOLS,
  ...LINTERS,
]
