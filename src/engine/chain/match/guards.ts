export interface Guard {
  word: string
  /** Text before or after the word that shows another meaning. */
  notBefore?: RegExp
  notAfter?: RegExp
  /** One of these must stand somewhere in the goal. */
  needs?: RegExp
}

const FLEET =
  /\b(?:servers?|config\w*|minions?|ansible|puppet|chef|salt|saltstack|cookbooks?|vms?|hosts?|fleet|infra\w*|nodes?|linux|ubuntu|debian|machines?|provision\w*|terraform)\b/i

/** Short words and names that are also everyday words. */
export const GUARDS: readonly Guard[] = [
  { word: 'dr', notAfter: /^\.\s*\p{Lu}?\p{L}+/u, notBefore: /(?:\bthe|\ba|\bmy)\s+good\s+$/i },
  {
    word: 'bind',
    notBefore: /(?:\bto|\bcan(?:not|'t)?|\bwill|\bmust|\bshould|\bdata|-)\s*$/i,
    notAfter:
      /^\s+(?:to|the|a|an|it|its|them|this|port|ports|address|all|every|events?|on\s+(?:port|address|all|the|an?|every|localhost|\d))\b/i,
  },
  {
    word: 'salt',
    needs: FLEET,
    notBefore: /(?:\bpassword|\bhash(?:ed|es)?(?:\s+(?:and|with|\+))?|\ba)\s*$/i,
    notAfter: /^\s+(?:hash|lake|water|lamp|level|content|passwords?)/i,
  },
  { word: 'chef', needs: FLEET, notBefore: /(?:\ba|\bthe|\bmy|\bpersonal|\bprivate)\s+$/i },
  { word: 'puppet', notAfter: /^\s+(?:show|theat)/i },
  {
    word: 'tf',
    notBefore: /(?:\bkeras|\bpytorch|\btensorflow)[\s,/]*$/i,
    notAfter: /^(?:-idf|\s*idf|\s+(?:keras|model|lite|serving))/i,
  },
  { word: 'raft', notBefore: /(?:\bwhitewater|\blife|\ba)[\s-]+$/i, notAfter: /^\s+of\b/i },
  { word: 'ha', notBefore: /\bha[\s,!]*$/i, notAfter: /^[\s,!]*ha\b/i },
  { word: 'host', notAfter: /^\s+(?:a|an|my|our|the|it)\b/i },
  { word: 'hosts', notAfter: /^\s+(?:a|an|my|our|the|it)\b/i },
  // Envoy Gateway stands at the edge of a cluster and is no mesh.
  { word: 'envoy', notAfter: /^\s*-?\s*gateway\b/i },
  { word: 'mesh', notBefore: /(?:\bwire|\bmetal|\bfabric|\b3d)\s*-?$/i },
  { word: 'fedora', notBefore: /(?:\ba|\bmy|\bwearing)\s+$/i },
  { word: 'rocky', notAfter: /^\s+(?:mountain|road|start|balboa)/i },
  {
    word: 'consensus',
    notBefore: /\b(?:reach(?:ed)?|build|find|rough)\s+(?:a\s+)?$/i,
    notAfter: /^\s+(?:among|in\s+the\s+team|between\s+(?:people|stakeholders))/i,
  },
  { word: 'disaster', notBefore: /\b(?:a|total|natural)\s+$/i },
  { word: 'resolver', notBefore: /\b(?:graphql|module|conflict)\s+$/i },
  { word: 'shard', notBefore: /\bthe\s+$/i },
  { word: 'ssh', notAfter: /^\s+(?:key\s+)?(?:into|to)\b/i },
]
