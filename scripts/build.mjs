// Bundles the program with esbuild into a few files: what a command needs is evaluated when it runs, and there are no modules
// to find, read and link one by one.
// Beside it: the index of the built-in skills, and the licences of what is bundled.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync } from 'node:zlib'
import { build } from 'esbuild'
import { COMPILED, changedLibraries, loadedLate, PARTS } from './libraries.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

const out = join(root, 'dist')
const fresh = join(root, 'dist.new')
rmSync(fresh, { recursive: true, force: true })
const common = {
  absWorkingDir: root,
  outdir: 'dist.new',
  outExtension: { '.js': '.cjs' },
  format: 'cjs',
  bundle: true,
  platform: 'node',
  target: 'node22',
  // Names stay: a stack trace of the installed program must say where it was.
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: 'none',
  mainFields: ['module', 'main'],
  jsx: 'automatic',
  plugins: [changedLibraries, loadedLate],
  define: {
    'process.env.NODE_ENV': '"production"',
    'process.env.DEV': '"false"',
    'import.meta.url': '__file',
    __VERSION__: JSON.stringify(version),
  },
  banner: { js: "const __file=require('node:url').pathToFileURL(__filename).href;" },
  // `import()` of a part is `require`: the loader of modules would read it twice.
  supported: { 'dynamic-import': false },
  logLevel: 'warning',
}
const { metafile } = await build({
  ...common,
  entryPoints: {
    main: 'src/cli/main.ts',
    thread: 'src/cli/check/thread.ts',
    ...PARTS,
    index: 'src/skills/index-build.ts',
    versions: 'src/skills/versions.ts',
  },
  metafile: true,
})
// What has to answer at once is smaller still.
await build({ ...common, entryPoints: { quick: 'src/cli/quick.ts', again: 'src/cli/check/again.ts' }, minify: true })

const require = createRequire(import.meta.url)
const { writeIndexTexts } = require(join(fresh, 'index.cjs'))
const { writeVersionsText } = require(join(fresh, 'versions.cjs'))
const texts = writeIndexTexts(join(root, 'skillchain', 'skills'), join(root, 'skillchain', 'blueprints'))
writeFileSync(join(fresh, 'skills.json'), texts.index)
writeFileSync(join(fresh, 'words.json'), texts.words)
writeFileSync(join(fresh, 'versions.json'), await writeVersionsText(join(root, 'skillchain', 'versions.yaml')))

const packages = new Set(
  Object.keys(metafile.inputs).flatMap((file) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? []),
)
// The reader of shell scripts is WebAssembly, and read when there is a script.
for (const [library, file] of Object.entries(COMPILED)) {
  packages.add(library)
  const code = readFileSync(require.resolve(`${library}/${file}`))
  writeFileSync(join(fresh, `${file}.br`), brotliCompressSync(code))
}
writeFileSync(join(fresh, 'licenses.txt'), [...packages].sort().map(licence).join('\n'))

// Help is the same text every time: written down once, it costs nothing to show.
writeFileSync(join(fresh, 'help.txt'), execFileSync(process.execPath, [join(fresh, 'main.cjs'), '--help']))
for (const tool of ['index.cjs', 'versions.cjs']) rmSync(join(fresh, tool))

// Names this very program and what it reads: verdicts that are kept hold for no other.
writeFileSync(join(fresh, 'build.txt'), `${sumOfFiles(fresh, join(root, 'schemas'))}\n`)

// Only a build that went well takes the place of the last one.
rmSync(out, { recursive: true, force: true })
renameSync(fresh, out)

function sumOfFiles(...folders) {
  const sum = createHash('sha256')
  for (const folder of folders)
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }).sort(byPath))
      if (entry.isFile()) sum.update(`${entry.name}\0`).update(readFileSync(join(entry.parentPath, entry.name)))
  return sum.digest('hex')
}

function byPath(a, b) {
  const [one, other] = [join(a.parentPath, a.name), join(b.parentPath, b.name)]
  return one < other ? -1 : one > other ? 1 : 0
}

function licence(name) {
  const dir = join(root, 'node_modules', name)
  const about = JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8'))
  const file = readdirSync(dir).find((entry) => /^licen[cs]e/i.test(entry))
  const text = file === undefined || !existsSync(join(dir, file)) ? '' : readFileSync(join(dir, file), 'utf8')
  return `${name} ${about.version} (${about.license})\n\n${text.trim()}\n\n${'-'.repeat(72)}\n`
}
