import { factView, keepReadings, runCatalog, type Schemas } from '../../engine/checks/index.ts'
import type { Environment } from '../environment.ts'
import { dayOf } from './again.ts'
import { type DiskFiles, diskFiles } from './disk.ts'
import type { Judged } from './fix.ts'
import { keptFolder, programFolder } from './kept/place.ts'
import { type FolderVerdicts, folderVerdicts } from './kept/verdicts.ts'
import { knownFacts } from './known-facts.ts'
import type { Progress } from './progress.ts'
import { shippedSchemas } from './schemas.ts'
import type { Selection } from './select.ts'
import type { Target } from './targets.ts'

/** Characters of text whose readings a watch keeps: the files of a large project. */
const ROOM = 4_000_000

/** Judges a target: once, or again whenever something changed. */
export class Judging {
  private readonly environment: Environment
  private readonly target: Target
  private readonly schemas: Schemas = shippedSchemas()
  private readonly isWatch: boolean
  private files: DiskFiles | null = null
  private kept: { day: string; verdicts: FolderVerdicts } | null = null

  constructor(environment: Environment, target: Target, isWatch: boolean) {
    this.environment = environment
    this.target = target
    this.isWatch = isWatch
    if (isWatch) keepReadings(ROOM)
  }

  /** `changed`: what is known to be different from the last time; everything else is looked at all the same. */
  async judge(
    { checks }: Pick<Selection, 'checks'>,
    progress: Progress,
    changed?: ReadonlySet<string>,
  ): Promise<Judged> {
    const { root, named, about } = this.target
    const before = this.files === null || changed === undefined ? null : { files: this.files, changed }
    const files = diskFiles(root, named, { isWatch: this.isWatch, before })
    this.files = files
    const today = dayOf(this.environment)
    const kept = this.verdictsOf(today)
    const outcomes = await runCatalog(
      checks,
      { ...files, facts: factView(knownFacts(root)), schemas: this.schemas, today },
      { progress: progress.files, ...(about ? { about } : {}), ...(kept ? { kept } : {}) },
    )
    return { outcomes, files }
  }

  /** Keeps for the next start what was said of single files. */
  keep(): void {
    if (this.files !== null) this.kept?.verdicts.save(this.files.tree.paths())
  }

  private verdictsOf(day: string): FolderVerdicts | null {
    const folder = keptFolder(this.environment, programFolder())
    if (folder === null) return null
    const sum = (path: string): string | undefined => this.files?.sum(path)
    if (this.kept?.day !== day) this.kept = { day, verdicts: folderVerdicts(folder, this.target.root, day, sum) }
    return this.kept.verdicts
  }
}
