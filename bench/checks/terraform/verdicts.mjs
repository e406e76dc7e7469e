// Writes down what terraform says of the snippets that tests/engine/terraform/verdicts compares with:
//   node bench/checks.mjs verdicts
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CHILD, KINDS, readVerdicts, writeVerdicts } from '../../../tests/engine/terraform/verdicts/modules.ts'
import { NOBODYS, openTerraform } from './terraform.mjs'

const FILE = new URL('../../../tests/engine/terraform/verdicts/verdicts.txt', import.meta.url)

export async function writeDown() {
  const scratch = mkdtempSync(join(tmpdir(), 'skillchain-verdicts-'))
  const terraform = await openTerraform(scratch)
  try {
    const place = await terraform.place('door')
    const cwd = join(scratch, 'module')
    mkdirSync(join(cwd, 'net'), { recursive: true })
    writeFileSync(join(cwd, 'net', 'main.tf'), CHILD)
    const before = readVerdicts(readFileSync(FILE, 'utf8'))
    const verdicts = new Map()
    for (const { name, snippets, file } of KINDS) {
      let signs = ''
      for (const snippet of snippets) {
        const text = file(snippet)
        writeFileSync(join(cwd, 'main.tf'), text)
        if (verdicts.size === 0 && signs === '') await place.init(cwd)
        signs += sign(await place.validate(cwd, new Set(`${text}\n${CHILD}`.match(/\w+/g))))
      }
      verdicts.set(name, signs)
      const changed = [...signs].filter((one, index) => one !== before.get(name)?.[index]).length
      console.log(`${name}: ${snippets.length}, ${changed} not as they were`)
    }
    writeFileSync(FILE, writeVerdicts(verdicts))
    return 0
  } finally {
    terraform.close()
    rmSync(scratch, { recursive: true, force: true })
  }
}

function sign(said) {
  if (said === NOBODYS) return '?'
  return said === null ? '+' : '-'
}
