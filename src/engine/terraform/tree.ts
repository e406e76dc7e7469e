import type { Surroundings } from '../checks/surroundings.ts'
import { type Parameter, type Signature, Signatures } from './evaluate/signatures.ts'
import { join, ModuleFilesOnTree } from './files.ts'
import { located } from './module/load.ts'
import { referenceText } from './module/provider-reference.ts'
import { calledDir, type ModuleTree, moduleTree } from './module/tree.ts'
import type { Located, Module, ModuleCall } from './module/types.ts'
import { type PackStore, ProviderSchemas } from './schema/store.ts'
import type { ModuleContext, ScopeContext } from './validate/context.ts'
import { validateModule } from './validate/module.ts'
import type { Type } from './values/type.ts'

export interface TreeFindings {
  findings: Located[]
  modules: number
  /** Folders of the modules that these call, where they are on this disk. */
  calledDirs: string[]
  /** Providers whose resources could not be checked, for there is no schema of them here. */
  unknownProviders: string[]
}

/** Judges every module of a tree, each as the root that it may be. */
export function validateTree(dirs: readonly string[], surroundings: Surroundings, store: PackStore): TreeFindings {
  return new TreeValidator(surroundings, store).run(dirs)
}

interface Caller {
  module: Module
  call: ModuleCall
}

/** Judges the modules of one look at the disk. */
export class TreeValidator {
  private readonly surroundings: Surroundings
  private readonly store: PackStore
  private readonly modules: ModuleTree
  private readonly signatures = new Signatures()
  private readonly unknownProviders = new Set<string>()
  private readonly callers = new Map<string, Caller[]>()

  constructor(surroundings: Surroundings, store: PackStore) {
    this.surroundings = surroundings
    this.modules = moduleTree(surroundings)
    this.store = store
  }

  run(dirs: readonly string[]): TreeFindings {
    const modules = dirs.flatMap((dir) => this.modules.at(dir) ?? [])
    for (const module of modules) {
      for (const call of module.calls.values()) {
        const target = calledDir(module, call)
        if (target !== null) this.callers.set(target, [...(this.callers.get(target) ?? []), { module, call }])
      }
    }
    const findings = modules.flatMap((module) => this.judge(module, this.callers.has(module.dir)))
    const calledDirs = [...this.callers.keys()].filter((dir) => this.modules.at(dir) !== null)
    return { findings, modules: modules.length, calledDirs, unknownProviders: [...this.unknownProviders].sort() }
  }

  private judge(module: Module, isCalled: boolean): Located[] {
    // Behind a text that cannot be read, everything else would be guesswork.
    if (module.problems.some((problem) => problem.severity === 'error') && module.partial) return module.problems
    const findings = [...module.problems]
    const seen = new Set(findings.map(key))
    const report: ModuleContext['report'] = (file, finding, severity) => {
      const one = located(file, finding, severity)
      if (seen.has(key(one))) return
      seen.add(key(one))
      findings.push({ ...one, line: finding.line, column: finding.column })
    }
    const context = this.contextOf(module, isCalled, report)
    validateModule(context)
    return findings
  }

  /** All that is known around a module. */
  contextOf(module: Module, isCalled: boolean, report: ModuleContext['report']): ModuleContext {
    const providers = new Map<string, ProviderSchemas>()
    const locked = this.lockedVersions(module.dir)
    return {
      ...this.scopeOf(module, isCalled),
      isCalled,
      isPassed: (address) => this.isPassed(module.dir, address),
      provider: (name) => {
        const known = providers.get(name) ?? this.provider(module, name, locked)
        providers.set(name, known)
        return known
      },
      scopeOf: (other) => this.scopeOf(other, true),
      childOf: (from, call) => this.modules.called(from, call),
      report,
    }
  }

  private provider(module: Module, name: string, locked: ReadonlyMap<string, string>): ProviderSchemas {
    const requirement = module.requirements.get(name)
    const source = requirement?.source ?? `hashicorp/${name}`
    const found = new ProviderSchemas(this.store, source, requirement?.constraint ?? '', locked.get(source) ?? null)
    if (found.version === null && source !== 'hashicorp/terraform') this.unknownProviders.add(source)
    return found
  }

  private scopeOf(module: Module, isCalled: boolean): ScopeContext {
    const library = {
      signatures: this.signatures,
      provided: (name: string) => this.provided(module, name),
      files: new ModuleFilesOnTree(this.surroundings, module.dir, isCalled),
    }
    return {
      module,
      library,
      workspace: this.workspace(module.dir),
      child: (call) => this.modules.called(module, call),
    }
  }

  /** A function that a required provider brings along. */
  private provided(module: Module, name: string): Signature | string | undefined {
    const [namespace, provider = '', local] = name.split('::')
    if (namespace !== 'provider') {
      return `The function namespace "${namespace}" is not valid. Provider function calls must use the "provider::" namespace prefix.`
    }
    if (local === undefined || provider === '')
      return 'The function call must include the provider name after the "provider::" prefix.'
    const requirement = module.requirements.get(provider)
    if (requirement === undefined) {
      return `There is no function named "${name}". Ensure that provider name "${provider}" is declared in this module's required_providers block, and that this provider offers a function named "${local}".`
    }
    const pack =
      requirement === undefined ? null : this.provider(module, provider, this.lockedVersions(module.dir)).active
    const found = pack?.function(local)
    if (!pack || (found === null && !pack.hasFunctions)) return undefined
    if (!found) return `The function "${local}" is not available from the provider "${provider}".`
    const parameter = (type: Type, index: number): Parameter => ({
      name: `argument ${index + 1}`,
      type,
      nullable: true,
    })
    const variadic = found.variadic === null ? null : parameter(found.variadic, found.parameters.length)
    return { parameters: found.parameters.map(parameter), variadic, returns: found.returns }
  }

  /** The workspace that was chosen for an initialised folder, or for the root that calls it; null where nobody chose. */
  private workspace(dir: string): string | null {
    const seen = new Set([dir])
    for (const one of seen) {
      const chosen = this.surroundings.text(join(one, '.terraform/environment'))?.trim()
      if (chosen) return chosen
      if (this.surroundings.list(join(one, '.terraform')) !== null) return 'default'
      for (const caller of this.callers.get(one) ?? []) seen.add(caller.module.dir)
    }
    return null
  }

  /** Whether a module that calls this one gives it a configuration of that name. */
  private isPassed(dir: string, address: string): boolean {
    return (this.callers.get(dir) ?? []).some(({ call }) =>
      call.providers?.some(({ inChild }) => referenceText(inChild) === address),
    )
  }

  /** The versions that were locked for the folder, or for the root that calls it. */
  private lockedVersions(dir: string): ReadonlyMap<string, string> {
    const seen = new Set([dir])
    for (const one of seen) {
      const locked = this.lockFile(one)
      if (locked.size > 0) return locked
      for (const caller of this.callers.get(one) ?? []) seen.add(caller.module.dir)
    }
    return new Map()
  }

  private lockFile(dir: string): ReadonlyMap<string, string> {
    const text = this.surroundings.text(join(dir, '.terraform.lock.hcl')) ?? ''
    const found = text.matchAll(/provider "registry\.terraform\.io\/([^"]+)" \{\s+version\s+= "([^"]+)"/g)
    return new Map([...found].map((match) => [match[1] ?? '', match[2] ?? '']))
  }
}

function key(one: Located): string {
  return `${one.file}:${one.line}:${one.column}:${one.summary}:${one.detail}`
}
