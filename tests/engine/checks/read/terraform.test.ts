import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { attribute, blocksOf, literal, readTerraform } from '../../../../src/engine/checks/read/terraform.ts'

describe('a light reading of Terraform', () => {
  test('blocks with labels, attributes with their lines, nested blocks', () => {
    const { blocks } = readTerraform(`# a comment
resource "aws_vpc" "this" {
  cidr_block = var.cidr
  tags = {
    Name = "\${var.name}-\${upper("x")}"
  }

  lifecycle {
    prevent_destroy = true
  }
}
`)
    expect(blocks).toMatchObject([{ type: 'resource', labels: ['aws_vpc', 'this'], line: 2 }])
    const [block] = blocks
    expect(block && attribute(block, 'cidr_block')).toEqual({ name: 'cidr_block', line: 3, value: 'var.cidr' })
    expect(block && attribute(block, 'tags')?.line).toBe(4)
    expect(block && attribute(block, 'tags')?.value).toMatch(/^\{[\s\S]*\}$/)
    expect(block && blocksOf(block, 'lifecycle')[0]).toMatchObject({
      line: 8,
      attributes: [{ name: 'prevent_destroy', value: 'true' }],
    })
  })

  test('values over several lines, here-documents, comparisons', () => {
    const { attributes } = readTerraform(
      'a = [\n  1,\n  2,\n]\nb = <<-EOT\n  c = "d {"\n  EOT\ne = var.x == 1 ? "}" : "{"\nf = 2\n',
    )
    expect(attributes.map((one) => [one.name, one.line])).toEqual([
      ['a', 1],
      ['b', 5],
      ['e', 8],
      ['f', 9],
    ])
  })

  test('a dynamic block counts as the block it makes', () => {
    const { blocks } = readTerraform(
      'resource "a" "b" {\n  dynamic "ingress" {\n    for_each = x\n    content {\n      from_port = 22\n    }\n  }\n}\n',
    )
    const [block] = blocks
    expect(block && blocksOf(block, 'ingress')).toHaveLength(1)
  })

  test('a stray brace does not hide what follows', () => {
    expect(readTerraform('}\n}\nresource "a" "b" {}\n').blocks).toHaveLength(1)
    expect(
      readTerraform('resource "a" "b" {\n  x = "unclosed\n}\nresource "c" "d" {}\n').blocks.length,
    ).toBeGreaterThan(0)
  })

  test('only a plain text is a literal', () => {
    expect(literal('"x"')).toBe('x')
    expect(literal('"$${x}"')).toBeNull()
    expect(literal('"${var.x}"')).toBeNull()
    expect(literal('var.x')).toBeNull()
    expect(literal(undefined)).toBeNull()
  })

  test('nothing that looks like Terraform makes it fail or wait', () => {
    const piece = fc.constantFrom(
      'resource ',
      '"a" ',
      '{',
      '}',
      '=',
      '\n',
      '"',
      '${',
      '<<EOT\n',
      'EOT\n',
      '[',
      ']',
      '(',
      ')',
      '/*',
      '*/',
      '#',
      '\\',
      'é',
      '==',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 80 }), (pieces) => {
        readTerraform(pieces.join(''))
      }),
      { numRuns: 500 },
    )
    const started = performance.now()
    readTerraform('{'.repeat(100_000))
    readTerraform('a "b" {\n'.repeat(20_000))
    readTerraform('"${'.repeat(50_000))
    expect(performance.now() - started).toBeLessThan(3000)
  })
})
