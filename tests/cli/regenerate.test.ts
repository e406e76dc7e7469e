import { spawnSync } from 'node:child_process'
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Finished, GOAL, lines, ROOT, type Shell, shell, skillchain, tree } from '../helpers/cli.ts'

const SKILLS = ['--skills', join(ROOT, 'tests', 'fixtures', 'skills')]
const PLUMBING = 'taps'

interface Result extends Shell {
  /** Folder of the result. */
  dir: string
  file: (path: string) => string
  read: (path: string) => string
  edit: (path: string, from: string, to: string) => void
  again: (...args: string[]) => Finished
}

/** A result of a run that asked nothing, and hands to change it with. */
function result(goal: string, ...args: string[]): Result {
  const at = shell()
  const dir = join(at.cwd, 'infrastructure')
  const first = skillchain(at, [goal, '--skip-all', ...args])
  expect(first.code, first.out + first.err).toBe(0)
  const file = (path: string): string => join(dir, path)
  const read = (path: string): string => readFileSync(file(path), 'utf8')
  return {
    ...at,
    dir,
    file,
    read,
    edit(path, from, to) {
      expect(read(path)).toContain(from)
      writeFileSync(file(path), read(path).replace(from, to))
    },
    again: (...more) => skillchain(at, ['regenerate', ...more]),
  }
}

const platform = (): Result => result(GOAL, '--maturity', 'starter')
const plumbing = (): Result => result(PLUMBING, ...SKILLS, '--blueprint', 'none')
const executable = (path: string): boolean => (statSync(path).mode & 0o111) !== 0

/** The paths a printed diff touches. */
const touched = (out: string): string[] =>
  [...out.matchAll(/^\+\+\+ (?:b\/)?(\S+)/gm)].flatMap((match) => match[1] ?? []).sort()

const OWNER = ['--set', 'project.owner=network-team']

describe('your edits', () => {
  /** Edited, deleted, moved, made executable, added: one of each. */
  function disturbed(): Result {
    const at = platform()
    appendFileSync(at.file('terraform/network.tf'), '\n# Reviewed by the network team.\n')
    at.edit('README.md', 'Infrastructure of', 'The infrastructure of')
    rmSync(at.file('docs/adr/state-in-s3.md'))
    mkdirSync(at.file('handbook'))
    renameSync(at.file('docs/runbooks/nat-failure.md'), at.file('handbook/nat-failure.md'))
    chmodSync(at.file('terraform/kms.tf'), 0o755)
    writeFileSync(at.file('terraform/own.tf'), 'locals {\n  own = true\n}\n')
    return at
  }

  test('diff shows what would change and writes nothing; regenerate then changes exactly that', () => {
    const at = disturbed()
    const before = tree(at.cwd)
    const shown = skillchain(at, ['diff', ...OWNER])
    expect(shown.out).toContain('-  default     = "platform"')
    expect(shown.out).toContain('+  default     = "network-team"')
    expect(tree(at.cwd)).toEqual(before)
    expect(skillchain(at, ['status']).out).not.toContain('diff')

    at.again(...OWNER)
    const after = tree(at.cwd)
    expect(Object.keys(after)).toEqual(Object.keys(before))
    const changed = Object.keys(after).filter((path) => after[path] !== before[path])
    expect(changed.length).toBeGreaterThan(3)
    expect(touched(shown.out).map((path) => join('infrastructure', path))).toEqual(changed.sort())
    expect(touched(skillchain(at, ['diff', ...OWNER]).out)).toEqual([])
  })

  test('are merged, kept, and followed', () => {
    const at = disturbed()
    const done = at.again(...OWNER)
    expect(done.out).not.toMatch(/unanswered|error/)
    expect(at.read('README.md')).toContain('The infrastructure of acme')
    expect(at.read('README.md')).toContain('network-team')
    expect(at.read('terraform/network.tf')).toContain('# Reviewed by the network team.')
    expect(existsSync(at.file('docs/adr/state-in-s3.md'))).toBe(false)
    expect(existsSync(at.file('docs/runbooks/nat-failure.md'))).toBe(false)
    expect(at.read('handbook/nat-failure.md')).toContain('Owner: network-team')
    expect(executable(at.file('terraform/kms.tf'))).toBe(true)
    expect(at.read('terraform/own.tf')).toBe('locals {\n  own = true\n}\n')
  })

  test('status DIR names every one of them', () => {
    const at = disturbed()
    at.again(...OWNER)
    const { out, code } = skillchain(at, ['status', 'infrastructure'])
    expect(code).toBe(0)
    expect(out).toMatch(/2 edited by you\n +README\.md\n +terraform\/network\.tf\n/)
    expect(out).toMatch(/1 rights changed by you\n +terraform\/kms\.tf\n/)
    expect(out).toMatch(/1 deleted by you\n +docs\/adr\/state-in-s3\.md\n/)
    expect(out).toMatch(/1 moved by you\n +docs\/runbooks\/nat-failure\.md → handbook\/nat-failure\.md\n/)
    expect(out).toMatch(/1 not ours\n +terraform\/own\.tf\n/)
    const { result: found } = JSON.parse(skillchain(at, ['status', 'infrastructure', '--json']).out)
    expect(found).toMatchObject({ goal: GOAL, maturity: 'starter' })
    expect(Object.fromEntries(found.counts)['edited by you']).toEqual(['README.md', 'terraform/network.tf'])
  })

  test('nothing changed, nothing to do', () => {
    const at = platform()
    const before = tree(at.dir)
    const done = at.again()
    expect(done.code).toBe(0)
    expect(done.out).toContain('files: 0 written')
    expect(tree(at.dir)).toEqual(before)
  })

  test('a folder that no run wrote is refused', () => {
    const at = shell()
    mkdirSync(join(at.cwd, 'other'))
    for (const command of ['regenerate', 'diff', 'report']) {
      const done = skillchain(at, [command, 'other'])
      expect(done.code).toBe(2)
      expect(done.err).toMatch(/other is not a result of skillchain/)
    }
  })
})

