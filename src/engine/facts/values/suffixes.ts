// The whole Public Suffix List is 300 KB; these are the suffixes that people mistake for their own domain.
const SECOND_LEVEL: Readonly<Record<string, string>> = {
  uk: 'co org net ac gov ltd plc me sch',
  au: 'com net org edu gov id asn',
  nz: 'co net org ac govt geek school',
  za: 'co net org ac gov web',
  jp: 'co ne or ac go ad ed gr lg',
  kr: 'co ne or ac go re',
  cn: 'com net org edu gov ac',
  tw: 'com net org edu gov idv',
  hk: 'com net org edu gov idv',
  sg: 'com net org edu gov per',
  my: 'com net org edu gov',
  in: 'co net org ac gov firm gen ind',
  id: 'co or ac go web sch',
  th: 'co or ac go in net',
  il: 'co org ac gov net muni',
  tr: 'com net org edu gov biz info web',
  br: 'com net org edu gov art blog eco ind',
  mx: 'com net org edu gob',
  ar: 'com net org edu gob',
  pl: 'com net org edu gov info biz',
  ua: 'com net org edu gov in',
  at: 'co or ac gv',
  hu: 'co org info',
  es: 'com nom org gob edu',
}

const HOSTING = [
  'github.io',
  'gitlab.io',
  'netlify.app',
  'vercel.app',
  'pages.dev',
  'workers.dev',
  'herokuapp.com',
  'amazonaws.com',
  'cloudfront.net',
  'elasticbeanstalk.com',
  'azurewebsites.net',
  'cloudapp.net',
  'appspot.com',
  'web.app',
  'firebaseapp.com',
  'fly.dev',
  'onrender.com',
  'home.arpa',
  'in-addr.arpa',
  'ip6.arpa',
]

/** Whether a domain of at least two labels belongs to everybody, so that nobody can have it as their own. */
export function isSharedSuffix(domain: string): boolean {
  if (HOSTING.includes(domain)) return true
  const [second = '', top = '', more] = domain.split('.')
  return more === undefined && (SECOND_LEVEL[top]?.split(' ').includes(second) ?? false)
}
