import { Command, Help, Option } from 'commander'
import type { Environment } from './environment.ts'

declare const __VERSION__: string

const collect = (value: string, previous: string[] | undefined): string[] => [...(previous ?? []), value]

/** A switch is off unless it is named; only other defaults are worth a word. */
const HELP = {
  optionDescription: (option: Option): string =>
    new Help().optionDescription(option).replace(/ ?\(default: false\)/, ''),
}

const MORE = `
Examples:
  skillchain "production kubernetes on AWS with dns"
  skillchain "vpc in eu-central-1, 3 AZs" --skip-all --out infra
  skillchain match "k8s with failover, no mesh"
  skillchain regenerate infra --set network.nat=single

Exit codes: 0 done · 1 failed · 2 wrong usage, or values that contradict each
other · 3 a request nobody answered · 6 incomplete · 130 interrupted
`

/** All that can be typed. Every action loads its command when it runs, so that help and version cost nothing. */
export function buildProgram(environment: Environment): Command {
  const program = new Command('skillchain')
    .description('A goal in, a verified infrastructure repository out.')
    .version(__VERSION__)
    .argument('[goal...]', 'what to build, in your own words')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => environment.stdout.write(text),
      writeErr: (text) => environment.stderr.write(text),
    })
    .showHelpAfterError('(skillchain --help shows what can be typed)')
    .enablePositionalOptions()
    .configureHelp(HELP)
    .addHelpText('after', MORE)
    .option('--skip-all', 'ask nothing: every question takes its default; gates are not passed', false)
    .option('--maturity <level>', 'starter, intermediate or advanced; asked when it is not said')
    .option('--blueprint <name>', 'take this blueprint; "none" for a custom chain')
    .option('--dry-run', 'show what would be written, and write nothing', false)
  runOptions(program, 'where the result goes (default: infrastructure)').action(async (goal: string[], options) =>
    (await import('./commands/run.ts')).run(environment, goal.join(' '), options),
  )

  program
    .command('match')
    .description('show which skills, blueprint and facts a goal means')
    .argument('<goal...>')
    .option('--json', 'one JSON object', false)
    .addOption(skillsOption())
    .action(async (goal: string[], options) =>
      (await import('./commands/match.ts')).match(environment, goal.join(' '), options),
    )

  const skills = program.command('skills').description('list, show, check and start skills')
  skills
    .command('list', { isDefault: true })
    .description('all skills on the search path')
    .option('--json', 'as JSON', false)
    .addOption(skillsOption())
    .action(async (options) => (await import('./commands/skills.ts')).list(environment, options))
  skills
    .command('show')
    .description('what a skill asks and writes')
    .argument('<skill>')
    .option('--json', 'as JSON', false)
    .addOption(skillsOption())
    .action(async (name: string, options) => (await import('./commands/skills.ts')).show(environment, name, options))
  skills
    .command('lint')
    .description('find what is wrong in skills: names, paths, conditions, patterns, templates')
    .argument('[skill...]', 'names or folders; all skills without one')
    .option('--json', 'one diagnostic a line', false)
    .addOption(skillsOption())
    .action(async (names: string[], options) =>
      (await import('./commands/skills.ts')).lint(environment, names, options),
    )
  skills
    .command('new')
    .description('start a skill that passes lint and runs')
    .argument('<name>')
    .option('--dir <folder>', 'where to put it', '.skillchain/skills')
    .action(async (name: string, options) => (await import('./commands/skills.ts')).create(environment, name, options))

  program
    .command('blueprints')
    .description('list the blueprints and what they deliver')
    .argument('[name]')
    .option('--json', 'as JSON', false)
    .action(async (name: string | undefined, options) =>
      (await import('./commands/blueprints.ts')).blueprints(environment, name, options),
    )
  program
    .command('facts')
    .description('the shared model: names, types, defaults, who asks')
    .argument('[name]')
    .option('--json', 'as JSON', false)
    .action(async (name: string | undefined, options) =>
      (await import('./commands/facts.ts')).facts(environment, name, options),
    )

  program
    .command('resume')
    .description('go on with a run; without a name the latest unfinished one that was started here')
    .argument('[run]', 'name of the run, or its beginning')
    .option('--json', 'events as NDJSON', false)
    .option('--plain', 'lines without boxes', false)
    .option('--ascii', 'draw with ASCII signs only', false)
    .option('--screen-reader', 'lines in reading order, nothing drawn or redrawn', false)
    .option('--skip-all', 'ask nothing more', false)
    .addOption(conflictOption())
    .action(async (run: string | undefined, options) =>
      (await import('./commands/resume.ts')).resume(environment, run, options),
    )
  program
    .command('answer')
    .description('answer the request a run stopped at; resume goes on')
    .argument('<run>', 'name of the run, or its beginning')
    .argument('<request>', 'what it waits for, as the run and skillchain status say it')
    .argument('<choice...>', 'what would be typed at the request')
    .action(async (run: string, request: string, choice: string[]) =>
      (await import('./commands/answer.ts')).answer(environment, run, request, choice.join(' ')),
    )
  program
    .command('status')
    .description('runs started here, and what you changed in a result')
    .argument('[dir]', 'folder of a result (default: infrastructure)')
    .option('--json', 'as JSON', false)
    .action(async (dir: string | undefined, options) =>
      (await import('./commands/status.ts')).status(environment, dir, options),
    )
  for (const name of ['diff', 'regenerate'] as const) {
    const command = program
      .command(name)
      .description(
        name === 'diff'
          ? 'what regenerate would change'
          : 'write a result again after changed answers, skills or versions, keeping your edits',
      )
      .argument('[dir]', 'folder of a result (default: infrastructure)')
    runOptions(command, 'the result, as [dir]')
      .option('--maturity <level>', 'starter, intermediate or advanced')
      .option('--blueprint <name>', 'another blueprint; "none" for a custom chain')
      .option('--skip-all', 'ask nothing, not even about conflicts', false)
      .action(async (dir: string | undefined, options) =>
        (await import('./commands/regenerate.ts'))[name](environment, dir, options),
      )
  }
  program
    .command('report')
    .description('judge a result again: outputs, deliverables, checklist')
    .argument('[dir]', 'folder of a result (default: infrastructure)')
    .option('--html', 'write one self-contained page', false)
    .option('--output <file>', 'where the page goes')
    .option('--json', 'as JSON', false)
    .addOption(skillsOption())
    .action(async (dir: string | undefined, options) =>
      (await import('./commands/report.ts')).report(environment, dir, options),
    )
  program
    .command('check')
    .description('judge files by real parsers and schemas, in milliseconds, with no tool installed')
    .argument('[path...]', 'a folder, or files; this folder without one')
    .option('--offline', 'run no outside tool, even where one is installed', false)
    .option('--only <names>', 'checks or families of them, separated by commas')
    .option('--json', 'NDJSON: the findings, the checks, a summary', false)
    .option('--sarif', 'SARIF 2.1.0, for code scanning', false)
    .option('--fix', 'make the fixes that are safe, and format', false)
    .option('--strict', 'warnings count as errors do', false)
    .option('--watch', 'judge again after each save, until it is interrupted', false)
    .action(async (paths: string[], options) =>
      (await import('./commands/check.ts')).check(environment, paths, options),
    )
  program
    .command('doctor')
    .description('what this machine offers and what is missing')
    .option('--json', 'as JSON', false)
    .action(async (options) => (await import('./commands/doctor.ts')).doctor(environment, options))
  const demo = program.command('demo').description('see the screens without work of your own')
  demo
    .command('board', { isDefault: true })
    .description('play a recorded batch of tasks on the board')
    .option('--speed <n>', 'so many times as fast as it was recorded (default: 8; into a pipe, at once)')
    .option('--lines-per-second <n>', 'every running task writes so many lines, its recorded ones over and over')
    .option('--json', 'events as NDJSON', false)
    .option('--plain', 'lines without boxes', false)
    .option('--ascii', 'draw with ASCII signs only', false)
    .option('--screen-reader', 'lines in reading order, nothing drawn or redrawn', false)
    .action(async (options) => (await import('./commands/demo.ts')).demoBoard(environment, options))
  program
    .command('completion')
    .description('print a completion script')
    .argument('<shell>', 'bash, zsh or fish')
    .action(async (shell: string) => (await import('./commands/completion.ts')).completion(environment, shell, program))
  return program
}

const skillsOption = (): Option =>
  new Option('--skills <folder>', 'one more folder of skills; may be repeated').argParser(collect)

const conflictOption = (): Option =>
  new Option('--on-conflict <choice>', 'what happens where your edit and the new text disagree')
    .choices(['ask', 'mine', 'new', 'both'])
    .default('ask')

function runOptions(command: Command, out: string): Command {
  return command
    .option('--out <folder>', out)
    .option('--answers <file>', 'YAML with facts; --set and --maturity are stronger')
    .option('--set <fact=value>', 'a fact, as skillchain facts lists them; may be repeated', collect)
    .option('--approve <gate=choice>', 'pass a gate; may be repeated', collect)
    .option('--allow-dirty', 'overwrite files that git has not committed', false)
    .option('--remove-orphans', 'remove unchanged files that are no longer generated', false)
    .option('--json', 'events as NDJSON', false)
    .option('--plain', 'lines without boxes', false)
    .option('--ascii', 'draw with ASCII signs only', false)
    .option('--screen-reader', 'lines in reading order, nothing drawn or redrawn', false)
    .addOption(skillsOption())
    .addOption(conflictOption())
}