describe('a true conflict', () => {
  const CHANGE = [...SKILLS, '--set', 'pipes.range=10.5.0.0/16']
  function torn(): Result {
    const at = plumbing()
    at.edit('pipes.conf', '10.1.0.0/16', '10.66.0.0/16')
    return at
  }
  const asked = (at: Result, typed: string, ...args: string[]): Finished =>
    skillchain(at, ['regenerate', ...CHANGE, ...args], typed)

  test.each([
    ['mine', 'range = 10.66.0.0/16\n'],
    ['new', 'range = 10.5.0.0/16\n'],
    [
      'both',
      '<<<<<<< yours\nrange = 10.66.0.0/16\n||||||| base\nrange = 10.1.0.0/16\n=======\nrange = 10.5.0.0/16\n>>>>>>> skillchain\n',
    ],
  ])('asked on a pipe, or decided by a flag: %s', (word, text) => {
    const piped = torn()
    const done = asked(piped, `${word}\n`)
    expect(done.out).toContain('pipes.conf: changed by you and by the new version')
    expect(done.out).toMatch(/yours \| range = 10\.66\.0\.0\/16\n +new +\| range = 10\.5\.0\.0\/16/)
    expect(piped.read('pipes.conf')).toBe(`${text}material = copper\njoints = solder\n`)
    expect(piped.read('taps.conf')).toContain('pipes = 10.5.0.0/16')
    const flagged = torn()
    asked(flagged, '', '--on-conflict', word)
    expect(tree(flagged.dir)).toEqual(tree(piped.dir))
  })

  test('a file that keeps both is named until it is settled', () => {
    const at = torn()
    expect(asked(at, 'both\n').out).toMatch(/warning: .*pipes\.conf.*conflict markers/)
    expect(skillchain(at, ['status', 'infrastructure']).out).toMatch(/1 with conflict markers\n +pipes\.conf/)
  })

  test('edit opens the editor on both sides and takes what is saved', () => {
    const at = torn()
    const editor = join(at.cwd, 'editor.sh')
    const seen = join(at.cwd, 'seen.conf')
    writeFileSync(editor, `#!/bin/sh\ncp "$1" ${seen}\nprintf 'range = 10.77.0.0/16\\n' > "$1"\n`, { mode: 0o755 })
    at.env.EDITOR = editor
    const done = asked(at, 'edit\n')
    expect(done.code, done.out + done.err).toBe(0)
    expect(readFileSync(seen, 'utf8')).toContain('<<<<<<< yours\nrange = 10.66.0.0/16\n')
    expect(at.read('pipes.conf')).toBe('range = 10.77.0.0/16\n')
  })

  test('an editor that fails, or is not there, asks again', () => {
    const at = torn()
    for (const editor of ['false', 'no-such-editor', undefined]) {
      at.env.EDITOR = editor
      const done = asked(at, 'edit\nmine\n', '--set', 'taps.kind=brass')
      expect(done.out, String(editor)).toMatch(editor === undefined ? /EDITOR/ : /editor did not work/)
      expect(done.out + done.err).not.toMatch(/internal error/)
      expect(at.read('pipes.conf')).toContain('10.66.0.0/16')
      at.edit('pipes.conf', 'range = 10.66.0.0/16', 'range = 10.66.0.0/17')
      at.edit('pipes.conf', '/17', '/16')
    }
  })

  test('with nobody to ask it ends with 3, the request named and nothing changed', () => {
    for (const args of [[], ['--skip-all'], ['--json'], ['--skip-all', '--json']]) {
      const at = torn()
      const before = tree(at.dir)
      const done = asked(at, '', ...args)
      expect(done.code).toBe(3)
      expect(done.out).toContain('merge:pipes.conf')
      expect(done.out).toContain('--on-conflict')
      expect(tree(at.dir)).toEqual(before)
    }
  })

  test('resume goes on with the decision', () => {
    const at = torn()
    expect(asked(at, '', '--skip-all').code).toBe(3)
    expect(skillchain(at, ['resume', '--on-conflict', 'new']).code).toBe(0)
    expect(at.read('pipes.conf')).toContain('range = 10.5.0.0/16')
  })
})

