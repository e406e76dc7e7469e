import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { ROOT, type Shell, shell } from '../helpers/cli.ts'
import { openTerminal, type TerminalSession } from '../helpers/terminal.ts'
import { needTool, type Skippable } from '../helpers/tools.ts'

// Every dialog of the specification in the real program, in a real terminal, by keyboard.
const NORMAL = { columns: 80, rows: 24 }
const FIXED = ['--blueprint', 'none', '--out', 'house', '--maturity', 'starter']
const BROKEN = 'litres = <: boiler.litre :>\n'

const open: TerminalSession[] = []
afterEach(() => {
  for (const one of open.splice(0)) one.close()
})

/** The program with skills of its own, which a test may break. */
function start(
  ctx: Skippable,
  args: string[],
  at: Shell = shell(),
): { at: Shell; term: TerminalSession; skills: string } {
  needTool(ctx, 'tmux')
  const skills = join(at.cwd, 'skills')
  if (!existsSync(skills)) cpSync(join(ROOT, 'tests', 'fixtures', 'skills'), skills, { recursive: true })
  const term = openTerminal(at, [...args, '--skills', 'skills', ...FIXED], NORMAL)
  open.push(term)
  return { at, term, skills }
}

const read = (at: Shell, path: string): string => readFileSync(join(at.cwd, 'house', path), 'utf8')

/** The box of a dialog: its border, its title, its lines and choices. */
async function dialog(term: TerminalSession, title: string, ...said: string[]): Promise<void> {
  const screen = await term.shows(new RegExp(`╭─ .*${title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}.* ─*╮`))
  for (const words of said) expect(screen).toContain(words)
  await term.shows('Enter choose')
}

/** Takes the proposed chain with all its defaults. */
async function skipAll(term: TerminalSession): Promise<void> {
  await term.shows('OPTIONS:')
  term.type('skip\r')
}

