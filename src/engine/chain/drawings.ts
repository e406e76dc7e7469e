import { factView } from '../checks/index.ts'
import type { Fact } from '../protocol/index.ts'
import type { OutFile } from '../render/index.ts'
import { type Drawing, drawArchitecture, drawMatrix, renderSvg } from '../report/diagram/index.ts'
import type { Link } from './links.ts'

const PAGE = 'docs/architecture.md'

/** The pictures that `docs/architecture.md` shows: they open in any browser, without tools. */
export function drawings(
  files: readonly OutFile[],
  facts: readonly Fact[],
  skills: readonly string[],
  links: readonly Link[],
): OutFile[] {
  const page = files.find((file) => file.path === PAGE)
  if (page === undefined) return []
  const picture = (path: string, content: string): OutFile => ({
    path,
    content,
    mode: 0o644,
    owner: page.owner.split('+')[0] ?? page.owner,
    template: 'drawn from the facts',
    was: [],
  })
  const svg = (drawing: Drawing): string => `${renderSvg(drawing, { standalone: true })}\n`
  const architecture = picture('docs/architecture.svg', svg(drawArchitecture(factView(facts), skills)))
  if (links.length === 0) return [architecture]
  return [architecture, picture('docs/links.svg', svg(drawMatrix('What links the parts', skills, links)))]
}
