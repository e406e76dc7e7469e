import type { Evidence } from '../../protocol/report.ts'
import type { Alert, Survey } from '../survey.ts'
import { baseName, lineAt } from '../tree.ts'
import { at, count, type Finding, type Line, some } from './finding.ts'

export const runbooks: Line = {
  line: 'Documentation for runbooks and operations',
  otherwise: 'There is nothing to operate.',
  judge: (survey) => (survey.files.length === 0 ? [] : [...readme(survey), ...runbookPerAlert(survey)]),
}

export const cost: Line = {
  line: 'Cost optimization considerations noted',
  otherwise: 'Nothing here is paid for by the month.',
  judge: costs,
}

/** A fenced block, or a command named in a list or a table. */
const COMMAND =
  /^[ \t]{0,8}(?:```|~~~)|`(?:\.\/)?(?:[\w-]+\/){0,4}[\w-]+\.sh\b[^`\n]{0,200}`|`(?:terraform|kubectl|helm|ansible-playbook|make|aws|docker) [^`\n]{1,200}`/m

/** One page that an operator opens first, with commands in it. */
function readme(survey: Survey): Finding[] {
  const pages = survey.documents.filter((file) => /^readme\.md$/i.test(baseName(file.path)))
  const page = [...pages].sort((a, b) => a.path.split('/').length - b.path.split('/').length)[0]
  const fence = page ? page.text.search(COMMAND) : -1
  return [
    {
      ok: page !== undefined && fence >= 0,
      says: page
        ? fence >= 0
          ? `${page.path} begins with commands to run`
          : `${page.path} holds no command`
        : 'there is no README.md',
      evidence: page ? [at(survey, page.path, fence >= 0 ? lineAt(page.text, fence) : 1)] : [],
    },
  ]
}

function runbookPerAlert(survey: Survey): Finding[] {
  const { alerts } = survey
  if (alerts.length === 0) {
    const pages = survey.documents.filter((file) => /(?:^|\/)runbooks?(?:\/|\.md$|[-_])/i.test(file.path))
    return [
      {
        ok: pages.length > 0,
        says: pages.length > 0 ? count(pages.length, 'runbook') : 'there is no runbook',
        evidence: pages.map((file) => at(survey, file.path, 1)),
      },
    ]
  }
  const wrong = alerts.filter((alert) => runbookFile(survey, alert) === null)
  const found = [...new Set(alerts.flatMap((alert) => runbookFile(survey, alert) ?? []))]
  const evidence: Evidence[] =
    wrong.length > 0
      ? wrong.map((alert) => at(survey, alert.file, alert.line))
      : found.map((file) => at(survey, file, 1))
  return [
    {
      ok: wrong.length === 0,
      says:
        wrong.length === 0
          ? `a runbook that exists: ${alerts.length} of ${count(alerts.length, 'alert')}`
          : `a runbook that exists: ${alerts.length - wrong.length} of ${count(alerts.length, 'alert')} (not: ${some(wrong.map((alert) => alert.name))})`,
      evidence,
    },
  ]
}

/** A path of the repository, or a URL that ends in one. */
function runbookFile(survey: Survey, alert: Alert): string | null {
  const target = alert.runbook?.split('#', 1)[0]
  if (!target) return null
  const wanted = target.replace(/^\.?\//, '')
  const pages = survey.documents.map((file) => file.path)
  return (
    pages.find((path) => path === wanted || path.endsWith(`/${wanted}`)) ??
    pages.find((path) => path.includes('/') && (wanted === path || wanted.endsWith(`/${path}`))) ??
    pages.find((path) => /runbooks?\//.test(path) && wanted.endsWith(`runbooks/${baseName(path)}`)) ??
    null
  )
}

const MONEY = /(?:[$€£]\s?\d|\b\d[\d.,]*\s?(?:USD|EUR|GBP|\$|€|£))/
const PAID = /^(?:aws_|google_|azurerm_|digitalocean_|hcloud_)/

function costs(survey: Survey): Finding[] {
  const paid = survey.resources.filter((one) => PAID.test(one.type))
  const pages = survey.documents.filter((file) => /cost/i.test(file.text))
  if (paid.length === 0 && pages.length === 0) return []
  const found = pages.flatMap((file) => {
    const heading =
      /^#{1,6}\s.*\bcosts?\b.*$/im.exec(file.text) ??
      (/cost/i.test(baseName(file.path)) ? /^.*$/m.exec(file.text) : null)
    if (!heading) return []
    const level = /^#+/.exec(heading[0])?.[0].length ?? 1
    const rest = file.text.slice(heading.index + heading[0].length)
    const next = rest.search(new RegExp(`^#{1,${level}}\\s`, 'm'))
    const section = next === -1 ? rest : rest.slice(0, next)
    return MONEY.test(section) ? [at(survey, file.path, lineAt(file.text, heading.index))] : []
  })
  return [
    {
      ok: found.length > 0,
      says:
        found.length > 0
          ? `what costs money is listed with figures (${some(
              found.map((one) => one.file),
              2,
            )})`
          : `no document has a cost section with figures for ${count(paid.length, 'resource')}`,
      evidence: found.length > 0 ? found : paid.slice(0, 3).map((one) => at(survey, one.file, one.block.line)),
    },
  ]
}
