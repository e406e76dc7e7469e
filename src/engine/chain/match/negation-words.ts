/** How far a negation reaches over "and": `list` words take everything in the list, `single` words stop at "and". */
export interface Cue {
  words: readonly string[]
  reach: 'list' | 'single'
  /** Ends at one of these words ("replace X with Y"); without it in the sentence the cue does not count. */
  until?: readonly string[]
}

const listOf = (text: string): string[] => text.trim().split(/,\s+/)
const phrasesOf = (text: string): string[][] => listOf(text).map((phrase) => phrase.split(' '))
const wordsOf = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

/** All words here are lower case, without accents and apostrophes. */
const LIST_CUES = `
without, w/o, skip, skipping, except, except for, excluding, exclude, omit, leave out, leaving out, minus, avoid,
  avoiding, drop, ditch, get rid of, remove, dont need, dont want, dont use, dont add, dont include,
  dont bother with, do not need, do not want, do not use, do not add, do not include, doesnt need, does not need,
  dont require, not need, not want, not use, not using, never use, no need for, no need of, no need to use,
  not interested in, instead of, rather than, forget, forget about, not have, dont have, wont need, wont use,
  wont be using, not be using, arent using, not including, other than, out of scope, stay away from, nothing with,
  everything but, anything but, hold the, didnt want, not planning on, leave off, cant use, cannot use, can not use,
  opt out of, not include, not deploy, dont deploy, dont install, not install, dont touch, no longer use,
  no longer using, no longer need, no longer want, stop using, ohne, statt, anstatt, anstelle von, ausser, zonder,
  geen, utan, uden, uten, san, sans, au lieu de, au lieu d, pas besoin de, pas besoin d, pas de, pas d, sauf,
  hormis, plutot que, sin, en lugar de, en vez de, excepto, salvo, sem, em vez de, exceto, senza, invece di,
  al posto di, tranne, niente, no necesito, no quiero, no queremo, no usar, nao preciso de, nao quero, non serve,
  nada de, без, bez, кроме, вместо, zamiast, mista, 不要, 不需要, 不用, 不使用, 无需, 無需, 不包括, 不含, 除了, 没有, 沒有
`
const SINGLE_CUES = `
no, not, nor, neither, none of, zero, no longer, no more, never, isnt, non, kein, keine, keinen, keinerlei, nicht,
  niet, ni, aucun, aucune, nao, nem, non, nessun, nessuna, ningun, ninguna, не, nie, ne, 无, 無, 不
`
const REPLACE_CUES = `
replace, replacing, swap, swap out
`
const FROM_CUES = `
migrate from, migrating from, migrate away from, migrating away from, move away from, moving away from, move from,
  moving from, switch from, switching from, migration from, coming from
`

/** Words that leave out what follows. */
export const CUES: readonly Cue[] = [
  ...phrasesOf(LIST_CUES).map((words): Cue => ({ words, reach: 'list' })),
  ...phrasesOf(SINGLE_CUES).map((words): Cue => ({ words, reach: 'single' })),
  ...phrasesOf(REPLACE_CUES).map((words): Cue => ({ words, reach: 'list', until: ['with', 'by'] })),
  ...phrasesOf(FROM_CUES).map((words): Cue => ({ words, reach: 'list', until: ['to', 'into', 'onto', 'towards'] })),
]

/** Words after a thing that leave it out. */
const POSTFIX_TEXT = `
for later, olmadan, haric, istemiyoruz, not needed, not required, not necessary, not wanted, not used, isnt needed, isnt required, isnt necessary,
  arent needed, is not needed, is not required, is not necessary, are not needed, unnecessary, is unnecessary,
  is overkill, are overkill, would be overkill, overkill, can wait, comes later, come later, is out of scope,
  out of scope, are out of scope, is handled elsewhere, is managed elsewhere, is done elsewhere, already exist,
  is already there, not included, is not included, is not wanted, will not be needed, wont be needed, not yet,
  no thanks, nicht notig, ist nicht notig, brauchen wir nicht, brauche ich nicht, wird nicht benotigt,
  nicht erforderlich, pas necessaire, n est pas necessaire, no es necesario, no hace falta, non serve,
  non necessario, nao e necessario, なし, 無し, 抜き, 不要, 不使用, は不要, はなし, いらない, 要らない, 使わない, 使わず, ではなく, じゃなく, 以外, 없이, 제외,
  빼고, 필요 없, 필요없, 말고, 除外, 除く
`
export const POSTFIX: readonly string[][] = phrasesOf(POSTFIX_TEXT)

