// Bundles the program with esbuild: one entry, every command in a chunk that is loaded when it runs.
// Beside it: the index of the built-in skills, and the licences of what is bundled.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

rmSync(join(root, 'dist'), { recursive: true, force: true })
const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: { main: 'src/cli/main.ts', index: 'src/skills/index-build.ts' },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node22',
  minify: true,
  keepNames: true,
  legalComments: 'none',
  mainFields: ['module', 'main'],
  banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
  define: { 'process.env.NODE_ENV': '"production"', __VERSION__: JSON.stringify(version) },
  metafile: true,
  logLevel: 'warning',
})

const { writeIndexText } = await import(pathToFileURL(join(root, 'dist', 'index.js')).href)
writeFileSync(join(root, 'dist', 'skills.json'), writeIndexText(join(root, 'skillchain', 'skills'), join(root, 'skillchain', 'blueprints')))

const packages = new Set(
  Object.keys(metafile.inputs).flatMap((file) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? []),
)
writeFileSync(join(root, 'dist', 'licenses.txt'), [...packages].sort().map(licence).join('\n'))

function licence(name) {
  const dir = join(root, 'node_modules', name)
  const about = JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8'))
  const file = readdirSync(dir).find((entry) => /^licen[cs]e/i.test(entry))
  const text = file === undefined || !existsSync(join(dir, file)) ? '' : readFileSync(join(dir, file), 'utf8')
  return `${name} ${about.version} (${about.license})\n\n${text.trim()}\n\n${'-'.repeat(72)}\n`
}
