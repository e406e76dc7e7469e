import type { Rule } from '../rule.ts'

/** What is judged in Compose files. */
export const COMPOSE = {
  schema: {
    id: 'compose-schema',
    severity: 'error',
    what: 'Fields that do not exist, and values of another kind than Compose takes',
    why: 'Compose refuses the file.',
    fix: 'Write it as the Compose Specification has it; names of your own begin with x-.',
  },
  reference: {
    id: 'compose-reference',
    severity: 'error',
    what: 'Networks, volumes, secrets, configurations and services that no file declares, and services that wait for each other',
    why: 'Compose refuses the project.',
    fix: 'Declare it, or correct the name.',
  },
  port: {
    id: 'compose-port',
    severity: 'error',
    what: 'Ports that are none, and ranges of different lengths',
    why: 'Compose refuses the file.',
    fix: 'Write [address:][port:]port[/protocol].',
  },
  interpolation: {
    id: 'compose-interpolation',
    severity: 'error',
    what: 'Braces behind a dollar sign that hold no variable',
    why: 'Compose refuses the file.',
    fix: 'Write $$ for a dollar sign.',
  },
  sameport: {
    id: 'compose-same-port',
    severity: 'warning',
    what: 'Two services at one port of the host',
    why: 'The second of them does not start.',
    fix: 'Give one of them another port, or a profile.',
  },
  file: {
    id: 'compose-file',
    severity: 'warning',
    what: 'A folder to build, a Dockerfile, a file of variables or of another project that is not there',
    why: 'Compose stops before it starts anything.',
    fix: 'Correct the path, or add the file.',
  },
} as const satisfies Record<string, Rule>
