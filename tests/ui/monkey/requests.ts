import { expect } from 'vitest'
import { createInkHost, openScreens } from '../../../src/cli/hosts/ink.ts'
import type { Answer, Request } from '../../../src/engine/protocol/index.ts'
import { EVENTS, REQUESTS } from '../../engine/protocol/samples.ts'
import { fixtureCatalog } from '../../helpers/run.ts'
import { cage } from './cage.ts'
import type { Chance } from './hands.ts'

/** Every kind of request there is, in any order, between events of every kind. */
export async function monkeyRequests(by: Chance, keys: number): Promise<void> {
  const box = cage(by)
  let left = keys
  while (left > 0) {
    const controller = new AbortController()
    const ascii = by.often(20)
    const options = {
      environment: box.term.environment,
      signal: controller.signal,
      theme: { color: true, ascii },
      skills: fixtureCatalog().skills,
      interrupt: () => controller.abort(),
      edit: async () => 'edited\n',
    }
    const screens = openScreens(options)
    const host = createInkHost(options, screens)
    while (left > 0 && !controller.signal.aborted) {
      for (let events = by.below(4); events > 0; events--) host.notify(by.pick(EVENTS))
      const request = by.pick(REQUESTS)
      let answer: Answer | null = null
      host.ask(request).then(
        (given) => {
          answer = given
        },
        () => {},
      )
      const inmate = {
        drawing: screens.drawing,
        stage: screens.stage,
        ascii,
        moving: () => screens.ui.store.getState().screen === null,
      }
      while (left > 0 && answer === null && !controller.signal.aborted) {
        left--
        await box.poke(inmate)
      }
      if (answer !== null) expect(allowed(request, answer), `${JSON.stringify(answer)} to ${request.id}`).toBe(true)
    }
    controller.abort()
    await box.soon(host.close(), 'the end of the screen')
    expect(box.term.wiped(), 'the scrollback was wiped').toBe(false)
  }
}

/** Whether a request can be answered like this. */
function allowed(request: Request, answer: Answer): boolean {
  if (request.kind === 'dialog' || request.kind === 'gate')
    return request.choices.some((choice) => choice.key === answer)
  if (typeof answer === 'string') return false
  const is =
    request.kind === 'merge'
      ? ['mine', 'new', 'both', 'edited']
      : request.kind === 'chain'
        ? ['confirm', 'skip', 'customize', 'blueprint']
        : ['value', 'skip', 'skip-all', 'back', 'done', 'restart']
  return is.includes(answer.is) && (answer.is !== 'edited' || answer.text === 'edited\n')
}
