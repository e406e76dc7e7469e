import { describe, expect, test } from 'vitest'
import { shippedSchemas } from '../../../../src/cli/check/schemas.ts'
import { applyFixes } from '../../../../src/engine/checks/index.ts'
import { readShell } from '../../../../src/engine/checks/shell/library.ts'
import { renderRepository } from '../../../content/render.ts'
import { run, toolTest } from '../../../content/tools.ts'
import { judge } from '../one-file.ts'

const UGLY = '#!/bin/bash\nif true;then\n    case $1 in\n    a) echo   a;;\n    esac\nfi\n'

async function formatted(config: string, text = UGLY, path = 'scripts/a.sh'): Promise<string | null> {
  const [found] = await judge('shell-format', { '.editorconfig': config, [path]: text })
  return found?.fix === undefined ? null : applyFixes(text, [found.fix]).text
}

describe('scripts are formatted as their .editorconfig has it', () => {
  test('blanks, cases and tabs', async () => {
    expect(await formatted('[*.sh]\nindent_style = space\nindent_size = 2\n')).toBe(
      '#!/bin/bash\nif true; then\n  case $1 in\n  a) echo a ;;\n  esac\nfi\n',
    )
    expect(
      await formatted('[*]\nindent_style=space\nindent_size=4\n[{**.sh,bin/*}]\nswitch_case_indent = true # as -ci\n'),
    ).toBe('#!/bin/bash\nif true; then\n    case $1 in\n        a) echo a ;;\n    esac\nfi\n')
    expect(await formatted('[**.{sh,bash}]\nindent_style = tab\n')).toContain('\n\tcase $1 in\n')
  })

  test.each([
    ['nobody asks for it', '[*]\nindent_style = space\nindent_size = 2\n'],
    ['it is about other files', '[*.py]\nindent_style = space\nshell_variant = bash\n'],
    ['it is left out', '[*.sh]\nindent_style = space\nignore = true\n'],
    ['it wants what is not done here', '[*.sh]\nindent_style = space\nkeep_padding = true\n'],
  ])('nothing is said where %s', async (_, config) => {
    expect(await formatted(config)).toBe(null)
  })

  test('nothing is said of what cannot be read, or has Windows line ends', async () => {
    const config = '[*.sh]\nindent_style = space\n'
    expect(await formatted(config, '#!/bin/bash\nif true;then\n')).toBe(null)
    expect(await formatted(config, UGLY.replaceAll('\n', '\r\n'))).toBe(null)
  })

  test('a nearer .editorconfig that is the root hides those above', async () => {
    const found = await judge('shell-format', {
      '.editorconfig': '[*.sh]\nindent_style = space\n',
      'a/.editorconfig': 'root = true\n',
      'a/b/c.sh': UGLY,
    })
    expect(found).toEqual([])
  })
})

toolTest('what is generated is formatted to the byte as shfmt has it', ['shfmt'], () => {
  const { files } = renderRepository({ skills: ['shell-scripting', 'operating-kubernetes'], maturity: 'advanced' })
  const scripts = files.filter((file) => file.path.endsWith('.sh'))
  expect(scripts.length).toBeGreaterThan(3)
  for (const { content } of scripts) {
    // Without its indentation there is something to do.
    const text = content.replace(/^ +(?=\w)/gm, ' ')
    const theirs = run('shfmt', ['-ln', 'bash', '-i', '2', '-ci'], { input: text })
    const ours = readShell(shippedSchemas(), text, 'bash', { indent: 2, switchCaseIndent: true })
    expect(ours).toEqual({ is: 'read', formatted: theirs.stdout })
  }
})
