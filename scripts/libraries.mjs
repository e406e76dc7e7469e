// What is changed in libraries while they are bundled. Each change must find what it changes, else the build fails.
import { readFileSync } from 'node:fs'
import { join, sep } from 'node:path'

const CHANGES = [
  {
    // Ink can talk to React's developer tools; a program that is shipped does not, and its way to ask for them waits at the top
    // level, which one file without modules cannot.
    filter: /ink\/build\/reconciler\.js$/,
    replace: [
      ["await import('./devtools.js');", ''],
      ['await loadPackageJson()', '{}'],
    ],
  },
  {
    // Yoga fetches its own bytes from a data URL: that loads Node's whole HTTP client, 40 ms for what takes 5.
    filter: /yoga-wasm-base64-esm\.js$/,
    replace: [
      ['loadYoga = loadYoga || {};', 'loadYoga = { instantiateWasm };'],
      [
        'return loadYoga.ready',
        `return loadYoga;
  function instantiateWasm(imports, receive) {
    const instance = new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(H.slice(H.indexOf(',') + 1), 'base64')), imports);
    receive(instance);
    return instance.exports;
  }`,
      ],
    ],
  },
  { filter: /yoga-layout\/dist\/src\/index\.js$/, replace: [['await loadYoga()', 'loadYoga()']] },
]

export const changedLibraries = {
  name: 'changed-libraries',
  setup(bundle) {
    for (const { filter, replace } of CHANGES)
      bundle.onLoad({ filter }, ({ path }) => ({ contents: replace.reduce(changed, readFileSync(path, 'utf8')) }))
  },
}

function changed(text, [from, to]) {
  if (text.split(from).length !== 2) throw new Error(`a library changed: ${JSON.stringify(from)} is not there once`)
  return text.replace(from, () => to)
}

// What takes milliseconds to load and what a first screen can do without is loaded when something of it is used. Large libraries
// are files of their own beside the program, so that they are not read with it; so is all that draws with React.
const BUILTINS = ['node:child_process', 'node:crypto', 'node:readline', 'node:zlib']
const LIBRARIES = { zod: 'zod', 'js-yaml': 'yaml', liquidjs: 'liquid', commander: 'commander' }
const SCREEN = 'src/ui/components/index.ts'
/** All checks are behind their catalog; most commands need none of them. */
const CATALOG = 'src/engine/checks/catalog.ts'

export const PARTS = {
  ...Object.fromEntries(Object.entries(LIBRARIES).map(([library, name]) => [name, library])),
  screen: SCREEN,
  checks: CATALOG,
}

/** Libraries that are WebAssembly, and the file that holds it. */
export const COMPILED = { '@wasm-fmt/shfmt': 'shfmt.wasm' }

const exactly = (names) => new RegExp(`^(?:${names.join('|')})$`)

export const loadedLate = {
  name: 'loaded-late',
  setup(bundle) {
    bundle.onResolve({ filter: exactly([...BUILTINS, ...Object.keys(LIBRARIES)]) }, ({ path, importer, kind }) =>
      kind === 'import-statement' && !importer.includes(`${sep}node_modules${sep}`)
        ? { path, namespace: 'late' }
        : undefined,
    )
    bundle.onResolve({ filter: exactly(Object.keys(LIBRARIES)) }, ({ path, kind }) =>
      kind === 'dynamic-import' ? { path: `./${LIBRARIES[path]}.cjs`, external: true } : undefined,
    )
    bundle.onResolve({ filter: /^\.\/components\/index\.ts$/ }, () => ({ path: './screen.cjs', external: true }))
    bundle.onResolve({ filter: /\/catalog\.ts$/ }, ({ path, resolveDir, kind }) =>
      kind === 'import-statement' && join(resolveDir, path).endsWith(join(CATALOG))
        ? { path: CATALOG, namespace: 'late' }
        : undefined,
    )
    bundle.onLoad({ filter: /.*/, namespace: 'late' }, async ({ path }) => ({
      contents: lateModule(path, await import(path === CATALOG ? `../${CATALOG}` : path)),
    }))
  },
}

/** A module whose exports are looked up when they are used; the bundler keeps getters. */
function lateModule(name, module) {
  const from = name === CATALOG ? './checks.cjs' : name in LIBRARIES ? `./${LIBRARIES[name]}.cjs` : name
  // In a variable the name is none of the bundler's business.
  const getters = Object.keys(module)
    .filter((key) => /^\w+$/.test(key) && key !== 'default' && key !== '__esModule')
    .map((key) => `get ${key}() { return late().${key} }`)
  return `const from = '${from}'; let loaded; const late = () => (loaded ??= require(from)); module.exports = { __esModule: true, ${getters.join(', ')} }`
}