describe('growing', () => {
  const addresses = (at: Result): string[] => [
    ...new Set(
      Object.values(tree(at.file('terraform'))).flatMap((text) => text.match(/\b10\.\d+\.\d+\.\d+\/\d+/g) ?? []),
    ),
  ]
  const named = (at: Result): string[] => [
    ...new Set(
      Object.values(tree(at.file('terraform'))).flatMap(
        (text) => text.match(/^(?:resource|module) "[^"]+"(?: "[^"]+")?/gm) ?? [],
      ),
    ),
  ]

  test('starter, intermediate, advanced: files and addresses are added, no address or name goes', () => {
    const at = result(GOAL, '--maturity', 'starter', '--set', 'network.cidr=10.44.0.0/16')
    appendFileSync(at.file('terraform/network.tf'), '\n# Mine.\n')
    for (const maturity of ['intermediate', 'advanced']) {
      const before = { files: Object.keys(tree(at.dir)), addresses: addresses(at), names: named(at) }
      const done = at.again('--maturity', maturity)
      expect(done.out).not.toMatch(/unanswered|no longer generated/)
      const after = Object.keys(tree(at.dir))
      expect(after).toEqual(expect.arrayContaining(before.files))
      expect(after.length).toBeGreaterThan(before.files.length)
      expect(addresses(at)).toEqual(expect.arrayContaining(before.addresses))
      expect(named(at)).toEqual(expect.arrayContaining(before.names))
      expect(at.read('terraform/network.tf')).toContain('# Mine.')
      expect(at.read('terraform/environments/prod.tfvars')).toContain('10.44.0.0/16')
      expect(skillchain(at, ['status', 'infrastructure']).out).toContain(`(${maturity})`)
    }
  })

  test('an environment that is added leaves the addresses of the others', () => {
    const at = platform()
    const before = addresses(at)
    at.again('--set', 'environments=prod,staging')
    expect(addresses(at)).toEqual(expect.arrayContaining(before))
    expect(existsSync(at.file('terraform/environments/staging.tfvars'))).toBe(true)
  })
})

