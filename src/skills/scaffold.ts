/** The files of a new skill: small, real, and without a finding of `skills lint`. Throws on a name no skill may have. */
export function scaffoldSkill(name: string): { path: string; text: string }[] {
  if (!/^[a-z][a-z0-9-]{0,63}$/.test(name)) {
    throw new RangeError(`"${name}" cannot name a skill: small letters, digits and hyphens, 64 at most, a letter first`)
  }
  // A root of its own, so that no name collides with a fact of the shared model.
  const fact = `${name.replaceAll('-', '_')}_check`
  const title = name.replaceAll('-', ' ').replace(/^./, (first) => first.toUpperCase())
  return [
    { path: `${name}/SKILL.md`, text: skillText(name, fact, title) },
    { path: `${name}/outputs.yaml`, text: outputsText(name) },
    { path: `${name}/files/docs/${name}.md.liquid`, text: documentText(fact, title) },
    { path: `${name}/files/scripts/${name}.sh.liquid`, text: scriptText(fact) },
  ]
}

function skillText(name: string, fact: string, title: string): string {
  return `---
name: ${yamlText(name)}
description: ${JSON.stringify(`${title}. Say here what it makes, and which words in a goal ask for it.`)}
version: 0.1.0
---

# ${title}

The decisions this skill weighs, for the people who read it.

## Skillchain Configuration

\`\`\`yaml
title: ${JSON.stringify(title.slice(0, 60))}
priority: 50
keywords:
  primary: [${JSON.stringify(name.replaceAll('-', ' '))}]
  secondary: []
questions:
  - fact: ${fact}.endpoint
    ask: Which address is checked?
    why: The script asks it, and the document names it.
    type: url
    default: {from: "'https://' ~ project.name ~ '.internal/'"}
  - fact: ${fact}.timeout
    ask: How long may an answer take?
    why: A longer time hides a slow service; a shorter one wakes people.
    type: duration
    default: {starter: 10s, advanced: 5s}
derived:
  - fact: ${fact}.attempts
    cases:
      - {when: "maturity == 'starter'", value: 1}
      - {value: 3}
\`\`\`
`
}

function outputsText(name: string): string {
  return `skill: ${yamlText(name)}
version: "1.0"
domain: infrastructure
base_outputs:
  - path: docs/${name}.md
    must_contain:
      - contains: "## What is checked"
    description: What the skill set up, for operators
  - path: scripts/${name}.sh
    must_contain:
      - contains: "set -eu"
      - matches: 'curl .*--max-time'
    description: Asks the address and fails when it does not answer
conditional_outputs: {}
scaffolding: []
metadata: {}
`
}

function documentText(fact: string, title: string): string {
  return `# ${title}

## What is checked

\`<: ${fact}.endpoint :>\` answers within <: ${fact}.timeout :>, tried <: ${fact}.attempts :> time<% if ${fact}.attempts > 1 %>s<% endif %>.
`
}

function scriptText(fact: string): string {
  return `#!/bin/sh
set -eu

attempts=<: ${fact}.attempts :>
while ! curl --fail --silent --show-error --output /dev/null --max-time <: ${fact}.timeout | duration: 's' :> <: ${fact}.endpoint | shell :>; do
  attempts=$((attempts - 1))
  [ "$attempts" -gt 0 ] || exit 1
  sleep 1
done
`
}

/** Three names would be read as something else than a text. */
function yamlText(name: string): string {
  return ['true', 'false', 'null'].includes(name) ? `"${name}"` : name
}
