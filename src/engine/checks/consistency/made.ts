/** What a command makes, and so need not be there: what follows these words. */
const MADE =
  /(?:>>?|\s(?:-o|-out|-f)|--out(?:put)?(?:-[\w-]+)?|--(?:[\w-]+-)?report(?:-[\w-]+)?|\bmkdir(?: -p)?|\btouch|\btee(?: -a)?|\brm(?: -[rf]+)?|--kubeconfig|\binstall -d)[= ]\s*["']?([^\s"';|&]+)/g

/** A copy makes what it is given last; what is moved away was made before by something that was not seen. */
const COPIED = /(?<![\w./-])(cp|mv|rsync|scp|ln|install|aws s3 cp|aws s3api get-object)[ \t]+([^\n;|&#]+)/g

/** `target_file=…`: a name for what will be written. */
const NAMED_TARGET = /(?<![\w.-])\w*(?:target|output|dest|destination|result|report)\w*=["']?([^\s"';|&]+)/gi

/** `TEST="scripts/test.sh"`, which `> "$TEST"` writes. */
const ASSIGNED = /^[ \t]*(?:export |readonly |local )?([A-Za-z_]\w*)=["']?([\w./-]+)["']?[ \t]*$/gm

/** The words of commands that name what they make. */
export function wordsMade(text: string): string[] {
  const words = [...text.matchAll(MADE), ...text.matchAll(NAMED_TARGET)].map((found) => found[1] ?? '')
  for (const [, command = '', rest = ''] of text.matchAll(COPIED)) {
    const operands = rest.split(/[ \t]+/).flatMap((one) => (/^-|^\\?$/.test(one) ? [] : [one.replace(/["'`]/g, '')]))
    if (command === 'mv') words.push(...operands)
    else if (operands.length > 1) words.push(operands.at(-1) ?? '')
  }
  const written = new Set(words.flatMap((word) => /^\$\{?(\w+)\}?$/.exec(word)?.[1] ?? []))
  if (written.size === 0) return words
  const assigned = [...text.matchAll(ASSIGNED)].filter((found) => written.has(found[1] ?? ''))
  return [...words, ...assigned.map((found) => found[2] ?? '')]
}
