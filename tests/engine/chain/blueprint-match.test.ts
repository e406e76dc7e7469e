import { describe, expect, test } from 'vitest'
import { type BlueprintWords, matchGoal } from '../../../src/engine/chain/match/index.ts'
import { loadSkills } from './goal-table.ts'

const skills = loadSkills()
const platform: BlueprintWords = {
  name: 'platform',
  triggers: {
    primary: ['kubernetes', 'platform', 'eks'],
    secondary: ['production', 'dns', 'aws', 'cluster', 'microservices'],
  },
  skills: ['architecting-networks', 'writing-infrastructure-code', 'operating-kubernetes', 'managing-dns'],
}
const network: BlueprintWords = {
  name: 'network',
  triggers: { primary: ['network', 'vpc', 'landing zone'], secondary: ['subnet', 'nat', 'vpn', 'cidr'] },
  skills: ['architecting-networks', 'writing-infrastructure-code'],
}
const chosen = (goal: string) => matchGoal(goal, skills, [network, platform]).blueprint

describe('the blueprint of a goal', () => {
  test('is the one whose triggers it holds and whose skills it wants', () => {
    expect(chosen('production kubernetes on AWS with dns')).toEqual({
      name: 'platform',
      confidence: 0.95,
      why: [
        'matched: "kubernetes"',
        'matched: "production"',
        'matched: "dns"',
        'matched: "aws"',
        'brings 2 of the 2 skills that the goal names',
      ],
    })
    expect(chosen('a VPC with subnets and a VPN')?.name).toBe('network')
  })

  test('is less sure when it brings only a part of what is wanted', () => {
    const part = chosen('kubernetes, nginx, ansible and a service mesh')
    const whole = chosen('kubernetes and dns')
    expect(part?.confidence ?? 0).toBeLessThan(whole?.confidence ?? 0)
  })

  test('is less sure when it brings something refused', () => {
    expect(chosen('production kubernetes on AWS without dns')?.confidence).toBeLessThan(0.9)
  })

  test('is none for a goal that is about something else', () => {
    expect(chosen('nginx reverse proxy')).toBeNull()
    expect(chosen('')).toBeNull()
    expect(chosen('no kubernetes, just ansible')).toBeNull()
  })

  test('is certain when it is named', () => {
    expect(chosen('use the network blueprint with dns')).toEqual({
      name: 'network',
      confidence: 1,
      why: ['asked for by name'],
    })
  })
})
