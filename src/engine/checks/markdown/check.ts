import type { Diagnostic, Fix } from '../../protocol/diagnostic.ts'
import type { Check, CheckContext } from '../check.ts'
import { PathIndex, tidy } from '../consistency/paths.ts'
import { sourceOf } from '../read/source.ts'
import { asDiagnostic, type Rule } from '../rule.ts'
import { baseName, dirName, type FileRef, isReadable } from '../tree.ts'
import { anchorsOf, isFilledIn } from './anchors.ts'
import { folded, type Link, linksIn } from './links.ts'
import { mayBeMarkdown } from './paths.ts'
import { proseOf } from './prose.ts'
import { MARKDOWN } from './rules.ts'
import { Sites } from './sites.ts'

/** The offline check of links between documents. */
export const markdownCheck: Check = {
  id: 'markdown',
  scope: 'tree',
  appliesTo: ({ path }) => mayBeMarkdown(path),
  run: async (files, context) => {
    const judge = new LinkJudge(context)
    return files.flatMap((file) => judge.file(file))
  },
}

interface Said {
  rule: Rule
  offset: number
  message: string
  fix?: Fix
}

type Found = { is: 'there'; path: string } | { is: 'case'; written: string; name: string } | { is: 'missing' }

class LinkJudge {
  private readonly context: CheckContext
  private readonly sites: Sites
  /** The anchors of documents that something leads into; null where they cannot all be known. */
  private readonly anchors = new Map<string, ReadonlySet<string> | null>()
  private index: PathIndex | null = null
  /** Files by their names; null for a name of several. */
  private names: Map<string, string | null> | null = null

  constructor(context: CheckContext) {
    this.context = context
    this.sites = new Sites(context.surroundings, context.tree.paths())
  }

  file(file: FileRef): Diagnostic[] {
    const { path, text } = file
    // What was there once is what a history is about.
    if (/(?:^|\/)(?:CHANGE(?:LOG|S)|HISTORY|RELEASES?|NEWS)\b[\w.-]*$/i.test(path)) return []
    // A document that is filled in stands elsewhere afterwards.
    if (text.includes('<:')) return []
    const prose = proseOf(text)
    const { links, named, defined } = linksIn(prose)
    const said = links.flatMap((link) => this.link(path, text, link))
    // Somebody who defines names means them; elsewhere two pairs of brackets may be anything.
    if (defined.size > 0)
      for (const { label, start } of named)
        if (!defined.has(folded(label)) && /\p{L}/u.test(label) && !/[{}<>|=]/.test(label))
          said.push({ rule: MARKDOWN.reference, offset: start, message: `Nothing here defines [${label}].` })
    const source = sourceOf({ path, text })
    const seen = new Set<string>()
    return said.flatMap(({ offset, fix, ...hit }) => {
      const at = { file: path, ...source.at(offset) }
      const key = `${at.line}:${at.column}:${hit.message}`
      if (seen.has(key)) return []
      seen.add(key)
      return [
        {
          ...asDiagnostic('markdown', { ...hit, message: copyOf(hit.message), at }),
          ...(fix === undefined ? {} : { fix }),
        },
      ]
    })
  }

