import { createHash } from 'node:crypto'
import type { FactView, Tree } from '../checks/index.ts'
import type { Fact, FactValue } from '../protocol/facts.ts'
import type { ChecklistResult, CheckSummary, DeliverableResult, Evidence, Report } from '../protocol/report.ts'
import { renderBox } from './box.ts'
import { drawArchitecture, renderSvg } from './diagram/index.ts'
import { escapeHtml } from './escape.ts'
import { findingLines } from './findings.ts'
import { type FileIndex, fileIndex, renderTree } from './page-files.ts'
import { PAGE_STYLE } from './page-style.ts'

/** One page with everything in it: no script, no request, works from a file. */
export function renderHtml(report: Report, tree: Tree, facts: FactView): string {
  const index = fileIndex(report)
  const skills = report.chain?.skills.map((skill) => skill.name) ?? report.skills.map((skill) => skill.skill)
  const drawing = drawArchitecture(facts, skills)
  const hash = createHash('sha256').update(PAGE_STYLE).digest('base64')
  const sections: [id: string, title: string, body: string][] = [
    ['architecture', 'Architecture', `<div class="scroll" tabindex="0">${renderSvg(drawing)}</div>`],
    ['completeness', 'Completeness', completenessHtml(report)],
    ['next', 'Next steps', nextHtml(report)],
    ['deliverables', 'Deliverables', report.deliverables.map((one) => deliverableHtml(one, index)).join('\n')],
    ['checklist', 'Checklist', report.checklist.map((one) => checklistHtml(one, index)).join('\n')],
    ['chain', 'Skill chain', chainHtml(report)],
    ['facts', 'Facts', factsHtml(facts.all())],
    ['files', 'Files', `<div class="tree">${renderTree(report, tree)}</div>`],
  ]
  const shown = sections.filter(([, , body]) => body !== '')
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(oneLine(report.goal || drawing.title))} – skillchain report</title>
<link rel="icon" href="data:,">
<style>${PAGE_STYLE}</style>
</head>
<body>
<header>
<p class="eyebrow">Infrastructure report</p>
<h1>${escapeHtml(oneLine(report.goal || drawing.title))}</h1>
${numbersHtml(report)}
<nav aria-label="Sections"><ul>${shown.map(([id, title]) => `<li><a href="#${id}">${title}</a></li>`).join('')}</ul></nav>
</header>
<main>
${shown.map(([id, title, body]) => `<section id="${id}" aria-labelledby="h-${id}">\n<h2 id="h-${id}">${title}</h2>\n${body}\n</section>`).join('\n')}
</main>
<footer>Written by skillchain. This page holds no script and asks no server for anything.</footer>
</body>
</html>
`
}

const MARK = { yes: ['ok', '✓'], no: ['bad', '✗'], none: ['none', '○'] } as const
type Mark = keyof typeof MARK

function state(mark: Mark, word: string): string {
  const [name, sign] = MARK[mark]
  return `<span class="state ${name}">${sign} ${escapeHtml(word)}</span>`
}

function numbersHtml(report: Report): string {
  const met = report.checklist.filter((line) => line.status === 'met').length
  const judged = report.checklist.filter((line) => line.status !== 'not-applicable').length
  const numbers: [string, string][] = [
    [`${report.completeness}%`, 'complete'],
    [`${report.fulfilled} of ${report.required}`, 'deliverables'],
    [`${met} of ${judged}`, 'checklist lines met'],
    [String(report.files.length), 'files'],
    [report.maturity, 'maturity'],
    [report.blueprint ?? 'none', 'blueprint'],
  ]
  return `<ul class="numbers">${numbers.map(([value, name]) => `<li><b>${escapeHtml(value)}</b><span>${name}</span></li>`).join('')}</ul>`
}

function completenessHtml(report: Report): string {
  const checks = report.checks ?? []
  const marks: Record<string, Mark> = { passed: 'yes', failed: 'no', 'not-run': 'none' }
  const rows = checks.map(
    (check) =>
      `<tr><td><code>${escapeHtml(check.check)}</code></td><td>${state(marks[check.status] ?? 'none', check.status.replace('-', ' '))}</td><td>${escapeHtml(check.note ?? '')}${findingsHtml(check)}</td></tr>`,
  )
  const table =
    rows.length > 0
      ? `<div><h3>What proved it</h3><table><thead><tr><th>Check</th><th>Result</th><th>Note</th></tr></thead><tbody>${rows.join('')}</tbody></table></div>`
      : ''
  return `<div class="cols"><pre class="box" tabindex="0">${escapeHtml(renderBox(report).join('\n'))}</pre><div>${outputsHtml(report)}${table}</div></div>`
}

function findingsHtml(check: CheckSummary): string {
  return findingLines(check)
    .map((line) => `<div class="why">${escapeHtml(line)}</div>`)
    .join('')
}

function outputsHtml(report: Report): string {
  const rows = report.skills.map((skill) => {
    const kept = skill.outputs.filter((output) => output.status === 'fulfilled').length
    const wrong = skill.outputs.filter((output) => output.status !== 'fulfilled')
    const problems = wrong
      .map((output) => `<div class="why">${escapeHtml(output.path)}: ${escapeHtml(output.problems.join('; '))}</div>`)
      .join('')
    return `<tr><td>${escapeHtml(skill.skill)}${problems}</td><td>${state(wrong.length > 0 ? 'no' : 'yes', `${kept} of ${skill.outputs.length}`)}</td></tr>`
  })
  return rows.length > 0 ? `<h3>Outputs the skills promise</h3><table><tbody>${rows.join('')}</tbody></table>` : ''
}

function nextHtml(report: Report): string {
  const keys = report.keyFiles.map(
    ({ label, path }) =>
      `<tr><td><a href="#${pathId(report, path)}"><code>${escapeHtml(path)}</code></a></td><td>${escapeHtml(label)}</td></tr>`,
  )
  const steps = report.nextSteps.map((step) => {
    const at = step.search(/: (?=[\w./'-]*(?:terraform|kubectl|ansible-playbook|\.sh))/)
    return at === -1
      ? `<li>${escapeHtml(step)}</li>`
      : `<li>${escapeHtml(step.slice(0, at + 1))}<pre tabindex="0">${escapeHtml(step.slice(at + 2))}</pre></li>`
  })
  return `<ol>${steps.join('')}</ol>${keys.length > 0 ? `<h3>Key files</h3><table><tbody>${keys.join('')}</tbody></table>` : ''}`
}

function pathId(report: Report, path: string): string {
  return `f${report.files.findIndex((file) => file.path === path)}`
}

function deliverableHtml(one: DeliverableResult, index: FileIndex): string {
  const mark: Mark = one.status === 'fulfilled' ? 'yes' : one.status === 'missing' ? 'no' : 'none'
  const files = one.files.slice(0, 12).map((path) => fileLink(path, index))
  const more = one.files.length > files.length ? ` and ${one.files.length - files.length} more` : ''
  return `<details class="item"${one.status === 'missing' ? ' open' : ''}><summary>${state(mark, one.status)} ${escapeHtml(one.name)}</summary>
