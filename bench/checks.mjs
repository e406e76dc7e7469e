// How fast the offline checks are, and how often they say what the program says whose files they judge.
//   node bench/checks.mjs speed                   one Terraform module beside terraform validate, 1,000 modules, packs, memory
//   node bench/checks.mjs agreement terraform|kubernetes|kustomize|cloudformation DIR… [--edits N] [--seed N] [--list]
//   node bench/checks.mjs format DIR… [--count N] [--seed N] [--list]
//   node bench/checks.mjs verdicts                what terraform says of the snippets in tests/engine/terraform
//   node bench/checks.mjs programs [NAME…] [--count N] [--seed N] [--list]
//   node bench/checks.mjs objects                 speed on 500 Kubernetes objects and a large CloudFormation template
//   node bench/checks.mjs each                    each check on the platform at advanced
//   node bench/checks.mjs watch                   from a save to the verdict, on the platform at advanced
//   node bench/checks.mjs memory [CHECK…]         what it holds at most on 10,000 files
//   node bench/checks.mjs fuzz [NAME…] [--count N] [--seed N]
/** Folders and flags of a command line. */
function read(args) {
  const valued = ['--edits', '--seed', '--count', '--minutes', '--verdicts']
  const after = (flag, otherwise) => (args.includes(flag) ? args[args.indexOf(flag) + 1] : otherwise)
  return {
    dirs: args.filter((one, index) => !one.startsWith('--') && !valued.includes(args[index - 1])),
    edits: Number(after('--edits', 0)),
    seed: Number(after('--seed', 20260101)),
    count: Number(after('--count', 2000)),
    minutes: Number(after('--minutes', Number.POSITIVE_INFINITY)),
    verdicts: after('--verdicts', null),
    list: args.includes('--list'),
  }
}

async function agreement(args) {
  const { dirs, edits, seed, verdicts, minutes, list } = read(args)
  const [kind] = dirs
  if (kind === 'kubernetes') {
    const { kubernetesAgreement } = await import('./checks/kubernetes.mjs')
    return kubernetesAgreement(dirs.slice(1), { edits, seed })
  }
  if (kind === 'kustomize') {
    const { kustomizeAgreement } = await import('./checks/kustomize.mjs')
    return kustomizeAgreement(dirs.slice(1), { edits, seed })
  }
  if (kind === 'cloudformation') {
    const { cloudformationAgreement } = await import('./checks/cloudformation.mjs')
    return cloudformationAgreement(dirs.slice(1), { edits, seed, verdicts })
  }
  if (kind !== 'terraform') {
    console.error(
      `agreement is measured for terraform, kubernetes, kustomize and cloudformation, not for ${kind ?? 'nothing'}`,
    )
    return 2
  }
  const { terraformAgreement } = await import('./checks/terraform/agreement.mjs')
  return terraformAgreement(dirs.slice(1), { edits, seed, verdicts, minutes, list })
}

async function format(args) {
  const { formatAgreement } = await import('./checks/terraform/format.mjs')
  const { dirs, count, seed, list } = read(args)
  return formatAgreement(dirs, { count, seed, list })
}

const [command, ...rest] = process.argv.slice(2)
if (command === 'agreement') process.exitCode = await agreement(rest)
else if (command === 'programs') process.exitCode = await (await import('./checks/agreement.mjs')).runAgreement(rest)
else if (command === 'objects') process.exitCode = (await import('./checks/objects.mjs')).objectSpeed()
else if (command === 'each') process.exitCode = await (await import('./checks/each.mjs')).eachCheck()
else if (command === 'watch') process.exitCode = await (await import('./checks/watch.mjs')).watchSpeed()
else if (command === 'memory') process.exitCode = (await import('./checks/memory.mjs')).memory(rest)
else if (command === 'fuzz') process.exitCode = await (await import('./checks/fuzz.mjs')).runFuzz(rest)
else if (command === 'speed') process.exitCode = await (await import('./checks/terraform/speed.mjs')).terraformSpeed()
else if (command === 'verdicts') process.exitCode = await (await import('./checks/terraform/verdicts.mjs')).writeDown()
else if (command === 'format') process.exitCode = await format(rest)
else {
  console.error(
    `there is no benchmark ${command ?? ''}: agreement, format, verdicts, programs, speed, objects, each, fuzz`,
  )
  process.exitCode = 2
}
