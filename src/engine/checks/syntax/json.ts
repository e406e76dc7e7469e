import { scanJson } from '../../render/format/json.ts'
import { syntaxCheck } from './check.ts'

export const jsonSyntax = syntaxCheck('json', scanJson)
