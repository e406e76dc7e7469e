// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are HCL's templates
import { describe, expect, test } from 'vitest'
import { formatFile, languageOf } from '../../../../src/engine/render/format/index.ts'

describe('the path decides', () => {
  test.each([
    ['terraform/main.tf', 'hcl'],
    ['terraform/environments/prod.tfvars', 'hcl'],
    ['terraform/environments/prod.s3.tfbackend', 'hcl'],
    ['terraform/tests/network.tftest.hcl', 'hcl'],
    ['terraform/.terraform.lock.hcl', 'hcl'],
    ['k8s/base/deployment.yaml', 'yaml'],
    ['.github/workflows/plan.yml', 'yaml'],
    ['k8s/helm/app/values.yaml', 'yaml'],
    ['k8s/helm/app/templates/deployment.yaml', null],
    ['k8s/helm/app/charts/x/templates/deep/hpa.yaml', null],
    ['k8s/helm/app/templates/config.json', null],
    ['ansible/roles/x/templates/app.yml.j2', null],
    ['policies/key.json', 'json'],
    ['terraform/override.tf.json', 'json'],
    ['README.md', null],
    ['scripts/deploy.sh', null],
  ])('%s: %s', (path, language) => expect(languageOf(path)).toBe(language))
})

describe('files', () => {
  test('Terraform ends with one line end and is what terraform fmt leaves', () => {
    expect(formatFile('a.tf', '\na=1\nbb = 2\n\n  \n')).toEqual({ text: '\na  = 1\nbb = 2\n', problems: [] })
  })

  test('nested interpolations come apart at once', () => {
    const { text } = formatFile('a.tf', 'a = "${"${var.x}"}"\n')
    expect(text).toBe('a = var.x\n')
    expect(formatFile('a.tf', text).text).toBe(text)
  })

  test('Markdown keeps its two blanks, and gets its line end', () => {
    expect(formatFile('README.md', 'a  \r\nb').text).toBe('a  \nb\n')
  })

  test('an empty file stays empty', () => {
    for (const path of ['a.tf', 'a.yaml', 'a.md']) expect(formatFile(path, '').text).toBe('')
  })

  test('faults come with the text as it was', () => {
    expect(formatFile('a.tf', 'a = [\n')).toMatchObject({ text: 'a = [\n', problems: [{ line: 1, column: 5 }] })
    expect(formatFile('a.yaml', 'a: [\n').problems).toHaveLength(1)
    expect(formatFile('a.json', '{,}').problems).toHaveLength(1)
  })
})