  private link(path: string, text: string, { target, start }: Link): Said[] {
    const [address = '', fragment] = splitAt(decoded(target.replace(/\\([!-/:-@[-`{-~])/g, '$1')), '#')
    const way = address.replace(/\?.*$/, '')
    // Addresses, paths from the root of a site, and what is filled in later.
    if (/^(?:[a-z][a-z0-9+.-]*:|\/|[~@$%#])/i.test(way) || /[{}<>*|`"\\…]|\$\(|^\.{3}/.test(way)) return []
    if (way === '') return fragment ? this.anchor(path, text, fragment, start, path) : []
    if (
      /^(?:www\.[\w-]+\.|[\w.+-]+@[\w-]+\.\w|(?:[\w-]+\.)+(?:com|org|io|net|dev)(?:\/|$))/i.test(way) &&
      this.find(path, way).is === 'missing'
    )
      return [{ rule: MARKDOWN.scheme, offset: start, message: `${way} is taken for a file, and not for an address.` }]
    if (this.sites.rewrites(path)) return []
    const found = this.find(path, way)
    if (found.is === 'case') {
      const at = text.indexOf(found.written, start)
      const edits = [{ start: at, end: at + found.written.length, text: found.name }]
      return [
        {
          rule: MARKDOWN.letterCase,
          offset: start,
          message: `${found.written} is called ${found.name} here.`,
          ...(at >= 0 && at < start + target.length
            ? { fix: { title: 'capital letters as the file has them', edits } }
            : {}),
        },
      ]
    }
    if (found.is === 'missing') return this.missing(path, way, start)
    return fragment ? this.anchor(found.path, this.context.tree.text(found.path), fragment, start, path) : []
  }

  private find(from: string, way: string): Found {
    const { surroundings } = this.context
    let here = dirName(from)
    const above = here.split('/').filter((part) => part !== '')
    for (const part of way.split('/')) {
      if (part === '' || part === '.') continue
      if (part === '..') {
        // Above the tree nothing is judged: GitHub has its own pages there, such as ../../issues.
        if (above.pop() === undefined) return { is: 'there', path: '..' }
      } else {
        const names = surroundings.list(above.join('/'))
        if (names === null) return { is: 'missing' }
        if (!names.includes(part)) {
          const name = names.find((one) => one.normalize() === part.normalize())
          const other = name ?? names.find((one) => one.toLowerCase() === part.toLowerCase())
          if (other === undefined) return { is: 'missing' }
          if (name === undefined) return { is: 'case', written: part, name: other }
        }
        above.push(part)
      }
    }
    here = above.join('/')
    return { is: 'there', path: here }
  }

  private missing(path: string, way: string, offset: number): Said[] {
    const full = tidy(`${dirName(path)}/${way}`)
    if (full === null) return []
    const ending = /\.([A-Za-z]\w{0,5})$/.exec(way)?.[1]
    // Sites leave endings out, or put others in their place.
    if ((ending === undefined || /^html?$/i.test(ending)) && this.sites.hasAny) return []
    if ((ending === undefined || /^html?$/i.test(ending)) && this.isPage(path, way)) return []
    this.index ??= new PathIndex(this.context.tree)
    if (this.index.isIgnored(full)) return []
    const elsewhere = this.sameName(full)
    const meant = elsewhere === null ? '' : ` Did you mean ${elsewhere}?`
    return [{ rule: MARKDOWN.file, offset, message: `There is no ${full} in the tree.${meant}` }]
  }

  /** The only file of that name, wherever it stands. */
  private sameName(path: string): string | null {
    if (this.names === null) {
      this.names = new Map()
      for (const one of this.context.tree.paths()) {
        const name = baseName(one)
        this.names.set(name, this.names.has(name) ? null : one)
      }
    }
    return this.names.get(baseName(path)) ?? null
  }

  /** `guide` and `guide.html` for a page that is made of `guide.md`. */
  private isPage(path: string, way: string): boolean {
    const bare = way.replace(/\.html?$/i, '').replace(/\/$/, '')
    return ['.md', '.mdx', '.rst', '.adoc', '.html', '.ipynb', '.txt'].some(
      (ending) => this.find(path, bare + ending).is === 'there',
    )
  }

  private anchor(path: string, text: string | undefined, fragment: string, offset: number, from: string): Said[] {
    const wanted = fragment.toLowerCase().replace(/^user-content-/, '')
    if (/^(?:top$|l\d+|fn|:~:)|[{}<>$/=:]/.test(wanted)) return []
    let file = path
    let content = text
    if (!/\.(?:md|markdown)$/i.test(path)) {
      const readme = (this.context.surroundings.list(path) ?? []).find((name) => /^readme\.md$/i.test(name))
      if (readme === undefined) return []
      file = path === '' ? readme : `${path}/${readme}`
      content = this.context.tree.text(file)
    }
    if (!isReadable(content)) return []
    const known = this.anchors.get(file)
    const anchors = known === undefined ? (isFilledIn(content) ? null : anchorsOf(content)) : known
    this.anchors.set(file, anchors)
    if (anchors === null || anchors.has(wanted) || anchors.has(wanted.replace(/-{2,}/g, '-').replace(/^-|-$/g, '')))
      return []
    const where = file === from ? 'here' : `in ${file}`
    return [{ rule: MARKDOWN.anchor, offset, message: `No heading ${where} has the anchor #${fragment}.` }]
  }
}

/** A piece of a text keeps the whole text in memory; findings stay, and texts go. */
function copyOf(message: string): string {
  return message.split('').join('')
}

function decoded(target: string): string {
  const text = target.replace(/&amp;/g, '&')
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function splitAt(text: string, sign: string): [string, string | undefined] {
  const at = text.indexOf(sign)
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)]
}
