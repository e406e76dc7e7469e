import { nearest } from '../../../skills/nearest.ts'
import type { Word } from './lexer.ts'
import { type Configuration, modeOf, PROXIES, type Section } from './model.ts'

/** Names that sections have and that others ask for. */
export function judgeReferences({ sections, findings }: Configuration, { complete }: { complete: boolean }): void {
  const backends = sections.filter((one) => one.kind === 'backend' || one.kind === 'listen')
  duplicates({ sections, findings })
  for (const section of sections) {
    if (!PROXIES.has(section.kind)) continue
    servers(section, findings)
    if (!complete) continue
    for (const { words } of section.lines) {
      const [keyword, name] = words
      if (keyword?.text === 'default_backend' || keyword?.text === 'use_backend')
        backend(section, keyword, name, backends, findings)
      if (keyword?.text === 'use-server') server(section, name, findings)
      if (keyword?.text === 'server' || keyword?.text === 'default-server' || keyword?.text === 'server-template')
        named(
          section,
          words,
          'resolvers',
          ['resolvers'],
          sections,
          findings,
          (text) => `unable to find required resolvers '${text}'`,
        )
      named(
        section,
        words,
        'table',
        ['backend', 'listen', 'frontend', 'peers'],
        sections,
        findings,
        (text) => `unable to find table '${text}'`,
      )
      for (const word of words) userlist(section, word, sections, findings)
      if (keyword?.text === 'stick-table')
        named(section, words, 'peers', ['peers'], sections, findings, (text) => `unable to find sync peers '${text}'`)
      if (keyword?.text === 'errorfiles' && name !== undefined)
        asked(
          section,
          name,
          ['http-errors'],
          sections,
          findings,
          (text) => `unable to find the http-errors section '${text}'`,
        )
    }
  }
}

function duplicates({ sections, findings }: Pick<Configuration, 'sections' | 'findings'>): void {
  const seen = new Map<string, Section>()
  for (const section of sections) {
    const { name, kind, source } = section
    if (name === null || kind === 'defaults' || !PROXIES.has(kind)) continue
    const first = seen.get(`${kind} ${name.text}`)
    if (first !== undefined && first.source !== source) continue
    if (first !== undefined)
      findings.error(
        source,
        name.start,
        `${kind} '${name.text}' has the same name as ${kind} '${name.text}'`,
        `which is in line ${source.at(first.keyword.start).line}`,
      )
    else seen.set(`${kind} ${name.text}`, section)
  }
}

function servers(section: Section, findings: Configuration['findings']): void {
  const seen = new Map<string, Word>()
  for (const { words } of section.lines) {
    const [keyword, name] = words
    if (keyword?.text !== 'server' || name === undefined || name.variable) continue
    const first = seen.get(name.text)
    if (first !== undefined)
      findings.error(
        section.source,
        name.start,
        `another server named '${name.text}' was already defined`,
        `in line ${section.source.at(first.start).line}`,
      )
    else seen.set(name.text, name)
  }
}

function backend(
  section: Section,
  keyword: Word,
  name: Word | undefined,
  backends: readonly Section[],
  findings: Configuration['findings'],
): void {
  if (name === undefined || name.variable || name.text.includes('%')) return
  const found = backends.find((one) => one.name?.text === name.text)
  if (found === undefined) {
    const near = nearest(
      name.text,
      backends.map((one) => one.name?.text ?? ''),
    )
    findings.error(
      section.source,
      name.start,
      `unable to find required ${keyword.text}: '${name.text}'`,
      near === null ? 'no backend and no listen has that name' : `did you mean "${near}"?`,
    )
    return
  }
  const [own, theirs] = [modeOf(section), modeOf(found)]
  if (section.kind !== 'defaults' && own === 'http' && theirs === 'tcp')
    findings.error(
      section.source,
      name.start,
      `${own} ${section.kind} '${section.name?.text ?? ''}' tries to use incompatible ${theirs} backend '${name.text}' (see 'mode')`,
    )
}

function server(section: Section, name: Word | undefined, findings: Configuration['findings']): void {
  if (name === undefined || name.variable || name.text.includes('%')) return
  const names = section.lines
    .filter(({ words }) => words[0]?.text === 'server')
    .map(({ words }) => words[1]?.text ?? '')
  if (!names.includes(name.text) && !section.lines.some(({ words }) => words[0]?.text === 'server-template'))
    findings.error(section.source, name.start, `unable to find server '${name.text}' referenced in a 'use-server' rule`)
}

function named(
  section: Section,
  words: readonly Word[],
  key: string,
  kinds: readonly string[],
  sections: readonly Section[],
  findings: Configuration['findings'],
  says: (text: string) => string,
): void {
  const at = words.findIndex((word) => word.text === key)
  const word = words[at + 1]
  const isTable = key === 'table' && !words.some((one) => /^track-sc/.test(one.text) || one.text === 'stick')
  if (at > 0 && word !== undefined && !isTable) asked(section, word, kinds, sections, findings, says)
}

function asked(
  section: Section,
  word: Word,
  kinds: readonly string[],
  sections: readonly Section[],
  findings: Configuration['findings'],
  says: (text: string) => string,
): void {
  if (word.variable || word.text.includes('%') || word.text.includes('/')) return
  if (!sections.some((one) => kinds.includes(one.kind) && one.name?.text === word.text))
    findings.error(section.source, word.start, says(word.text))
}

function userlist(
  section: Section,
  word: Word,
  sections: readonly Section[],
  findings: Configuration['findings'],
): void {
  const name = /^http_auth(?:_group)?\(([^)]*)\)/.exec(word.text)?.[1]
  if (name === undefined || word.variable) return
  if (!sections.some((one) => one.kind === 'userlist' && one.name?.text === name))
    findings.error(section.source, word.start, `unable to find userlist '${name}'`)
}
