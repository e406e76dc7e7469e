import type { Surroundings } from '../../checks/surroundings.ts'
import { join } from '../files.ts'
import { loadModule, type SourceText } from './load.ts'
import type { Module, ModuleCall } from './types.ts'

/** The modules of a tree: each folder is read and parsed once, whoever asks for it. */
export interface ModuleTree {
  /** The module in a folder; null when no Terraform stands there, or it cannot be seen. */
  at(dir: string): Module | null
  /** The module behind a call: null when it is not on this disk, undefined when it should be and is not. */
  called(from: Module, call: ModuleCall): Module | null | undefined
}

/** The modules around a check. All checks of one round share its surroundings, and so what was parsed. */
export function moduleTree(surroundings: Surroundings): ModuleTree {
  const known = trees.get(surroundings)
  if (known !== undefined) return known
  const tree = new TreeOnSurroundings(surroundings)
  trees.set(surroundings, tree)
  return tree
}

/** A module for one look at it: what was read already is taken, and nothing more is kept. */
export function moduleOnce(surroundings: Surroundings, dir: string): Module | null {
  return (trees.get(surroundings) ?? new TreeOnSurroundings(surroundings)).at(dir)
}

/** Holds nothing longer than the surroundings live: they stand for one look at the disk. */
const trees = new WeakMap<Surroundings, ModuleTree>()

class TreeOnSurroundings implements ModuleTree {
  private readonly surroundings: Surroundings
  private readonly modules = new Map<string, Module | null>()

  constructor(surroundings: Surroundings) {
    this.surroundings = surroundings
  }

  at(dir: string): Module | null {
    const known = this.modules.get(dir)
    if (known !== undefined) return known
    const module = this.read(dir)
    this.modules.set(dir, module)
    return module
  }

  called(from: Module, call: ModuleCall): Module | null | undefined {
    const dir = calledDir(from, call)
    if (dir === null || !this.surroundings.sees(dir)) return null
    return this.at(dir) ?? undefined
  }

  private read(dir: string): Module | null {
    const names = (this.surroundings.list(dir) ?? []).filter(
      (name) => /\.tf(?:\.json)?$/.test(name) && !/^\.|~$/.test(name),
    )
    const read = (some: readonly string[]): SourceText[] =>
      some.flatMap((name) => {
        const path = join(dir, name)
        const text = this.surroundings.text(path)
        return text === undefined ? [] : [{ path, text }]
      })
    const isOverride = (name: string): boolean => /^(?:.*_)?override\.tf(?:\.json)?$/.test(name)
    const files = read(names.filter((name) => !isOverride(name)).sort())
    const overrides = read(names.filter(isOverride).sort())
    return files.length === 0 && overrides.length === 0 ? null : loadModule(dir, files, overrides)
  }
}

/** The folder a call names; null when the module comes from a registry or a repository, and is not here. */
export function calledDir(from: Module, call: ModuleCall): string | null {
  return call.source !== null && /^\.\.?(?:\/|$)/.test(call.source) ? join(from.dir, call.source) : null
}
