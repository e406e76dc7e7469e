// Builds schemas/kubernetes/kubernetes.pack: Kubernetes' own kinds of every version it knows, and custom resources that are in wide use.
//   node scripts/schemas/kubernetes.mjs [FOLDER]
// installs the packages named in SOURCES into FOLDER (a temporary one by default) with npm and pip, and reads them.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readCore } from './kubernetes/core.mjs'
import { readDeclarations } from './kubernetes/declarations.mjs'
import { packKubernetes } from './kubernetes/pack.mjs'

/** Name on npm, and what its kinds belong to. */
const SOURCES = {
  'kubernetes-models': ['5.1.0', 'Kubernetes'],
  '@kubernetes-models/apimachinery': ['3.0.2', 'Kubernetes'],
  '@kubernetes-models/gateway-api': ['2.0.0', 'Gateway API'],
  '@kubernetes-models/cert-manager': ['6.0.0', 'cert-manager'],
  '@kubernetes-models/istio': ['3.0.1', 'Istio'],
  '@kubernetes-models/argo-cd': ['4.0.0', 'Argo CD'],
  '@kubernetes-models/prometheus-operator': ['6.0.0', 'Prometheus Operator'],
  '@kubernetes-models/external-secrets': ['2.0.0', 'External Secrets'],
  '@kubernetes-models/flux-cd': ['4.0.0', 'Flux'],
  '@kubernetes-models/karpenter': ['2.0.0', 'Karpenter'],
  '@kubernetes-models/keda': ['2.0.0', 'KEDA'],
  '@kubernetes-models/sealed-secrets': ['6.0.0', 'Sealed Secrets'],
}
const CORE = 'kubernetes-validate==1.37.0'
/** Names on the Python index, as npm has nothing of these. */
const MODELS = {
  'cloudcoil-models-kyverno': ['1.13.4.0', 'Kyverno', 'kyverno'],
  'cloudcoil-models-velero': ['1.15.2.1', 'Velero', 'velero'],
}

/** Repositories on GitHub with definitions that neither has: tag, what they belong to, the folders with them. */
const REPOSITORIES = {
  'envoyproxy/gateway': ['v1.9.0', 'Envoy Gateway', ['charts/gateway-crds-helm/templates/generated']],
  'linkerd/linkerd2': [
    'edge-26.8.3',
    'Linkerd',
    ['charts/linkerd-crds/templates/policy', 'charts/linkerd-crds/templates/workload'],
  ],
  'cert-manager/trust-manager': ['v0.24.0', 'trust-manager', ['deploy/crds']],
}

const given = process.argv[2]
const folder = given ?? mkdtempSync(join(tmpdir(), 'skillchain-schema-'))
try {
  const run = (command, ...args) => execFileSync(command, args, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] })
  if (!existsSync(join(folder, 'node_modules', 'kubernetes-models'))) {
    writeFileSync(join(folder, 'package.json'), '{"private":true}')
    const wanted = Object.entries(SOURCES).map(([name, [version]]) => `${name}@${version}`)
    run('npm', 'install', '--ignore-scripts', '--no-audit', '--no-fund', ...wanted)
  }
  if (!existsSync(join(folder, 'core')))
    run('python3', '-m', 'pip', 'install', '--quiet', '--no-deps', '--target', 'core', CORE)
  for (const [name, [version, , dir]] of Object.entries(MODELS))
    if (!existsSync(join(folder, dir)))
      run('python3', '-m', 'pip', 'install', '--quiet', '--no-deps', '--target', dir, `${name}==${version}`)
  for (const [name, [tag, , folders]] of Object.entries(REPOSITORIES)) {
    const dir = join('crds', name.replace('/', '+'))
    if (existsSync(join(folder, dir))) continue
    const from = ['--quiet', '--depth', '1', '--filter=blob:none', '--sparse', '--branch', tag]
    run('git', 'clone', ...from, `https://github.com/${name}`, dir)
    run('git', '-C', dir, 'sparse-checkout', 'set', ...folders)
  }

  const core = readCore(join(folder, 'core', 'kubernetes_validate', 'kubernetes-json-schema'))
  const packages = new Map()
  for (const name of Object.keys(SOURCES)) packages.set(name, readDeclarations(join(folder, 'node_modules', name)))
  const script = fileURLToPath(new URL('kubernetes/models.py', import.meta.url))
  for (const [name, [, , dir]] of Object.entries(MODELS)) {
    const text = execFileSync('python3', [script, join(folder, dir, 'cloudcoil', 'models', dir)], {
      maxBuffer: 1 << 28,
    })
    packages.set(name, new Map(Object.entries(JSON.parse(text))))
  }
  const families = new Map(Object.entries({ ...SOURCES, ...MODELS }).map(([name, [, family]]) => [name, family]))
  const repositories = Object.entries(REPOSITORIES).flatMap(([name, [, family, folders]]) =>
    folders.map((path) => [join(folder, 'crds', name.replace('/', '+'), path), family]),
  )
  const { bytes, summary } = packKubernetes(core, packages, families, repositories)
  const out = fileURLToPath(new URL('../../schemas/kubernetes/', import.meta.url))
  mkdirSync(out, { recursive: true })
  writeFileSync(join(out, 'kubernetes.pack'), bytes)
  console.log(`kubernetes.pack: ${summary}, ${bytes.length} bytes`)
} finally {
  if (given === undefined) rmSync(folder, { recursive: true, force: true })
}