describe('shrinking', () => {
  /** A run over the result with a skill taken out of the chain. */
  const without = (at: Result, typed: string, ...args: string[]): Finished =>
    skillchain(at, [PLUMBING, ...SKILLS, '--blueprint', 'none', ...args], `add heating-water\nconfirm\ndone\n${typed}`)
  const withBoiler = (): Result => {
    const at = plumbing()
    expect(without(at, '').code).toBe(0)
    expect(existsSync(at.file('boiler.conf'))).toBe(true)
    return at
  }
  const shrink = (at: Result, typed: string, ...args: string[]): Finished =>
    skillchain(at, [PLUMBING, ...SKILLS, '--blueprint', 'none', ...args], `confirm\ndone\n${typed}`)

  test('files of a skill that is gone are offered for removal: yes removes, no keeps', () => {
    const gone = withBoiler()
    const yes = shrink(gone, 'yes\n')
    expect(yes.out).toContain('boiler.conf is no longer generated')
    expect(yes.out).toContain('It came from heating-water and you did not change it.')
    expect(existsSync(gone.file('boiler.conf'))).toBe(false)
    const kept = withBoiler()
    expect(shrink(kept, 'no\n').code).toBe(0)
    expect(existsSync(kept.file('boiler.conf'))).toBe(true)
    expect(skillchain(kept, ['status', 'infrastructure']).out).toMatch(/1 no longer generated\n +boiler\.conf/)
    expect(shrink(kept, '').out).not.toContain('is no longer generated')
  })

  test('--remove-orphans asks nothing, and never removes what you changed', () => {
    const at = withBoiler()
    expect(shrink(at, '', '--remove-orphans').out).toContain('  remove: boiler.conf')
    expect(existsSync(at.file('boiler.conf'))).toBe(false)
    const edited = withBoiler()
    appendFileSync(edited.file('boiler.conf'), '# mine\n')
    expect(shrink(edited, '', '--remove-orphans').code).toBe(0)
    expect(edited.read('boiler.conf')).toContain('# mine')
  })

  test('--skip-all removes nothing', () => {
    const at = withBoiler()
    expect(skillchain(at, [PLUMBING, ...SKILLS, '--blueprint', 'none', '--skip-all']).code).toBe(0)
    expect(existsSync(at.file('boiler.conf'))).toBe(true)
  })

  test('a lower maturity offers what only the higher one has', () => {
    const at = result(GOAL, '--maturity', 'starter')
    const small = tree(at.dir)
    at.again('--maturity', 'intermediate')
    const offered = at.again('--maturity', 'starter')
    expect(offered.code).toBe(3)
    expect(offered.out).toMatch(/unanswered: remove-orphan:/)
    at.again('--maturity', 'starter', '--remove-orphans')
    expect(tree(at.dir)).toEqual(small)
  })

  test('without the blueprint, what only it brought is offered', () => {
    const goal = 'production kubernetes with helm'
    const at = result(goal, '--maturity', 'starter', '--blueprint', 'platform')
    expect(existsSync(at.file('terraform/dns.tf'))).toBe(true)
    const done = skillchain(at, [goal, '--maturity', 'starter', '--blueprint', 'none'], 'confirm\ndone\n')
    expect(done.out).toMatch(/ is no longer generated\n+It came from managing-dns and you did not change it\./)
    expect(done.code).toBe(3)
    expect(existsSync(at.file('terraform/dns.tf'))).toBe(true)
  })

  test('a skill whose folder is gone stops regenerate before anything is changed', () => {
    const at = plumbing()
    const before = tree(at.dir)
    const done = at.again()
    expect(done.code).toBe(2)
    expect(done.err).toMatch(/skill '(laying-pipes|fitting-taps)'.*--skills/s)
    expect(tree(at.dir)).toEqual(before)
  })
})

describe('a git repository', () => {
  const git = (at: Result, ...args: string[]): void => {
    const done = spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], {
      cwd: at.dir,
      env: at.env,
      encoding: 'utf8',
    })
    expect(done.status, done.stderr).toBe(0)
  }

  test('with uncommitted changes in files the run would change is refused; committed or with --allow-dirty it goes on', () => {
    const at = platform()
    git(at, 'init', '-q')
    git(at, 'add', '-A')
    git(at, 'commit', '-qm', 'first')
    appendFileSync(at.file('README.md'), '\nNot committed.\n')
    const before = tree(at.dir)
    const refused = at.again(...OWNER)
    expect(refused.code).toBe(1)
    expect(refused.out).toMatch(/README\.md: changed and not committed[^]*--allow-dirty\. Nothing was changed\./)
    expect(tree(at.dir)).toEqual(before)

    expect(at.again(...OWNER, '--allow-dirty').code).toBe(0)
    expect(at.read('README.md')).toMatch(/network-team[^]*Not committed\./)

    git(at, 'add', '-A')
    git(at, 'commit', '-qm', 'second')
    expect(at.again('--set', 'project.owner=third-team').code).toBe(0)
    expect(at.read('README.md')).toMatch(/third-team[^]*Not committed\./)
  })

  test('uncommitted changes elsewhere do not matter', () => {
    const at = platform()
    git(at, 'init', '-q')
    git(at, 'add', '-A')
    git(at, 'commit', '-qm', 'first')
    appendFileSync(at.file('terraform/kms.tf'), '\n# Not committed.\n')
    writeFileSync(at.file('own.txt'), 'mine')
    expect(at.again(...OWNER).code).toBe(0)
  })
})

