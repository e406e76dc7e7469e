/** One key, whatever the terminal sent for it. `text` is what it would type; empty for keys that type nothing. */
export interface Press {
  name: string
  text: string
}

/** What a key does. The footer, the overlay of keys and the screens all read it from the table below. */
export type Command =
  | 'accept'
  | 'up'
  | 'down'
  | 'page-up'
  | 'page-down'
  | 'first'
  | 'last'
  | 'toggle'
  | 'move-up'
  | 'move-down'
  | 'filter'
  | 'complete'
  | 'close'
  | 'left'
  | 'right'
  | 'why'
  | 'skip'
  | 'back'
  | 'status'
  | 'done'
  | 'restart'
  | 'resume'
  | 'help'
  | 'html'
  | 'quit'
  | 'search'
  | 'next'
  | 'previous'
  | 'log'
  | 'gate'
  | 'pause'
  | 'stop'
  | 'retry'
  | 'later'
  | 'interrupt'
  | 'suspend'

/** The part of a screen that has the keys. */
export type Where =
  | 'anywhere'
  | 'list'
  | 'checks'
  | 'customize'
  | 'filter'
  | 'line'
  | 'question'
  | 'chain'
  | 'dialog'
  | 'gate'
  | 'merge'
  | 'changes'
  | 'start'
  | 'recent'
  | 'pages'
  | 'report'
  | 'rows'
  | 'files'
  | 'board'
  | 'gates'
  | 'held'
  | 'log'
  | 'search'

export interface Binding {
  command: Command
  where: Where
  keys: string[]
  /** How the keys are written for people. */
  shown: string
  does: string
  /** Word in the footer; a binding without one is only in the overlay. */
  footer?: string
  /** The key is a character: it works only while nothing has been typed. */
  bare?: boolean
}

const bind = (
  where: Where,
  command: Command,
  keys: string[],
  shown: string,
  does: string,
  more: Partial<Binding> = {},
): Binding => ({
  where,
  command,
  keys,
  shown,
  does,
  ...more,
})

