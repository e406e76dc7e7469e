// What every task of the recorded batch has in common: how it begins, how it ends, what it asks.

const pullRequest = (task, files, checks) => ({
  kind: 'gate',
  id: `pr:${task}`,
  gate: 'pull-request',
  title: `Open a pull request for IAC-TAP-${task}`,
  lines: [`Branch IAC-TAP-${task} goes to the remote: ${files} files, one commit.`],
  evidence: [checks, 'protected files untouched'],
  choices: [
    { key: 'keep', label: 'keep the branch here' },
    { key: 'approve', label: 'push it and open the pull request' },
  ],
  safe: 'keep',
})

export const destroyGate = (task, many, data) => ({
  kind: 'gate',
  id: `destroy:${task}`,
  gate: 'destroy',
  title: `DESTROY · task ${task} · account 0000-0000-0000 · us-east-1`,
  lines: [`${many} resources will be deleted, 1 holds data (${data})`],
  evidence: ['deployed and tested in this run', 'tests 3/3'],
  choices: [
    { key: 'keep', label: 'keep everything' },
    { key: 'destroy', label: 'delete all of it' },
  ],
  safe: 'keep',
  typed: `destroy ${task}`,
})

export function begin(lane, template, files) {
  lane.emit('task.started').phase('init', 'running').step('worktree and template')
  lane
    .run(
      `git worktree add worktree/IAC-TAP-${lane.task} -b IAC-TAP-${lane.task}`,
      `Preparing worktree (new branch 'IAC-TAP-${lane.task}')\nHEAD is now at 4f1c2ab Template ${template}`,
      0.4,
    )
    .run(`cp -r templates/${template}/. .`)
    .lines('metadata.json: platform, language and difficulty as in tasks.csv')
  lane.phase('init', 'passed').phase('generate', 'running')
  for (const [index, [path, lines]] of files.entries()) {
    lane.step(`write ${path}  ${index + 1}/${files.length}`)
    lane.wait(3).log(`write ${path} (${lines} lines)`)
  }
  return lane.phase('generate', 'passed').phase('qa', 'running')
}

export function end(lane, summary, files, checks, usd) {
  lane.phase('qa', 'passed').phase('review', 'running').step('review against the prompt')
  lane
    .lines(
      'requirement 1 of 6: encryption at rest: kms.tf:3\nrequirement 2 of 6: least privilege: iam.tf:11\nrequirement 3 of 6: tags: locals.tf:4\nrequirement 4 of 6: outputs: outputs.tf:1\nrequirement 5 of 6: tests: test/\nrequirement 6 of 6: no retention left behind: checked',
      1.4,
    )
    .emit('task.spent', { usd })
  lane.phase('review', 'passed').phase('pr', 'running').step('waits for the pull request')
  lane.gate(pullRequest(lane.task, files, checks), 'approve', 14)
  lane.run(
    `git push -u origin IAC-TAP-${lane.task}`,
    `remote: Resolving deltas: 100% (${files * 2}/${files * 2}), done.\n * [new branch]      IAC-TAP-${lane.task} -> IAC-TAP-${lane.task}`,
    0.5,
  )
  return lane.phase('pr', 'passed').emit('task.finished', { outcome: 'done', summary })
}
