import type { Type } from '../values/type.ts'
import { readType } from '../values/type-text.ts'

export interface Parameter {
  name: string
  type: Type
  nullable: boolean
}

export interface Signature {
  parameters: Parameter[]
  variadic: Parameter | null
  returns: Type
}

/** The functions of Terraform 1.11, as `terraform metadata functions` lists them: name:type, `?` where null is taken. */
const FUNCTIONS = `
abs(num:n) n
abspath(path:s) s
alltrue(list:[b) b
anytrue(list:[b) b
base64decode(str:s) s
base64encode(str:s) s
base64gzip(str:s) s
base64sha256(str:s) s
base64sha512(str:s) s
basename(path:s) s
bcrypt(str:s ...cost:n) s
can(expression:*) b
ceil(num:n) n
chomp(str:s) s
chunklist(list:[* size:n) [[*
cidrhost(prefix:s hostnum:n) s
cidrnetmask(prefix:s) s
cidrsubnet(prefix:s newbits:n netnum:n) s
cidrsubnets(prefix:s ...newbits:n) [s
coalesce(...vals?:*) *
coalescelist(...vals?:*) *
compact(list:[s) [s
concat(...seqs:*) *
contains(list:* value:*) *
csvdecode(str:s) *
dirname(path:s) s
distinct(list:[*) [*
element(list:* index:n) *
endswith(str:s suffix:s) b
ephemeralasnull(value?:*) *
file(path:s) s
filebase64(path:s) s
filebase64sha256(path:s) s
filebase64sha512(path:s) s
fileexists(path:s) b
filemd5(path:s) s
fileset(path:s pattern:s) <s
filesha1(path:s) s
filesha256(path:s) s
filesha512(path:s) s
flatten(list:*) *
floor(num:n) n
format(format:s ...args?:*) *
formatdate(format:s time:s) s
formatlist(format:s ...args?:*) *
indent(spaces:n str:s) s
index(list:* value:*) *
issensitive(value?:*) b
join(separator:s ...lists:[s) s
jsondecode(str:s) *
jsonencode(val?:*) s
keys(inputMap:*) *
length(value:*) n
log(num:n base:n) n
lookup(inputMap:* key:s ...default?:*) *
lower(str:s) s
matchkeys(values:[* keys:[* searchset:[*) [*
max(...numbers:n) n
md5(str:s) s
merge(...maps?:*) *
min(...numbers:n) n
nonsensitive(value?:*) *
one(list:*) *
parseint(number:* base:n) *
pathexpand(path:s) s
plantimestamp() s
pow(num:n power:n) n
range(...params:n) [n
regex(pattern:s string:s) *
regexall(pattern:s string:s) [*
replace(str:s substr:s replace:s) s
reverse(list:*) *
rsadecrypt(ciphertext:s privatekey:s) s
sensitive(value?:*) *
setintersection(first_set:<* ...other_sets:<*) <*
setproduct(...sets:*) *
setsubtract(a:<* b:<*) <*
setunion(first_set:<* ...other_sets:<*) <*
sha1(str:s) s
sha256(str:s) s
sha512(str:s) s
signum(num:n) n
slice(list:* start_index:n end_index:n) *
sort(list:[s) [s
split(separator:s str:s) [s
startswith(str:s prefix:s) b
strcontains(str:s substr:s) b
strrev(str:s) s
substr(str:s offset:n length:n) s
sum(list:*) *
templatefile(path:s vars:*) *
templatestring(template:s vars:*) s
textdecodebase64(source:s encoding:s) s
textencodebase64(string:s encoding:s) s
timeadd(timestamp:s duration:s) s
timecmp(timestamp_a:s timestamp_b:s) n
timestamp() s
title(str:s) s
tobool(v?:*) b
tolist(v?:*) [*
tomap(v?:*) {*
tonumber(v?:*) n
toset(v?:*) <*
tostring(v?:*) s
transpose(values:{[s) {[s
trim(str:s cutset:s) s
trimprefix(str:s prefix:s) s
trimspace(str:s) s
trimsuffix(str:s suffix:s) s
try(...expressions:*) *
upper(str:s) s
urlencode(str:s) s
uuid() s
uuidv5(namespace:s name:s) s
values(mapping:*) *
yamldecode(src:s) *
yamlencode(value?:*) s
zipmap(keys:[s values:*) *
`

export class Signatures {
  private readonly lines = new Map<string, string>()
  private readonly known = new Map<string, Signature>()

  constructor() {
    for (const line of FUNCTIONS.trim().split('\n')) this.lines.set(line.slice(0, line.indexOf('(')), line)
  }

  names(): string[] {
    return [...this.lines.keys()]
  }

  find(name: string): Signature | null {
    const plain = name.startsWith('core::') ? name.slice(6) : name
    const line = this.lines.get(plain)
    if (line === undefined) return null
    const known = this.known.get(plain) ?? read(line)
    this.known.set(plain, known)
    return known
  }
}

function read(line: string): Signature {
  const open = line.indexOf('(')
  const close = line.indexOf(') ')
  const words = line
    .slice(open + 1, close)
    .split(' ')
    .filter(Boolean)
  const last = words.at(-1)
  const variadic = last?.startsWith('...') ? parameter(last.slice(3)) : null
  return {
    parameters: (variadic === null ? words : words.slice(0, -1)).map(parameter),
    variadic,
    returns: readType(line.slice(close + 2)),
  }
}

function parameter(text: string): Parameter {
  const colon = text.indexOf(':')
  const nullable = text[colon - 1] === '?'
  return { name: text.slice(0, nullable ? colon - 1 : colon), type: readType(text.slice(colon + 1)), nullable }
}
