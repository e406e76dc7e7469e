import { run } from '../../../content/tools.ts'
import { oneFile } from '../one-file.ts'
import type { Judged } from './agree.ts'

const APP = `# syntax=docker/dockerfile:1.7
ARG NODE_VERSION=24.1.0

FROM --platform=$BUILDPLATFORM node:\${NODE_VERSION}-bookworm AS build
WORKDIR /src
COPY --link package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm npm ci
COPY --chown=node:node . .
# Comments may stand between lines that go on.
RUN npm run build && \\
    # like this one
    npm prune --omit=dev && \\
    if [ -d dist ]; then echo "built"; fi

FROM debian:12.7-slim AS base
ENV DEBIAN_FRONTEND=noninteractive \\
    LANG=C.UTF-8
RUN apt-get update \\
    && apt-get install -y --no-install-recommends ca-certificates curl \\
    && rm -rf /var/lib/apt/lists/*

FROM base
LABEL org.opencontainers.image.title="app" org.opencontainers.image.licenses='Apache-2.0'
ARG REVISION
ENV REVISION \${REVISION}
COPY --from=build --chmod=0755 /src/dist /app
ADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d https://mirrors.example.com/a.tar.gz /opt/
VOLUME ["/data", "/cache"]
EXPOSE 8080/tcp 9090-9095
STOPSIGNAL SIGTERM
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
RUN useradd --system app
USER app:app
HEALTHCHECK --interval=30s --timeout=3s --retries=3 CMD curl -fsS http://localhost:8080/healthz || exit 1
ENTRYPOINT ["/app/server"]
CMD ["--listen", ":8080"]
`

const SMALL = `FROM alpine:3.20
MAINTAINER ops
RUN apk add --no-cache bash
ONBUILD COPY . /srv
WORKDIR /srv
CMD exec ./run "$HOME"
`

export const dockerfileJudged: Judged = {
  name: 'dockerfile',
  tools: ['hadolint'],
  comment: /^#[^\n]*/gm,
  // It asks shellcheck about every command, and has image names of its own.
  least: 0.9,
  samples: async () => [APP, SMALL],
  prepare: async () => ({
    ours: await oneFile('dockerfile', 'Dockerfile'),
    theirs: (text) => {
      const { stdout } = run('hadolint', ['--no-fail', '-f', 'json', '-'], { input: text })
      const said: { code: string; level: string; line: number; message: string }[] = JSON.parse(stdout || '[]')
      // What it cannot read, and what its rules and shellcheck call an error.
      const one = said.find(({ code }) => code === 'DL1000' || /^SC1\d\d\d$/.test(code))
      return one === undefined ? null : `${one.line} ${one.message.split('\n')[0]}`
    },
  }),
  // It does not say what only the builder refuses: order, forms and values of single instructions.
  leaveOut: (theirs, ours) =>
    theirs === null &&
    /no build stage|JSON form|isn't allowed|containerPort|missing a value|parser directive|can't find =|names can not be blank|exactly one|invalid reference/.test(
      ours ?? '',
    ),
}
