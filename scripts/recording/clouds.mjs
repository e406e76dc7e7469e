// What CloudFormation, the CDK and kubectl print while something comes up.

const clock = (ms) => new Date(Date.UTC(2026, 10, 20, 14, 2) + ms).toISOString().slice(11, 19)

/** Stack events as `cdk deploy` shows them. A resource is [logical id, type, seconds, …ids it needs]. */
export function cdkDeployed(lane, stack, resources) {
  const ends = new Map()
  const rows = []
  const started = lane.at
  for (const [name, type, seconds, ...needs] of resources) {
    const start = Math.max(started, ...needs.map((need) => ends.get(need) ?? started)) + 800 * lane.random()
    const end = start + seconds * 1000 * (0.85 + 0.3 * lane.random())
    ends.set(name, end)
    rows.push([start, 'CREATE_IN_PROGRESS', type, name], [end, 'CREATE_COMPLETE   ', type, name])
  }
  const total = resources.length
  let complete = 0
  for (const [at, status, type, name] of rows.sort((a, b) => a[0] - b[0])) {
    if (status.startsWith('CREATE_COMPLETE')) complete++
    lane.log(
      `${stack} | ${String(complete).padStart(2)}/${total} | ${clock(at)} | ${status} | ${type.padEnd(32)} | ${name}`,
      at,
    )
  }
  lane.at = Math.max(...ends.values())
  return lane
}

/** `kubectl rollout status`, replica by replica. */
export function rolledOut(lane, name, replicas, seconds) {
  lane.run(`kubectl rollout status deployment/${name} --timeout=300s`)
  for (let ready = 0; ready < replicas; ready++)
    lane
      .wait(seconds / replicas)
      .log(
        `Waiting for deployment "${name}" rollout to finish: ${ready} of ${replicas} updated replicas are available...`,
      )
  return lane.wait(0.5).log(`deployment "${name}" successfully rolled out`)
}

/** `kubectl get pods`: a table. */
export function podsListed(lane, pods) {
  lane.run(
    'kubectl get pods -A -o wide',
    'NAMESPACE     NAME                                READY   STATUS    RESTARTS   AGE',
    0.2,
  )
  for (const [namespace, name, age] of pods)
    lane.wait(0.02).log(`${namespace.padEnd(13)} ${name.padEnd(35)} 1/1     Running   0          ${age}`)
  return lane
}

/** npm, with the progress it draws over itself on one line. */
export function npmInstalled(lane, packages, seconds) {
  lane.run('npm ci --no-audit --no-fund')
  for (const share of [0.2, 0.55, 0.8])
    lane
      .wait(seconds / 3)
      .log(`reify: ${'#'.repeat(share * 20)}\rreify:typescript: timing reifyNode:node_modules/typescript`)
  return lane.wait(0.3).log(`added ${packages} packages in ${Math.round(seconds)}s`)
}
