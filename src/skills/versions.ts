import { readFileSync, statSync } from 'node:fs'
import type { FactValue } from './values.ts'

export interface VersionPlaces {
  /** The table people edit. */
  table: string
  /** What the build made of it. */
  built: string
  /** Whether the table can have changed since the build: true in a checkout, false in an installed package. */
  changeable: boolean
}

interface BuiltVersions {
  size: number
  values: Record<string, FactValue>
}

/** Every version that generated files name, by its key. From what the build wrote down while that tells the truth. */
export async function loadVersions(places: VersionPlaces): Promise<Record<string, FactValue>> {
  return readBuilt(places) ?? (await readTable(places.table))
}

/** The text of dist/versions.json. */
export async function writeVersionsText(table: string): Promise<string> {
  const built: BuiltVersions = { size: statSync(table).size, values: await readTable(table) }
  return `${JSON.stringify(built)}\n`
}

function readBuilt({ table, built, changeable }: VersionPlaces): Record<string, FactValue> | null {
  try {
    const { size, values } = JSON.parse(readFileSync(built, 'utf8')) as BuiltVersions // our own build wrote it
    if (!changeable) return values
    const now = statSync(table)
    return now.size === size && now.mtimeMs < statSync(built).mtimeMs ? values : null
  } catch {
    return null
  }
}

async function readTable(file: string): Promise<Record<string, FactValue>> {
  const { load } = await import('js-yaml')
  const table = load(readFileSync(file, 'utf8')) as Record<string, { value?: FactValue } | FactValue> // our own file, linted in the tests
  return Object.fromEntries(
    Object.entries(table).map(([name, entry]) => [
      name,
      typeof entry === 'object' && entry !== null && !Array.isArray(entry) && 'value' in entry
        ? (entry.value ?? null)
        : (entry as FactValue),
    ]),
  )
}
