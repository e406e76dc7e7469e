import { regionNamed, showRegion } from '../regions.ts'
import { type FactProblem, finding, type Rule } from './rule.ts'

// A balancer and a target group have 32 characters: <project>-<env>-<role>.
const LOAD_BALANCER_NAME = 32
const SHORTEST_ROLE = 3
const ROOTS = ['global', 'bootstrap', 'account', 'base', 'components', 'default']

export const environmentsAreUnique: Rule = ({ facts }) => {
  const twice = facts.environments.find((name, index) => facts.environments.indexOf(name) !== index)
  return finding(
    twice !== undefined,
    'error',
    ['environments'],
    `${twice} is named twice`,
    'name each environment once',
  )
}

export const environmentNamesAreFree: Rule = ({ facts }) => {
  const taken = facts.environments.find((name) => ROOTS.includes(name))
  return finding(
    taken !== undefined,
    'error',
    ['environments'],
    `${taken} is the name of a folder or state that every project has`,
    'choose another name, like dev',
  )
}

export const onlyOneProduction: Rule = ({ envs }) => {
  const names = envs.filter((env) => env.production).map((env) => env.name)
  return finding(
    names.length > 1,
    'warning',
    ['environments'],
    `${names.join(' and ')} both count as production; ${names[0]} is the one that names and costs are shown for`,
    'rename the one that is not',
  )
}

export const namesFit: Rule = ({ facts, has }) => {
  const problems: FactProblem[] = []
  const longest = [...facts.environments].sort((a, b) => b.length - a.length)[0] ?? ''
  const stem = `${facts['project.name']}-${longest}`
  const room = LOAD_BALANCER_NAME - stem.length - 1
  problems.push(
    ...finding(
      room < SHORTEST_ROLE,
      'error',
      ['project.name', 'environments'],
      `${stem} has ${stem.length} characters and leaves ${Math.max(0, room)} for a role: load balancer names end at ${LOAD_BALANCER_NAME}`,
      `shorten the project or the environment by ${SHORTEST_ROLE - room}`,
    ),
  )
  const roles =
    has('load-balancing-patterns') && facts.world.includes('hosts') ? facts.hosts.map((host) => host.group) : []
  const long = roles.find((role) => role.length > room)
  problems.push(
    ...finding(
      room >= SHORTEST_ROLE && long !== undefined,
      'error',
      ['hosts', 'project.name', 'environments'],
      `${stem}-${long} has ${stem.length + 1 + (long?.length ?? 0)} characters: target group names end at ${LOAD_BALANCER_NAME}`,
      `shorten the group to ${room}, or the project`,
    ),
  )
  return problems
}

export const drRegionIsElsewhere: Rule = ({ facts, has }) => {
  const [home, other] = [regionNamed(facts['aws.region']), regionNamed(facts['aws.dr_region'])]
  if (home === undefined || other === undefined) return []
  const between: [string, ...string[]] = ['aws.dr_region', 'aws.region']
  const lawful = ['eu', 'uk', 'ch']
  return [
    ...finding(
      home.name === other.name,
      'error',
      between,
      `copies in ${showRegion(other.name)} fail together with what they copy`,
      `choose another region, like ${showRegion(home.pair)}`,
    ),
    ...finding(
      home.partition !== other.partition,
      'error',
      between,
      `${home.name} and ${other.name} are in separate partitions (${home.partition}, ${other.partition}): nothing can be copied between them`,
      `choose another region, like ${showRegion(home.pair)}`,
    ),
    ...finding(
      has('planning-disaster-recovery') &&
        facts.compliance.includes('gdpr') &&
        lawful.includes(home.area) &&
        !lawful.includes(other.area),
      'warning',
      ['aws.dr_region', 'aws.region', 'compliance'],
      `personal data would leave Europe for ${showRegion(other.name)}`,
      `choose ${showRegion(home.pair)}, or record the legal ground for the transfer`,
    ),
  ]
}

/** Regions since 2019 are off until an account asks for them, and the first apply fails before that. */
export const regionIsSwitchedOn: Rule = ({ facts, has }) => {
  const used: ('aws.region' | 'aws.dr_region')[] = has('planning-disaster-recovery')
    ? ['aws.region', 'aws.dr_region']
    : ['aws.region']
  return used.flatMap((name) =>
    finding(
      regionNamed(facts[name])?.optIn === true,
      'warning',
      [name],
      `${showRegion(facts[name])} is off in a new account`,
      `switch it on first: aws account enable-region --region-name ${facts[name]}`,
    ),
  )
}

export const repositoryMatchesCi: Rule = ({ facts, has }) => {
  const repository = facts['project.repository']
  if (facts['ci.provider'] !== 'github' || repository === null || !has('writing-infrastructure-code')) return []
  return finding(
    !/(^|[/@.])github\./i.test(repository),
    'warning',
    ['ci.provider', 'project.repository'],
    `workflows are for GitHub Actions, and ${repository} is not on GitHub`,
    'set ci.provider to none, or give the address on GitHub',
  )
}
