/** Words of values and small words that hurried writers misspell; separated by spaces. */
export const VALUE_WORDS =
  'production staging stage preprod sandbox development environment availability region frankfurt ireland london virginia oregon singapore sydney postgres postgresql mysql mariadb private public starter ' +
  'enterprise advanced compliance github actions karpenter without instead except skip minute hour dnssec amazon azure google single ubuntu debian'

/** Words of English and of its neighbours that lie within a slip or two of a keyword and must stay what they are. */
export const ENGLISH = [
  'activ activo admit advance advances advancing amaze amazing ambiente application assistance assurance assure auction audit audited autohealing',
  'automake automated automatic automating balances cashing catching clutter coaching compliant conduct confirmation conflagration consistently console',
  'consulate consuls consult consultant consulting consumer consumers consumption contain contained containment continuing council councils dancer',
  'declaration declarations decorative dedication deutsch developer developers developing dienst dienste direkt dirent discovery distance distributie',
  'distributors driver drivers duplication employment enjoy enterprises entorno entornos entrance environmental environnement eternal eventuele excepto',
  'excerpt excerpts externally faction fallback fallbacks formation formations formulation fraction goggle googled groupe groupes happened happening',
  'harder healthy hoisted honor honour house houses iceland impotent inform insurance invention inventor inventors journal journals keepalive kennel',
  'lager lancer laser later lawyer lawyers layed linked linker linkers linus locating machined macro massage mental micros minuet modulo molecular',
  'molecules multe mutually namespaced nearest neither networkd networker nuestra nuestro origin original originals paint paints pairing parching',
  'partitioned peeked peeled peeling peeping perform performs petitioning pitching platform platforms playback positioning postscript precision',
  'precisions prediction predictions primate print prints productions productive projection protection protections provisional publication publish',
  'publisher queued reaction reason reasons recorder recording recordings recovered reform regional religion relocation relocations remain remove removes',
  'repetition replicating reputation reserve resistance resolve resolved resolves restart restarting restarts restored revere reversed revolver reword',
  'romain rooting rotting rousing routable routed routine scripted scripture scrypt sealing semver sensible serve served serverlist serves serviced',
  'servicio servicios servir sever severe severely shading shall share shared shares sharing shark sharp shelf shells shelter shingle sidebar signal',
  'signals singe singles singly sistem sistema sistemas sistemi smell spell spelling spells stadt stage stager stages stale standard standards standing',
  'stark start started starten starters startet starting starts startup stata stated stateful stateless statement statements states stating station',
  'stations statistic statistics stato statt staying stellen stick sticks stinky stocky storage strange strategy stream streams structure sublet',
  'submitting subset subsets sysconfig systeem systemet tablet tablets terminator terminators terrace terrain territory trafficking tragic transform',
  'transforms transmit transmits uniform virtually',
].join(' ')
