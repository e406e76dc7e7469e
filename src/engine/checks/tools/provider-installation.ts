import { parseHcl } from '../../terraform/syntax/parser.ts'

/** Of a CLI configuration of Terraform, the part that says where providers come from; '' when it says nothing. */
export function providerInstallation(text: string): string {
  const lines = text.split('\n')
  const blocks = parseHcl(text).body.blocks.filter((block) => block.type === 'provider_installation')
  return blocks.map(({ at, body }) => `${lines.slice(at.line - 1, body.end.line).join('\n')}\n`).join('')
}
