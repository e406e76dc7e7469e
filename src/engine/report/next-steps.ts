import type { FactView, Tree } from '../checks/index.ts'

/** Commands for what is there, to be typed from where the run was started. */
export function nextSteps(tree: Tree, facts: FactView, root: string): string[] {
  const paths = tree.paths()
  const has = (path: string): boolean => paths.includes(path)
  const from = (path: string): string =>
    shellWord(root === '' || root === '.' ? path : `${root.replace(/\/+$/, '')}/${path}`)
  const env = environmentOf(paths, facts)
  const steps = [
    has('README.md')
      ? `Review generated configurations, beginning with ${from('README.md')}`
      : 'Review generated configurations',
  ]

  const terraform = terraformRoot(paths)
  if (terraform !== null) {
    const inside = (path: string): string => (terraform === '' ? path : `${terraform}/${path}`)
    const chdir =
      terraform === '' && (root === '' || root === '.') ? '' : ` -chdir=${from(terraform === '' ? '.' : terraform)}`
    const values = env === null ? null : `environments/${env}.tfvars`
    const backend = env === null ? null : `environments/${env}.s3.tfbackend`
    const varFile = values !== null && has(inside(values)) ? ` -var-file=${values}` : ''
    const backendFile = backend !== null && has(inside(backend)) ? ` -backend-config=${backend}` : ''
    if (varFile !== '') steps.push(`Update ${from(inside(values ?? ''))} with your values`)
    else if (has(inside('variables.tf'))) steps.push(`Update ${from(inside('variables.tf'))} with your values`)
    if (has(inside('bootstrap/README.md')))
      steps.push(`Make the state bucket once: the commands are in ${from(inside('bootstrap/README.md'))}`)
    else if (has(inside('bootstrap/main.tf'))) {
      const bootstrap = ` -chdir=${from(inside('bootstrap'))}`
      steps.push(`Make the state bucket once: terraform${bootstrap} init && terraform${bootstrap} apply`)
    }
    const plan = `${env ?? 'main'}.tfplan`
    steps.push(
      `Initialize: terraform${chdir} init${backendFile}`,
      `Plan: terraform${chdir} plan${varFile} -out=${plan}`,
      `Apply: terraform${chdir} apply ${plan}`,
    )
  }

  const overlay =
    paths.find((path) => path.endsWith(`overlays/${env}/kustomization.yaml`)) ??
    paths.find((path) => /overlays\/[^/]+\/kustomization\.yaml$/.test(path))
  if (overlay !== undefined) {
    const deploy = tree.text('scripts/deploy.sh')
    if (deploy !== undefined) steps.push(`Deploy to the cluster: ${command(from('scripts/deploy.sh'), deploy, env)}`)
    else steps.push(`Deploy to the cluster: kubectl apply -k ${from(overlay.replace(/\/kustomization\.yaml$/, ''))}`)
  }

  const playbook = paths.find((path) => /(?:^|\/)playbooks\/site\.ya?ml$/.test(path))
  const inventory =
    paths.find((path) => path.includes(`inventory/${env}/`)) ??
    paths.find((path) => /(?:^|\/)inventory\/[^/]+\//.test(path))
  if (playbook !== undefined && inventory !== undefined) {
    const folder = /^(.*inventory\/[^/]+)\//.exec(inventory)?.[1] ?? inventory
    steps.push(
      `Configure the hosts, first without changing them: ansible-playbook -i ${from(folder)} ${from(playbook)} --check --diff`,
    )
  }
  return steps
}

/** The folder whose main.tf is nobody's module. */
function terraformRoot(paths: readonly string[]): string | null {
  const mains = paths
    .filter((path) => /(?:^|\/)(?:main|providers|versions)\.tf$/.test(path))
    .map((path) => path.replace(/\/?[^/]+$/, ''))
  if (mains.includes('terraform')) return 'terraform'
  return mains.sort((a, b) => a.split('/').length - b.split('/').length || a.length - b.length)[0] ?? null
}

function environmentOf(paths: readonly string[], facts: FactView): string | null {
  const named = paths.flatMap(
    (path) =>
      /(?:environments\/([\w-]+)\.tfvars|overlays\/([\w-]+)\/kustomization\.yaml|inventory\/([\w-]+)\/)/
        .exec(path)
        ?.slice(1)
        .find(Boolean) ?? [],
  )
  const answered = facts.list('environments').map(String)
  const known = [...answered.filter((name) => named.includes(name)), ...named]
  return known.find((name) => /^prod/.test(name)) ?? known[0] ?? null
}

/** A script says itself how it is called. */
function command(path: string, script: string, env: string | null): string {
  const flag = /(?<![\w-])--(?:env|environment)(?![\w-])/.exec(script)?.[0]
  if (env !== null && flag) return `${path} ${flag} ${env}`
  if (env !== null && /usage:[^\n]*\bdeploy\.sh\b[^\n]*(?:<env(?:ironment)?>|\bENV(?:IRONMENT)?\b)/i.test(script))
    return `${path} ${env}`
  return `${path} --help`
}

function shellWord(path: string): string {
  return /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`
}
