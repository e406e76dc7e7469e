import { snippets } from '../edits/snippets.ts'

const REQUIRED = `terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
  }
#terraform
}

provider "aws" {
  region = "eu-west-1"
#provider
}
`

const MAIN = `variable "given" {
  type    = string
#variable
}

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
#resource
}

data "aws_region" "current" {
#data
}

module "net" {
  source = "./net"
  cidr   = var.given
#module
}
`

export const CHILD = `variable "cidr" {
  type = string
}

resource "aws_vpc" "main" {
  cidr_block = var.cidr
}

output "id" {
  value = aws_vpc.main.id
}
`

/** A kind of snippets, and what a module with one of them looks like. */
export interface Kind {
  name: string
  snippets: readonly string[]
  file(snippet: string): string
}

const into = (place: string) => (snippet: string) => filled(place, snippet.replaceAll('$ADDRESS', 'aws_vpc.main'))
const behind = (snippet: string): string => `${filled('', '')}\n${snippet.replaceAll('$ADDRESS', 'aws_vpc.main')}\n`
const inLifecycle = (snippet: string): string => `  lifecycle {\n    ${snippet}\n  }`

function filled(place: string, snippet: string): string {
  return `${REQUIRED}\n${MAIN}`.replace(/^#(\w+)\n/gm, (_, name: string) => (name === place ? `${snippet}\n` : ''))
}

/** Everything that verdicts of Terraform are kept of. */
export const KINDS: readonly Kind[] = [
  { name: 'expressions', snippets: snippets('PROBES'), file: (one) => behind(`locals {\n  probe = ${one}\n}`) },
  { name: 'declarations', snippets: snippets('DECLARATIONS'), file: behind },
  { name: 'configurations', snippets: snippets('CONFIGURATIONS'), file: behind },
  { name: 'variables', snippets: snippets('VARIABLES'), file: into('variable') },
  { name: 'meta-arguments of resources', snippets: snippets('META'), file: into('resource') },
  { name: 'meta-arguments of data sources', snippets: snippets('META'), file: into('data') },
  { name: 'meta-arguments of calls', snippets: snippets('META'), file: into('module') },
  {
    name: 'lifecycles of resources',
    snippets: snippets('LIFECYCLES'),
    file: (one) => into('resource')(inLifecycle(one)),
  },
  {
    name: 'lifecycles of data sources',
    snippets: snippets('LIFECYCLES'),
    file: (one) => into('data')(inLifecycle(one)),
  },
  { name: 'calls', snippets: snippets('CALLS'), file: into('module') },
  { name: 'settings of terraform', snippets: snippets('SETTINGS'), file: into('terraform') },
  { name: 'providers', snippets: snippets('PROVIDERS'), file: into('provider') },
]

/** `+` is accepted, `-` is rejected, `?` is nobody's verdict, in the order of the snippets; a line has sixty. */
export function readVerdicts(text: string): Map<string, string> {
  const parts = text.split(/^== /m).filter((part) => part !== '')
  return new Map(
    parts.map((part) => [part.slice(0, part.indexOf('\n')), part.slice(part.indexOf('\n')).replace(/\s/g, '')]),
  )
}

export function writeVerdicts(verdicts: ReadonlyMap<string, string>): string {
  return [...verdicts].map(([name, signs]) => `== ${name}\n${signs.replace(/.{60}/g, '$&\n').trimEnd()}\n`).join('')
}