/** Presses keys one after another; what appeared a moment ago does not hear them yet, so each is pressed until it does something. */
async function hit(term: TerminalSession, ...keys: string[]): Promise<void> {
  for (const key of keys) {
    const before = term.screen()
    for (let tries = 0; term.screen() === before; tries++) {
      if (tries > 8) throw new Error(`${key} does nothing:\n${before}`)
      term.press(key)
      for (let wait = 0; wait < 120 && term.screen() === before; wait++)
        await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
}

async function declinePreferences(term: TerminalSession): Promise<void> {
  const screen = await term.shows(/REPORT ─|╭─ Save these answers/)
  if (screen.includes('╭─ Save these answers')) await hit(term, 'Enter')
  await term.shows('REPORT ─')
  await hit(term, 'q')
}

describe('a skill that fails', () => {
  const broken = (skills: string): string => {
    const file = join(skills, 'heating-water', 'files', 'boiler.conf')
    const whole = readFileSync(file, 'utf8')
    writeFileSync(file, BROKEN)
    return whole
  }

  test('1 goes on without it; what is missing is asked about, the detailed report is looked through, B goes on', async (ctx) => {
    const at = shell()
    const first = start(ctx, ['boiler with pipes'], at)
    broken(first.skills)
    const { term } = first
    await skipAll(term)
    await dialog(
      term,
      "ERROR: Skill 'heating-water' failed to load",
      'Invocation: infrastructure-skills:heating-water',
      'Reason: ',
      'boiler.conf:1:',
      '1. Continue with remaining skills (skip this one)',
      '2. Retry this skill',
      '› 3. Stop workflow and show partial progress',
    )
    await hit(term, '1')
    await hit(term, 'Enter')
    await dialog(term, "Some infrastructure components weren't fully generated:", '› B) Continue without them')
    await hit(term, 'c')
    await hit(term, 'Enter')
    await term.shows(/REPORT ─[\s\S]*COULD NOT|REPORT ─[\s\S]*MISSING|REPORT ─[\s\S]*NOT AS PROMISED/)
    await hit(term, 'Down', 'Enter')
    await term.shows('REPORT › outputs')
    await hit(term, 'Escape')
    await term.shows('next steps')
    await hit(term, 'Escape')
    await dialog(term, "Some infrastructure components weren't fully generated:", '› B) Continue without them')
    await hit(term, 'Enter')
    await declinePreferences(term)
    expect(await term.ended()).toBe(6)
    expect(existsSync(join(at.cwd, 'house', 'pipes.conf'))).toBe(true)
    expect(existsSync(join(at.cwd, 'house', 'boiler.conf'))).toBe(false)
  }, 60_000)

  test('2 reads it again: corrected meanwhile, it is generated', async (ctx) => {
    const { at, term, skills } = start(ctx, ['boiler'])
    const whole = broken(skills)
    await skipAll(term)
    await term.shows(/╭─ .*failed to load/)
    writeFileSync(join(skills, 'heating-water', 'files', 'boiler.conf'), whole)
    await hit(term, 'Up', 'Enter')
    await declinePreferences(term)
    expect([0, 6]).toContain(await term.ended())
    expect(read(at, 'boiler.conf')).toContain('120')
  }, 60_000)

  test('3, which is chosen already, stops with what there is', async (ctx) => {
    const { term, skills } = start(ctx, ['boiler with pipes'])
    broken(skills)
    await skipAll(term)
    await term.shows(/╭─ .*failed to load/)
    await hit(term, 'Enter')
    await declinePreferences(term)
    expect(await term.ended()).toBe(1)
    expect(term.all()).toContain('stopped at heating-water')
  }, 60_000)

  test('A generates what is missing', async (ctx) => {
    const { at, term, skills } = start(ctx, ['boiler with pipes'])
    const whole = broken(skills)
    await skipAll(term)
    await term.shows(/╭─ .*failed to load/)
    await hit(term, '1', 'Enter')
    await term.shows(/╭─ .*weren't fully generated/)
    writeFileSync(join(skills, 'heating-water', 'files', 'boiler.conf'), whole)
    await hit(term, 'Up', 'Enter')
    await declinePreferences(term)
    await term.ended()
    expect(read(at, 'boiler.conf')).toContain('120')
  }, 60_000)
})

describe('a dependency that is left out', () => {
  test('yes goes on and notes it, no goes back to the chain', async (ctx) => {
    const { term } = start(ctx, ['taps'])
    await term.shows('OPTIONS:')
    term.type('remove laying-pipes\r')
    await dialog(
      term,
      "WARNING: 'fitting-taps' depends on 'laying-pipes' which was skipped.",
      "We'll note this dependency in the generated configuration.",
      'Continue? (yes/no)',
    )
    await hit(term, 'n', 'Enter')
    const again = await term.shows('OPTIONS:')
    expect(again).toContain('laying-pipes')
    term.type('remove laying-pipes\r')
    await term.shows(/╭─ .*depends on/)
    await hit(term, 'Enter')
    const without = await term.shows(/1\. ✓ fitting-taps/)
    expect(without).not.toMatch(/✓ laying-pipes/)
  }, 60_000)
})

describe('a conflict between skills', () => {
  test('names both sides, and the choice counts', async (ctx) => {
    const { at, term } = start(ctx, ['taps', '--set', 'pipes.material=plastic'])
    await skipAll(term)
    await dialog(
      term,
      'CONFIGURATION CONFLICT DETECTED',
      'fitting-taps specified: brass taps',
      'laying-pipes specified: plastic pipes',
      'What changes with the choice: 2 files',
      'For consistency, consider:',
      '1. Use plastic taps',
      '2. Use copper pipes',
      '› 3. Use both with an adapter',
      'Your choice (1/2/3):',
    )
    await hit(term, 'Up', 'Up', 'Enter')
    await declinePreferences(term)
    await term.ended()
    expect(read(at, 'taps.conf')).toContain('kind = plastic')
  }, 60_000)
})

describe('a critical part that is missing', () => {
  const hot = ['taps', '--set', 'taps.hot=yes']

  test('1, which is chosen already, adds the skill', async (ctx) => {
    const { at, term } = start(ctx, hot)
    await skipAll(term)
    await dialog(
      term,
      'WARNING: Hot taps without a boiler',
      'heating-water was not selected. This may cause issues with:',
      '- Cold showers',
      '› 1. Add heating-water skill (recommended)',
      '2. Continue (assume a boiler elsewhere)',
      '3. Go back and review skill selection',
    )
    await hit(term, 'Enter')
    await term.shows(/OPTIONS:|REPORT ─|Save these answers/)
    if (term.screen().includes('OPTIONS:')) await hit(term, 'Down', 'Enter')
    await declinePreferences(term)
    await term.ended()
    expect(existsSync(join(at.cwd, 'house', 'boiler.conf'))).toBe(true)
  }, 60_000)

  test('3 goes back to the chain, 2 goes on without it', async (ctx) => {
    const { at, term } = start(ctx, hot)
    await skipAll(term)
    await term.shows(/╭─ .*without a boiler/)
    await hit(term, '3', 'Enter')
    await term.shows('OPTIONS:')
    await skipAll(term)
    await term.shows(/╭─ .*without a boiler/)
    await hit(term, 'Down', 'Enter')
    await declinePreferences(term)
    await term.ended()
    expect(existsSync(join(at.cwd, 'house', 'boiler.conf'))).toBe(false)
  }, 60_000)
})

describe('answers to keep', () => {
  test('are asked about one by one with selective', async (ctx) => {
    const { at, term } = start(ctx, ['pipes'])
    await term.shows('OPTIONS:')
    await hit(term, 'Enter')
    await term.shows('What is the project called?')
    term.type('brook\r10.3.0.0/16\rplastic\rglue\r')
    await dialog(term, 'Save these answers as preferences for the next run?', '› no         Save nothing')
    await hit(term, 's', 'Enter')
    await term.shows(/╭─ Save pipes/)
    for (let turn = 0; turn < 6 && !/REPORT ─/.test(term.screen()); turn++) {
      await hit(term, ...(/╭─ Save pipes\.material/.test(term.screen()) ? ['y', 'Enter'] : ['n', 'Enter']))
      await term.shows(/╭─ Save pipes|REPORT ─/)
    }
    await hit(term, 'q')
    await term.ended()
    const kept = readFileSync(join(at.env.XDG_CONFIG_HOME ?? '', 'skillchain', 'preferences.yaml'), 'utf8')
    expect(kept).toContain('plastic')
    expect(kept).not.toContain('glue')
  }, 60_000)
})

describe('a file that both sides changed', () => {
  /** A result of which the user changed two places that the next one changes, too. */
  async function changedTwice(ctx: Skippable, at: Shell): Promise<void> {
    const first = start(ctx, ['--help'], at)
    await first.term.ended()
    const file = join(first.skills, 'laying-pipes', 'files', 'pipes.conf')
    const between = 'bends = 4\nvalves = 2\n'
    writeFileSync(file, `stuff = <: pipes.material :>\n${between}joints = <: pipes.joints :>\n`)
    await start(ctx, ['pipes', '--skip-all'], at).term.ended()
    writeFileSync(file, `matter = <: pipes.material :>\n${between}ends = <: pipes.joints :>\n`)
    writeFileSync(join(at.cwd, 'house', 'pipes.conf'), `stuff = lead\n${between}joints = tape\n`)
  }

  test.each([
    ['Enter keeps mine at every place', ['Enter', 'Enter'], /^stuff = lead[\s\S]*joints = tape/],
    ['each place its own', ['Down', 'Enter', 'Enter'], /^matter = copper[\s\S]*joints = tape/],
    ['Tab takes new for all', ['Down', 'Tab'], /^matter = copper[\s\S]*ends = solder/],
    ['both, with markers', ['Down', 'Down', 'Tab'], /^<<<<<<< yours\nstuff = lead/],
  ] as const)(
    '%s',
    async (_, keys, expected) => {
      const at = shell()
      await changedTwice(
        {
          skip: (note) => {
            throw new Error(note)
          },
        },
        at,
      )
      const term = openTerminal(at, ['regenerate', 'house', '--skills', 'skills'], NORMAL)
      open.push(term)
      const screen = await term.shows(/change 1 of 2/)
      expect(screen).toMatch(/1 needs you/)
      expect(screen).toMatch(/yours +stuff = lead/)
      await term.shows('Enter choose')
      await hit(term, ...keys)
      await term.ended()
      expect(read(at, 'pipes.conf')).toMatch(expected)
    },
    60_000,
  )

  test('the editor gets the terminal, and what it leaves is taken', async (ctx) => {
    const at = shell()
    await changedTwice(ctx, at)
    const term = openTerminal(
      { ...at, env: { ...at.env, EDITOR: join(at.cwd, 'editor') } },
      ['regenerate', 'house', '--skills', 'skills'],
      NORMAL,
    )
    open.push(term)
    writeFileSync(
      join(at.cwd, 'editor'),
      '#!/bin/sh\nprintf "EDITOR ON %s\\n" "$(basename "$1")"\nread -r word\nprintf "%s\\n" "$word" >"$1"\n',
      {
        mode: 0o755,
      },
    )
    await term.shows('change 1 of 2')
    await hit(term, 'e', 'Enter')
    await term.shows('EDITOR ON pipes.conf')
    term.type('written by hand\r')
    await term.ended()
    expect(read(at, 'pipes.conf')).toBe('written by hand\n')
    expect(term.all()).toContain('pipes.conf: edited')
  }, 60_000)
})

test('a file that is no longer generated is asked about', async (ctx) => {
  const at = shell()
  const { term, skills } = start(ctx, ['boiler with pipes', '--skip-all'], at)
  await term.ended()
  rmSync(join(skills, 'heating-water', 'files', 'boiler.conf'))
  writeFileSync(join(skills, 'heating-water', 'files', 'heater.conf'), 'litres = 1\n')
  const again = openTerminal(at, ['regenerate', 'house', '--skills', 'skills'], NORMAL)
  open.push(again)
  await dialog(again, 'boiler.conf is no longer generated', 'Remove it? (yes/no)', '› no   Keep it')
  await hit(again, 'y', 'Enter')
  await again.ended()
  expect(existsSync(join(at.cwd, 'house', 'boiler.conf'))).toBe(false)
  expect(existsSync(join(at.cwd, 'house', 'heater.conf'))).toBe(true)
}, 60_000)
