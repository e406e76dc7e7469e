// What is changed in libraries while they are bundled. Each change must find what it changes, else the build fails.
import { readFileSync } from 'node:fs'

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
