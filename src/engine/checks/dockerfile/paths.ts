import { baseName } from '../tree.ts'

/** `Dockerfile`, `Containerfile`, and those of one of several images: `Dockerfile.web`, `web.Dockerfile`. */
export function mayBeDockerfile(path: string): boolean {
  const name = baseName(path)
  return (
    /^(?:Dockerfile|Containerfile)(?:[.-][\w.-]+)?$|^[\w.-]+\.(?:dockerfile|containerfile)$/i.test(name) &&
    !/\.(?:dockerignore|md|txt|template|tmpl|tpl|j2|jinja2?|erb|in|go|py|sh|ya?ml|json|orig|bak|m4)$/i.test(name)
  )
}
