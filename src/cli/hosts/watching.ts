import type { Environment } from '../environment.ts'

/** What was typed about who watches. */
export interface Watching {
  json: boolean
  plain: boolean
  ascii?: boolean
  screenReader?: boolean
}

/** A terminal that can be drawn on, with somebody in front of it who sees it. */
export function hasScreen(environment: Environment, options: Watching): boolean {
  const { stdin, stdout, env } = environment
  const lines = options.json || options.plain || isReader(environment, options)
  return !lines && stdin.isTTY === true && stdout.isTTY === true && env.TERM !== 'dumb' && !isOn(env.CI)
}

/** Boxes around lines, for a person who reads them on a terminal. */
export const hasBoxes = (environment: Environment, options: Watching): boolean =>
  environment.stdout.isTTY === true &&
  !options.plain &&
  !isReader(environment, options) &&
  !isAscii(environment, options) &&
  environment.env.TERM !== 'dumb'

export const isReader = ({ env }: Environment, options: Watching): boolean =>
  options.screenReader === true || isOn(env.SKILLCHAIN_SCREEN_READER)

export const isAscii = ({ env }: Environment, options: Watching): boolean =>
  options.ascii === true || isOn(env.SKILLCHAIN_ASCII)

/** https://no-color.org: NO_COLOR counts with any value but an empty one. */
export const themeFor = (environment: Environment, options: Watching): { color: boolean; ascii: boolean } => ({
  color: !environment.env.NO_COLOR,
  ascii: isAscii(environment, options),
})

const isOn = (value: string | undefined): boolean =>
  value !== undefined && value !== '' && value !== '0' && value !== 'false'
