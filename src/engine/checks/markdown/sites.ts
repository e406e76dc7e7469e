import type { Surroundings } from '../surroundings.ts'
import { baseName, dirName } from '../tree.ts'

/** Programs that make pages of documents whose addresses are not those of the files. */
const REWRITING =
  /^(?:hugo\.(?:toml|ya?ml|json)|_config\.yml|gatsby-config\.\w+|astro\.config\.\w+|next\.config\.\w+|nuxt\.config\.\w+|\.eleventy\.js|eleventy\.config\.\w+|antora\.ya?ml|\.vuepress|\.vitepress|archetypes|sidebars\.\w+|docusaurus\.config\.\w+)$/
/** Others that keep the paths of files, and leave out their endings. */
const ANY_SITE =
  /(?:^|\/)(?:hugo\.(?:toml|ya?ml|json)|_config\.yml|gatsby-config\.\w+|astro\.config\.\w+|next\.config\.\w+|antora\.ya?ml|docusaurus\.config\.\w+|mkdocs\.ya?ml|\.vitepress\/.*|\.vuepress\/.*|_index\.md|conf\.py|book\.toml|sidebars\.\w+)$/

/** What is read on GitHub wherever it stands. */
const READ_AS_FILE =
  /^(?:README|CONTRIBUTING|SECURITY|CODE_OF_CONDUCT|GOVERNANCE|MAINTAINERS|SUPPORT|RELEASE|DEVELOPMENT|ROADMAP)\b/i

export class Sites {
  private readonly surroundings: Surroundings
  private readonly known = new Map<string, boolean>()
  readonly hasAny: boolean

  constructor(surroundings: Surroundings, paths: readonly string[]) {
    this.surroundings = surroundings
    this.hasAny = paths.some((path) => ANY_SITE.test(path))
  }

  /** Whether the links of a document are those of a site, which says itself where they lead. */
  rewrites(path: string): boolean {
    return !READ_AS_FILE.test(baseName(path)) && this.isBelowSite(dirName(path))
  }

  private isBelowSite(dir: string): boolean {
    const known = this.known.get(dir)
    if (known !== undefined) return known
    const names = this.surroundings.list(dir) ?? []
    const found =
      names.some((name) => REWRITING.test(name)) ||
      (names.includes('content') && names.some((name) => /^config(?:\.toml|\.ya?ml)?$/.test(name))) ||
      (dir !== '' && this.isBelowSite(dirName(dir)))
    this.known.set(dir, found)
    return found
  }
}
