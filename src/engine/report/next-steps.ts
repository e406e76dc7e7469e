import type { FactView, Tree } from '../checks/index.ts'

/** Commands for what is there, to be typed from where the run was started. Scripts of the result come before bare tools. */
export function nextSteps(tree: Tree, facts: FactView, root: string): string[] {
  const place: Place = {
    tree,
    paths: tree.paths(),
    root: root === '.' ? '' : root.replace(/\/+$/, ''),
    env: environmentOf(tree.paths(), facts),
  }
  const readme = place.paths.includes('README.md')
  const deploy = scriptCall(place, 'scripts/deploy.sh')
  return [
    readme
      ? `Review generated configurations, beginning with ${from(place, 'README.md')}`
      : 'Review generated configurations',
    ...terraformSteps(place, deploy),
    ...clusterSteps(place, deploy),
    ...hostSteps(place),
  ]
}

interface Place {
  tree: Tree
  paths: readonly string[]
  /** The tree's folder as the user would type it; empty when they stand in it. */
  root: string
  env: string | null
}

function from(place: Place, path: string): string {
  return shellWord(place.root === '' ? path : `${place.root}/${path}`)
}

function terraformSteps(place: Place, deploy: Call | null): string[] {
  const dir = terraformRoot(place.paths)
  if (dir === null) return []
  const inside = (path: string): string => (dir === '' ? path : `${dir}/${path}`)
  const has = (path: string): boolean => place.paths.includes(inside(path))
  const folder = dir === '' ? place.root : `${place.root === '' ? '' : `${place.root}/`}${dir}`
  const terraform = folder === '' ? 'terraform' : `terraform -chdir=${shellWord(folder)}`
  const steps: string[] = []

  const values = place.env === null ? null : `environments/${place.env}.tfvars`
  const varFile = values !== null && has(values) ? values : null
  if (varFile !== null) steps.push(`Update ${from(place, inside(varFile))} with your values`)
  else if (has('variables.tf')) steps.push(`Update ${from(place, inside('variables.tf'))} with your values`)

  const setup = scriptCall(place, 'scripts/setup.sh', /terraform/)
  if (setup !== null) steps.push(`Initialize: ${setup.command}`)
  else {
    if (has('bootstrap/README.md'))
      steps.push(`Make the state bucket once: the commands are in ${from(place, inside('bootstrap/README.md'))}`)
    else if (has('bootstrap/main.tf')) {
      const bootstrap = `terraform -chdir=${from(place, inside('bootstrap'))}`
      steps.push(`Make the state bucket once: ${bootstrap} init && ${bootstrap} apply`)
    }
    steps.push(`Initialize: ${terraform} init${backendFlags(place, inside)}`)
  }
  const global = scriptCall(place, 'scripts/global.sh', /terraform/)
  if (global !== null) steps.push(`Apply what the account has once: ${global.command}`)

  const plan = `${place.env ?? 'main'}.tfplan`
  const planned = scriptCall(place, 'scripts/plan.sh', /\bplan\b/)
  steps.push(
    `Plan: ${planned?.command ?? `${terraform} plan${varFile === null ? '' : ` -var-file=${varFile}`} -out=${plan}`}`,
  )
  steps.push(`Apply: ${deploy?.appliesTerraform ? deploy.command : `${terraform} apply ${plan}`}`)
  return steps
}

/** A partial backend needs its file, and the bucket when that is not written there. */
function backendFlags(place: Place, inside: (path: string) => string): string {
  const file = `environments/${place.env}.s3.tfbackend`
  const text = place.tree.text(inside(file))
  if (text === undefined) return ''
  return ` -backend-config=${file}${/^\s*bucket\s*=/m.test(text) ? '' : ' -backend-config=bucket=YOUR_STATE_BUCKET'}`
}

function clusterSteps(place: Place, deploy: Call | null): string[] {
  const overlays = place.paths.filter((path) => /(?:^|\/)overlays\/[^/]+\/kustomization\.yaml$/.test(path))
  const overlay = overlays.find((path) => path.endsWith(`overlays/${place.env}/kustomization.yaml`)) ?? overlays[0]
  if (overlay === undefined) return []
  if (deploy?.reachesCluster) return deploy.appliesTerraform ? [] : [`Deploy to the cluster: ${deploy.command}`]
  return [`Deploy to the cluster: kubectl apply -k ${from(place, overlay.replace(/\/kustomization\.yaml$/, ''))}`]
}

function hostSteps(place: Place): string[] {
  const playbook = place.paths.find((path) => /(?:^|\/)playbooks\/site\.ya?ml$/.test(path))
  const inventories = place.paths.flatMap((path) => /^(?:.*\/)?inventory\/[^/]+(?=\/)/.exec(path)?.[0] ?? [])
  const inventory = inventories.find((path) => path.endsWith(`inventory/${place.env}`)) ?? inventories[0]
  if (playbook === undefined || inventory === undefined) return []
  const command = `ansible-playbook -i ${from(place, inventory)} ${from(place, playbook)} --check --diff`
  return [`Configure the hosts, first without changing them: ${command}`]
}

/** The folder whose main.tf is nobody's module. */
function terraformRoot(paths: readonly string[]): string | null {
  const roots = paths.flatMap((path) => {
    const found = /^(?:(.*)\/)?(?:main|providers|versions)\.tf$/.exec(path)
    return found ? [found[1] ?? ''] : []
  })
  if (roots.includes('terraform')) return 'terraform'
  return roots.sort((a, b) => depth(a) - depth(b) || a.length - b.length)[0] ?? null
}

function depth(dir: string): number {
  return dir === '' ? 0 : dir.split('/').length
}

const NAMED =
  /(?:environments\/([\w-]+)\.(?:tfvars|s3\.tfbackend)|overlays\/([\w-]+)\/kustomization\.yaml|inventory\/([\w-]+)\/)/

/** Production when there is one; an answered environment before one that merely exists. */
function environmentOf(paths: readonly string[], facts: FactView): string | null {
  const named = paths.flatMap((path) => NAMED.exec(path)?.slice(1).find(Boolean) ?? [])
  const answered = facts.list('environments').map(String)
  const known = [...answered.filter((name) => named.includes(name)), ...named]
  return known.find((name) => /^prod/.test(name)) ?? known[0] ?? null
}

interface Call {
  command: string
  appliesTerraform: boolean
  reachesCluster: boolean
}

/** A script says itself how it is called; one that does not is asked for its help. */
function scriptCall(place: Place, path: string, about = /[\s\S]/): Call | null {
  const text = place.tree.text(path)
  if (text === undefined || !about.test(text)) return null
  const usage = /^[^\S\n]*(?:#\s*)?usage:[^\n]*\.sh\b([^\n]*)/im.exec(text)?.[1]
  const flag = /(?<![\w-])--(?:env|environment)(?![\w-])/.exec(usage ?? text)?.[0]
  const takesName = usage !== undefined && /^\s+(?:<env(?:ironment)?>|ENV(?:IRONMENT)?)\b/i.test(usage)
  const name = place.env === null ? '' : flag ? ` ${flag} ${place.env}` : takesName ? ` ${place.env}` : ''
  return {
    command: `${from(place, path)}${usage === undefined && name === '' ? ' --help' : name}`,
    appliesTerraform: /\b(?:terraform|tf)\b[^\n]*\bapply\b/.test(text),
    reachesCluster: /\b(?:kubectl|helm|kustomize)\b/.test(text),
  }
}

function shellWord(path: string): string {
  return /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`
}