/** Every key of the program, the nearest place first. */
export const BINDINGS: readonly Binding[] = [
  bind('list', 'accept', ['enter'], 'Enter', 'take what is chosen', { footer: 'choose' }),
  bind('list', 'up', ['up'], '↑', 'one up', { footer: 'move' }),
  bind('list', 'down', ['down'], '↓', 'one down', { footer: 'move' }),
  bind('list', 'up', ['k'], 'k', 'one up', { bare: true }),
  bind('list', 'down', ['j'], 'j', 'one down', { bare: true }),
  bind('list', 'first', ['home'], 'Home', 'to the first'),
  bind('list', 'last', ['end'], 'End', 'to the last'),
  bind('list', 'page-up', ['pageup'], 'PgUp', 'a page up'),
  bind('list', 'page-down', ['pagedown'], 'PgDn', 'a page down'),
  bind('checks', 'toggle', ['space'], 'Space', 'in or out', { footer: 'toggle', bare: true }),
  bind('customize', 'accept', ['enter'], 'Enter', 'take this chain', { footer: 'take' }),
  bind('customize', 'move-up', ['shift+up'], 'Shift-↑', 'earlier in the chain', { footer: 'reorder' }),
  bind('customize', 'move-up', ['K'], 'K', 'earlier in the chain', { bare: true }),
  bind('customize', 'move-down', ['shift+down'], 'Shift-↓', 'later in the chain', { footer: 'reorder' }),
  bind('customize', 'move-down', ['J'], 'J', 'later in the chain', { bare: true }),
  bind('customize', 'filter', ['/'], '/', 'show only the skills with these letters', { footer: 'filter', bare: true }),
  bind('customize', 'close', ['escape'], 'Esc', 'leave the chain as it was', { footer: 'leave' }),
  bind('filter', 'toggle', ['space'], 'Space', 'in or out', { footer: 'toggle' }),
  bind('filter', 'accept', ['enter'], 'Enter', 'back to the whole list, on this skill', { footer: 'whole list' }),
  bind('filter', 'close', ['escape'], 'Esc', 'back to the whole list', { footer: 'leave' }),
  bind('line', 'accept', ['enter'], 'Enter', 'answer', { footer: 'answer' }),
  bind('line', 'complete', ['tab'], 'Tab', 'take the value shown, to change it', { footer: 'edit' }),
  bind('question', 'skip', ['ctrl+s'], 'Ctrl-S', 'use the default for this question', { footer: 'skip' }),
  bind('question', 'back', ['ctrl+b'], 'Ctrl-B', 'return to the skill before; answers are kept', { footer: 'back' }),
  bind('question', 'status', ['ctrl+t'], 'Ctrl-T', 'show progress, then this again', { footer: 'status' }),
  bind('question', 'done', ['ctrl+d'], 'Ctrl-D', 'stop asking and generate', { footer: 'done' }),
  bind('question', 'restart', ['ctrl+r'], 'Ctrl-R', 'go back to the chain; answers are cleared', { footer: 'restart' }),
  bind('chain', 'skip', ['ctrl+s'], 'Ctrl-S', 'use all defaults'),
  bind('chain', 'status', ['ctrl+t'], 'Ctrl-T', 'show progress, then this again'),
  bind('dialog', 'status', ['ctrl+t'], 'Ctrl-T', 'show progress, then this again'),
  bind('merge', 'status', ['ctrl+t'], 'Ctrl-T', 'show progress, then this again'),
  bind('changes', 'complete', ['tab'], 'Tab', 'the same for this change and all that follow', { footer: 'all' }),
  bind('changes', 'left', ['left'], '←', 'the change before', { footer: 'before' }),
  bind('gate', 'close', ['escape'], 'Esc', 'the safe choice', { footer: 'keep everything' }),
  bind('start', 'accept', ['enter'], 'Enter', 'go', { footer: 'go' }),
  bind('start', 'complete', ['tab'], 'Tab', 'take the blueprint', { footer: 'blueprint' }),
  bind('start', 'resume', ['ctrl+r'], 'Ctrl-R', 'resume the run that was stopped last'),
  bind('start', 'up', ['up'], '↑', 'recent runs', { footer: 'recent' }),
  bind('start', 'down', ['down'], '↓', 'recent runs', { footer: 'recent' }),
  bind('recent', 'resume', ['r'], 'r', 'resume this run', { footer: 'resume' }),
  bind('recent', 'close', ['escape'], 'Esc', 'back to the line', { footer: 'line' }),
  bind('pages', 'close', ['escape', 'enter', 'q'], 'Esc', 'back', { footer: 'back' }),
  bind('pages', 'up', ['up', 'k'], '↑', 'one line up', { footer: 'scroll' }),
  bind('pages', 'down', ['down', 'j'], '↓', 'one line down', { footer: 'scroll' }),
  bind('pages', 'page-up', ['pageup'], 'PgUp', 'a page up'),
  bind('pages', 'page-down', ['pagedown', 'space'], 'PgDn', 'a page down'),
  bind('pages', 'first', ['home'], 'Home', 'to the beginning'),
  bind('pages', 'last', ['end'], 'End', 'to the end'),
  bind('rows', 'accept', ['enter'], 'Enter', 'open what is chosen', { footer: 'open' }),
  bind('rows', 'right', ['right'], '→', 'open what is chosen'),
  bind('files', 'accept', ['enter'], 'Enter', 'open a folder, read a file', { footer: 'open' }),
  bind('files', 'right', ['right'], '→', 'open a folder'),
  bind('files', 'left', ['left'], '←', 'close a folder'),
  bind('files', 'page-up', ['pageup'], 'PgUp', 'the preview a page up', { footer: 'preview' }),
  bind('files', 'page-down', ['pagedown', 'space'], 'PgDn', 'the preview a page down', { footer: 'preview' }),
  bind('report', 'close', ['escape', 'left'], 'Esc', 'one level up', { footer: 'up' }),
  bind('report', 'html', ['o'], 'o', 'open the HTML report', { footer: 'HTML', bare: true }),
  bind('report', 'quit', ['q'], 'q', 'leave', { footer: 'leave', bare: true }),
  bind('board', 'left', ['left', 'h'], '←→↑↓', 'move the focus (h j k, too)', { footer: 'focus' }),
  bind('board', 'right', ['right'], '←→↑↓', 'move the focus (h j k, too)'),
  bind('board', 'up', ['up', 'k'], '←→↑↓', 'move the focus (h j k, too)'),
  bind('board', 'down', ['down', 'j'], '←→↑↓', 'move the focus (h j k, too)'),
  bind('board', 'next', ['tab'], 'Tab', 'the focus to the next task'),
  bind('board', 'previous', ['shift+tab'], 'Shift-Tab', 'the focus to the task before'),
  bind('board', 'accept', ['enter'], 'Enter', 'the whole log of the task', { footer: 'zoom' }),
  bind('board', 'log', ['l'], 'l', 'what happened in the batch', { footer: 'log' }),
  bind('board', 'pause', ['p'], 'p', 'pause the task, and let it go on', { footer: 'pause' }),
  bind('board', 'stop', ['x'], 'x', 'stop the task, after a question', { footer: 'stop task' }),
  bind('board', 'retry', ['R'], 'R', 'begin a blocked or failed task again', { footer: 'retry' }),
  bind('gates', 'gate', ['g'], 'g', 'look at the gate that waits', { footer: 'gate' }),
  bind('held', 'later', ['tab'], 'Tab', 'leave it for later; it keeps waiting', { footer: 'later' }),
  bind('log', 'search', ['/'], '/', 'search in the log', { footer: 'search' }),
  bind('log', 'next', ['n'], 'n', 'the next match', { footer: 'next' }),
  bind('log', 'previous', ['N'], 'N', 'the match before'),
  bind('log', 'up', ['up', 'k'], '↑', 'one line up', { footer: 'scroll' }),
  bind('log', 'down', ['down', 'j'], '↓', 'one line down'),
  bind('log', 'page-up', ['pageup'], 'PgUp', 'a page up'),
  bind('log', 'page-down', ['pagedown', 'space'], 'PgDn', 'a page down'),
  bind('log', 'first', ['home'], 'Home', 'to the oldest line that is kept'),
  bind('log', 'last', ['end'], 'End', 'to the end, and follow it', { footer: 'follow' }),
  bind('log', 'close', ['escape', 'q'], 'Esc', 'no search any more; back to the board', { footer: 'back' }),
  bind('search', 'accept', ['enter'], 'Enter', 'to the match', { footer: 'find' }),
  bind('search', 'close', ['escape'], 'Esc', 'leave the search', { footer: 'leave' }),
  bind('anywhere', 'help', ['?'], '?', 'these keys', { footer: 'keys', bare: true }),
  bind('anywhere', 'help', ['f1'], 'F1', 'these keys'),
  bind('anywhere', 'interrupt', ['ctrl+c'], 'Ctrl-C', 'stop cleanly; resume goes on (twice: now)', { footer: 'stop' }),
  bind('anywhere', 'suspend', ['ctrl+z'], 'Ctrl-Z', 'to the shell; fg comes back'),
]

/** What a key does in these places, the first place first. While something is being typed, characters are text. */
export function commandFor(press: Press, places: readonly Where[], typing: boolean): Command | null {
  for (const where of [...places, 'anywhere' as const]) {
    const found = BINDINGS.find(
      (one) => one.where === where && one.keys.includes(press.name) && !(typing && one.bare === true),
    )
    if (found !== undefined) return found.command
  }
  return null
}

export const bindingsFor = (places: readonly Where[]): Binding[] =>
  [...places, 'anywhere' as const].flatMap((where) => BINDINGS.filter((one) => one.where === where))
