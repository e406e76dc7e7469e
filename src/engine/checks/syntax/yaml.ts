import { scanYaml } from '../../render/format/yaml.ts'
import { syntaxCheck } from './check.ts'

export const yamlSyntax = syntaxCheck('yaml', scanYaml)
