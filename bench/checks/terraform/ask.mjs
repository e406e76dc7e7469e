// What terraform says of modules: each verdict is kept, and asked for once.
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { satisfies } from '../../../src/engine/terraform/module/version.ts'
import { openTerraform, version } from './terraform.mjs'

const AT_ONCE = 2

export const READY = 'ready'
export const REFUSED = 'refused'

/**
 * Fills `known` with what terraform says of the cases of these modules, as far as the time reaches: null when it accepts,
 * else its first error.
 */
export async function askTerraform(checkout, modules, known, { scratch, until, keep }) {
  const terraform = await openTerraform(scratch)
  const queue = modules
    .map((module) => ({ module, open: module.cases.filter(({ key }) => !(key in known)) }))
    .filter(({ open }) => open.length > 0)
  const work = async (index) => {
    const copy = join(scratch, `copy-${index}`)
    cpSync(checkout, copy, { recursive: true })
    const place = await terraform.place(`door-${index}`)
    for (let next = queue.shift(); next !== undefined && Date.now() < until; next = queue.shift()) {
      const { module, open } = next
      // Terraform takes a provider that runs already for any version, so what the module asks for is compared here.
      const fits = module.aws.every((constraint) => satisfies(version(), constraint))
      known[module.sum] = fits && (await place.init(join(copy, module.dir))) ? READY : REFUSED
      if (known[module.sum] === REFUSED) continue
      for (const one of open) {
        if (Date.now() > until) return
        known[one.key] = await verdict(place, copy, one)
      }
      keep()
    }
  }
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, (_, index) => work(index)))
  } finally {
    terraform.close()
    keep()
    for (let index = 0; index < AT_ONCE; index++)
      rmSync(join(scratch, `copy-${index}`), { recursive: true, force: true })
  }
}

async function verdict(place, copy, { dir, path, text, words }) {
  if (path === null) return place.validate(join(copy, dir), words)
  const file = join(copy, path)
  const before = readFileSync(file)
  writeFileSync(file, text)
  const said = await place.validate(join(copy, dir), words)
  writeFileSync(file, before)
  return said
}
