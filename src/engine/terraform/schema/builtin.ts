import { type BlockSchema, blockSchema } from './block.ts'

/** What Terraform itself provides: `terraform_data`, `terraform_remote_state`. */
export const BUILTIN: ReadonlyMap<string, BlockSchema> = new Map([
  ['resource terraform_data', blockSchema({ id: 'c s', input: 'o *', output: 'c *', triggers_replace: 'o *' })],
  [
    'data terraform_remote_state',
    blockSchema({ backend: 'r s', config: 'o *', defaults: 'o *', outputs: 'c *', workspace: 'o s' }),
  ],
])

/** Settings of any kind of connection; which of them count is decided by its type. */
export const CONNECTION: BlockSchema = blockSchema({
  ...Object.fromEntries(
    [
      ...['type', 'user', 'password', 'timeout', 'script_path', 'target_platform', 'private_key', 'certificate'],
      ...['host_key', 'agent_identity', 'proxy_scheme', 'proxy_host', 'proxy_user_name', 'proxy_user_password'],
      ...['bastion_host', 'bastion_host_key', 'bastion_user', 'bastion_password', 'bastion_private_key'],
      ...['bastion_certificate', 'cacert'],
    ].map((name) => [name, 'o s']),
  ),
  ...{ host: 'r s', port: 'o n', agent: 'o b', proxy_port: 'o n', bastion_port: 'o n' },
  ...{ https: 'o b', insecure: 'o b', use_ntlm: 'o b' },
})

export const PROVISIONERS: ReadonlyMap<string, BlockSchema> = new Map([
  ['file', blockSchema({ content: 'o s', destination: 'r s', source: 'o s' })],
  [
    'local-exec',
    blockSchema({ command: 'r s', environment: 'o {s', interpreter: 'o [s', quiet: 'o b', working_dir: 'o s' }),
  ],
  ['remote-exec', blockSchema({ inline: 'o [s', script: 'o s', scripts: 'o [s' })],
])
