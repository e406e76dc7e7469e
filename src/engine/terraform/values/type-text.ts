import { BOOL, DYNAMIC, NUMBER, STRING, type Type } from './type.ts'

/**
 * Types as the schema packs and the table of functions write them: string s, number n, bool b, any *, list [t, set <t,
 * map {t, tuple (t…), object :name=t…; where a name that may be left out ends in `?`.
 */
export function readType(text: string): Type {
  return new TypeReader(text).next()
}

class TypeReader {
  private readonly text: string
  private at = 0

  constructor(text: string) {
    this.text = text
  }

  next(): Type {
    switch (this.text[this.at++]) {
      case 's':
        return STRING
      case 'n':
        return NUMBER
      case 'b':
        return BOOL
      case '[':
        return { is: 'list', element: this.next() }
      case '<':
        return { is: 'set', element: this.next() }
      case '{':
        return { is: 'map', element: this.next() }
      case '(': {
        const elements: Type[] = []
        while (this.text[this.at] !== ')') elements.push(this.next())
        this.at++
        return { is: 'tuple', elements }
      }
      case ':':
        return this.object()
      default:
        return DYNAMIC
    }
  }

  private object(): Type {
    const attributes = new Map<string, Type>()
    const optional = new Set<string>()
    while (this.at < this.text.length && this.text[this.at] !== ';') {
      const equals = this.text.indexOf('=', this.at)
      const mayBeLeftOut = this.text[equals - 1] === '?'
      const name = this.text.slice(this.at, mayBeLeftOut ? equals - 1 : equals)
      this.at = equals + 1
      attributes.set(name, this.next())
      if (mayBeLeftOut) optional.add(name)
    }
    this.at++
    return optional.size > 0 ? { is: 'object', attributes, optional } : { is: 'object', attributes }
  }
}