<p class="why">${escapeHtml(one.skill)}${files.length > 0 ? ` · ${files.join(', ')}${more}` : ''}</p>${one.why.map((why) => `<p>${escapeHtml(why)}</p>`).join('')}${evidenceHtml(one.evidence, index)}</details>`
}

function checklistHtml(one: ChecklistResult, index: FileIndex): string {
  const mark: Mark = one.status === 'met' ? 'yes' : one.status === 'unmet' ? 'no' : 'none'
  return `<details class="item"${one.status === 'unmet' ? ' open' : ''}><summary>${state(mark, one.status.replace('-', ' '))} ${escapeHtml(one.line)}</summary>
<p>${escapeHtml(one.because)}</p>${evidenceHtml(one.evidence, index)}</details>`
}

function evidenceHtml(evidence: readonly Evidence[], index: FileIndex): string {
  if (evidence.length === 0) return ''
  const rows = evidence.map((one) => {
    const place = `${escapeHtml(one.file)}:${one.line}`
    const anchor = index.anchor(one.file, one.line)
    return `<li>${anchor ? `<a href="${anchor}">${place}</a>` : place} <code>${escapeHtml(one.text)}</code></li>`
  })
  return `<ul class="evidence">${rows.join('')}</ul>`
}

function fileLink(path: string, index: FileIndex): string {
  const anchor = index.anchor(path)
  return anchor ? `<a href="${anchor}">${escapeHtml(path)}</a>` : escapeHtml(path)
}

function chainHtml(report: Report): string {
  if (!report.chain) return ''
  const rows = report.chain.skills.map(
    (skill, at) =>
      `<tr><td>${at + 1}</td><td>${escapeHtml(skill.name)}<div class="why">${escapeHtml(skill.title)}</div></td><td>${skill.inserted ? 'added: ' : 'matched: '}${escapeHtml(skill.why.join(', '))}</td></tr>`,
  )
  const out = report.chain.leftOut.map((one) => `<li>${escapeHtml(one.name)}: ${escapeHtml(one.why)}</li>`)
  return `<table><thead><tr><th>#</th><th>Skill</th><th>Why</th></tr></thead><tbody>${rows.join('')}</tbody></table>${out.length > 0 ? `<h3>Left out</h3><ul>${out.join('')}</ul>` : ''}`
}

const MOST_VALUE = 300

function factsHtml(facts: readonly Fact[]): string {
  const told = facts.filter((fact) => fact.origin !== 'derived')
  if (told.length === 0) return ''
  const rows = told.map((fact) => {
    const value = showValue(fact.value)
    const from = fact.source ? `${fact.origin}: ${fact.source}` : fact.origin
    return `<tr><td><code>${escapeHtml(fact.name)}</code></td><td>${escapeHtml(value.length > MOST_VALUE ? `${value.slice(0, MOST_VALUE)}…` : value)}</td><td>${escapeHtml(from)}</td></tr>`
  })
  return `<table><thead><tr><th>Fact</th><th>Value</th><th>From</th></tr></thead><tbody>${rows.join('')}</tbody></table>`
}

function showValue(value: FactValue): string {
  if (value === null) return '–'
  if (Array.isArray(value)) return value.length === 0 ? '–' : value.map(showValue).join(', ')
  if (typeof value === 'object')
    return Object.entries(value)
      .map(([name, inner]) => `${name} ${showValue(inner)}`)
      .join(' · ')
  return String(value)
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, 300)
}