describe('report', () => {
  test('judges what stands on disk: as text, as JSON, as a page', () => {
    const at = platform()
    const text = skillchain(at, ['report'])
    expect(text.code).toBe(0)
    expect(text.out).toMatch(/Blueprint: platform[^]*Completeness: 100 ?%/)
    const json = skillchain(at, ['report', 'infrastructure', '--json'])
    expect(JSON.parse(json.out)).toMatchObject({ goal: GOAL, maturity: 'starter', completeness: 100 })
    const page = skillchain(at, ['report', '--html', '--output', 'page.html'])
    expect(page).toMatchObject({ code: 0, out: `${join(at.cwd, 'page.html')}\n` })
    const html = readFileSync(join(at.cwd, 'page.html'), 'utf8')
    expect(html).toMatch(/^<!doctype html>/i)
    expect(html).toContain('<svg')
    expect(html).not.toMatch(/<(?:script|link|img)[^>]+(?:src|href)="https?:/)
    const stored = skillchain(at, ['report', '--html'])
    expect(existsSync(stored.out.trim())).toBe(true)
  })

  test('a required file that is gone makes it exit 6 and is named', () => {
    const at = platform()
    rmSync(at.file('terraform/network.tf'))
    const text = skillchain(at, ['report'])
    expect(text.code).toBe(6)
    expect(text.out).toContain('terraform/network.tf')
    const json = skillchain(at, ['report', '--json'])
    expect(json.code).toBe(6)
    const { completeness, deliverables } = JSON.parse(json.out)
    expect(completeness).toBeLessThan(100)
    expect(JSON.stringify(deliverables.filter((d: { status: string }) => d.status === 'missing'))).toContain(
      'terraform/network.tf',
    )
    expect(skillchain(at, ['report', '--html', '--output', 'page.html']).code).toBe(6)
  })

  test('of a result with skills of your own needs them: without them it says so', () => {
    const at = plumbing()
    const without = skillchain(at, ['report'])
    expect(without.code).toBe(2)
    expect(without.err).toMatch(/skill '(laying-pipes|fitting-taps)'.*--skills/s)
    const judged = skillchain(at, ['report', '--json', ...SKILLS])
    expect(judged.code).toBe(0)
    expect(JSON.parse(judged.out)).toMatchObject({ required: 2, fulfilled: 2 })
  })
})

describe('many files are gone', () => {
  const GONE = [
    'terraform/network.tf',
    'terraform/dns.tf',
    'terraform/kubernetes.tf',
    'terraform/main.tf',
    'README.md',
    'scripts/deploy.sh',
    'k8s/base/gateway/gateway.yaml',
  ]
  function holed(): { at: Result; whole: Record<string, string> } {
    const at = platform()
    appendFileSync(at.file('terraform/kms.tf'), '\n# Mine.\n')
    const whole = tree(at.dir)
    for (const path of GONE) rmSync(at.file(path))
    rmSync(at.file('docs'), { recursive: true })
    return { at, whole }
  }
  const rerun = (at: Result, typed: string): Finished =>
    skillchain(at, [GOAL, '--maturity', 'starter'], `confirm\ndone\n${typed}`)

  test('a run opens the dialog below 80 %: A generates exactly what is required and missing', () => {
    const { at, whole } = holed()
    const done = rerun(at, 'A\n')
    expect(done.out).toMatch(/components weren't fully generated:[^]*Missing:\n- /)
    expect(done.out).toContain('A) Generate the missing components')
    const now = tree(at.dir)
    for (const path of GONE) expect(now[path], path).toBe(whole[path])
    for (const [path, text] of Object.entries(now)) expect(text, path).toBe(whole[path])
    expect(now['terraform/kms.tf']).toContain('# Mine.')
    expect(done.out).toContain('Completeness: 100%')
    expect(done.code).toBe(0)
  })

  test('B leaves them gone and exits 6; C shows the details and asks again', () => {
    const { at } = holed()
    const before = tree(at.dir)
    const done = rerun(at, 'C\nB\n')
    expect(done.out).toContain('detailed validation report:')
    expect(done.out.match(/Your choice \(A\/B\/C\):/g)).toHaveLength(2)
    expect(done.code).toBe(6)
    expect(tree(at.dir)).toEqual(before)
  })

  test('--json ends with 3 and the request; answer A and resume restore them', () => {
    const { at, whole } = holed()
    const first = skillchain(at, [GOAL, '--maturity', 'starter', '--json'])
    const run = String(lines(first.out).at(-1)?.run)
    expect(skillchain(at, ['answer', run, 'chain', 'confirm']).code).toBe(0)
    let done = skillchain(at, ['resume', run, '--json'])
    const asked: string[] = []
    for (let turn = 0; done.code === 3 && turn < 9; turn++) {
      const open = lines(done.out)
        .filter((line) => line.type === 'request.opened')
        .at(-1)?.request as { id: string } // of our own schema
      asked.push(open.id)
      expect(skillchain(at, ['answer', run, open.id, open.id === 'incomplete' ? 'A' : 'done']).err).toBe('')
      done = skillchain(at, ['resume', run, '--json'])
    }
    expect(asked).toContain('incomplete')
    expect(done.code).toBe(0)
    for (const path of GONE) expect(at.read(path)).toBe(whole[path])
  })
})
