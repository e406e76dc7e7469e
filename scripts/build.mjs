// Bundles the program with esbuild: one entry, every command in a chunk that is loaded when it runs.
// Beside it: the index of the built-in skills, and the licences of what is bundled.
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

// Ink can talk to React's developer tools; a program that is shipped does not, and their socket library costs time.
const withoutDevtools = {
  name: 'without-devtools',
  setup(bundle) {
    bundle.onResolve({ filter: /^react-devtools-core$/ }, () => ({ path: 'nothing', namespace: 'nothing' }))
    bundle.onLoad({ filter: /.*/, namespace: 'nothing' }, () => ({ contents: 'export default {}' }))
  },
}

const out = join(root, 'dist')
const fresh = join(root, 'dist.new')
rmSync(fresh, { recursive: true, force: true })
const common = {
  absWorkingDir: root,
  outdir: 'dist.new',
  bundle: true,
  platform: 'node',
  target: 'node22',
  // Names stay: a stack trace of the installed program must say where it was.
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: 'none',
  mainFields: ['module', 'main'],
  jsx: 'automatic',
  plugins: [withoutDevtools],
  define: {
    'process.env.NODE_ENV': '"production"',
    'process.env.DEV': '"false"',
    __VERSION__: JSON.stringify(version),
  },
  logLevel: 'warning',
}
const { metafile } = await build({
  ...common,
  entryPoints: { main: 'src/cli/main.ts', index: 'src/skills/index-build.ts', program: 'src/cli/program.ts' },
  splitting: true,
  format: 'esm',
  banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
  metafile: true,
})
// What has to answer at once is one small file, without modules to link.
const quick = {
  entryPoints: { quick: 'src/cli/quick.ts' },
  format: 'cjs',
  outExtension: { '.js': '.cjs' },
  minify: true,
}
await build({ ...common, ...quick })

const { writeIndexTexts } = await import(pathToFileURL(join(fresh, 'index.js')).href)
const texts = writeIndexTexts(join(root, 'skillchain', 'skills'), join(root, 'skillchain', 'blueprints'))
writeFileSync(join(fresh, 'skills.json'), texts.index)
writeFileSync(join(fresh, 'words.json'), texts.words)

const packages = new Set(
  Object.keys(metafile.inputs).flatMap((file) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? []),
)
writeFileSync(join(fresh, 'licenses.txt'), [...packages].sort().map(licence).join('\n'))

// Help is the same text every time: written down once, it costs nothing to show.
const program = await import(pathToFileURL(join(fresh, 'program.js')).href)
writeFileSync(join(fresh, 'help.txt'), program.helpText(process))

// Only a build that went well takes the place of the last one.
rmSync(out, { recursive: true, force: true })
renameSync(fresh, out)

function licence(name) {
  const dir = join(root, 'node_modules', name)
  const about = JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8'))
  const file = readdirSync(dir).find((entry) => /^licen[cs]e/i.test(entry))
  const text = file === undefined || !existsSync(join(dir, file)) ? '' : readFileSync(join(dir, file), 'utf8')
  return `${name} ${about.version} (${about.license})\n\n${text.trim()}\n\n${'-'.repeat(72)}\n`
}