/** Particles between a thing and a postfix. */
export const PARTICLES = wordsOf('は を が も の で は要 는 은 을 를 와 と や 도')

/** Beginnings that look like a negation and are none. */
const NO_NEGATION_TEXT = `
not only, not just, not merely, not sure, not yet sure, not later, not least, not limited, no later than,
  no more than, no less than, no fewer than, no matter, no problem, no idea, no worry, no doubt, no downtime,
  no single point, why not, or not, if not, dont forget, do not forget, never forget, not forget, not forgetting,
  dont skip, do not skip, never skip, not skip, not skipping, dont omit, dont drop, dont remove, dont leave out,
  not without, never without, cant live without, cannot live without, not do without, cant do without, dont avoid,
  without losing, no data loss, no lock in, no vendor, no budget, no cost, never lose, never go, never down,
  not lose, dont lose, non production, non prod, not work without, wont work without, nicht nur, pas seulement,
  no solo, non solo, dont exclude, not too, not very, not so, not as, not the, sans serif, no code, low code,
  zero downtime, zero trust, zero touch, zero data, no exception, without exception, without exceptions, 不只, 不仅
`
export const NO_NEGATION: readonly string[][] = phrasesOf(NO_NEGATION_TEXT)

/** Words that may stand between the negation and what it leaves out. */
const FILLERS_TEXT = `
a an any the some of for to our my your their this that these kind sort type extra additional separate dedicated
  full fullblown own whole entire fancy complicated complex heavy managed need want use using require requiring have
  having add adding include including worry about bother with setting set up setup run running deploy deploying
  install installing even ever yet proper special actual real stuff thing in on at all either both it be traditional
  plain ein eine einen einer eines der die das den dem un una uno le la les de des du d l el los las il lo i gli um
  uma o os as het een en ett della del dello di
`
export const FILLERS = wordsOf(FILLERS_TEXT)

/** Words after which a new thought begins. */
const STOPS_TEXT = `
but however just only with w/ plus then so while because since instead please use using want wants need needs deploy
  set setup build create make run should must will would can let lets give add include have has is are be was where
  when which that who if until unless on behind via through across per under yet still though although rather
  between from within aber sondern mit nur pero con solo avec mais ma mas com но с а однако
`
export const STOPS = wordsOf(STOPS_TEXT)

/** Nouns after a thing that show the thing itself is wanted: "no DNS downtime". */
const OTHER_HEADS_TEXT = `
experience knowledge skill downtime error outage lockin access exposure endpoint expert drift conflict leak change
  failure interruption leakage duplication secret password public exposed problem issue hassle headache team
  engineer admin guru background idea clue loss warning dashboard ui console gui outages mistake bug api
`
export const OTHER_HEADS = wordsOf(OTHER_HEADS_TEXT)

/** Words before a thing that show that a property of it is refused, and not the thing. */
const PROPERTIES_TEXT = `
public open direct unplanned plaintext unencrypted manual single shared default insecure exposed expensive long
  hardcoded hard root wildcard static duplicate unused broken bad weak stale old legacy flat data downtime later
  more less longer idea matter problem sure only just vendor cloud central centralised centralized untested nightly
  daily weekly overlapping unpatched privileged anonymous plain internet single-az
`
export const PROPERTIES = wordsOf(PROPERTIES_TEXT)

/** Words that join what is left out. */
export const AND = wordsOf('and und et y e en och og i и ve 和 与 及 と や 와')
export const OR = wordsOf('or nor oder noch ou o ni ne eller или ani 或 或者 か 또는')

/** "no DR in staging" is said of a part only. */
export const ENVIRONMENTS = wordsOf(
  'staging stage dev development test testing qa uat preprod sandbox nonprod now moment present',
)

/** Answers to "mesh?". */
export const REFUSALS = wordsOf('no none false off nein nope')

/** The words above that belong to scripts without spaces. */
export const unspacedNegations = (): string[] =>
  [...CUES.map((cue) => cue.words), ...POSTFIX, [...PARTICLES], [...AND], [...OR]]
    .flat()
    .filter((word) => /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+$/u.test(word))

/** Every word above, to tell them from misspelled keywords. */
export const NEGATION_TEXT = [
  LIST_CUES,
  SINGLE_CUES,
  REPLACE_CUES,
  FROM_CUES,
  'with by to into onto towards',
  POSTFIX_TEXT,
  NO_NEGATION_TEXT,
  FILLERS_TEXT,
  STOPS_TEXT,
  OTHER_HEADS_TEXT,
  PROPERTIES_TEXT,
].join(' ')
