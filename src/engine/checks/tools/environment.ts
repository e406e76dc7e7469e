/** What other programs may know of the environment we run in: where programs are, and how to speak. Nothing else is passed on. */
const PASSED = ['PATH', 'LANG', 'LC_ALL', 'LC_CTYPE', 'TZ', 'SYSTEMROOT', 'PATHEXT'] as const

/**
 * The environment of an outside tool: no credentials, no endpoints, no proxies, no configuration of the user's, and a
 * home of its own. `set` is added to it.
 */
export function toolEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  home: string,
  set: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const passed = PASSED.flatMap((name): [string, string][] => {
    const value = env[name]
    return value === undefined ? [] : [[name, value]]
  })
  return {
    ...Object.fromEntries(passed),
    HOME: home,
    TMPDIR: home,
    XDG_CONFIG_HOME: `${home}/.config`,
    XDG_CACHE_HOME: `${home}/.cache`,
    XDG_DATA_HOME: `${home}/.local/share`,
    TERM: 'dumb',
    NO_COLOR: '1',
    CI: '1',
    // Nobody phones home about somebody else's files.
    CHECKPOINT_DISABLE: '1',
    TF_IN_AUTOMATION: '1',
    TF_INPUT: '0',
    AWS_EC2_METADATA_DISABLED: 'true',
    KUBECONFIG: '/dev/null',
    DO_NOT_TRACK: '1',
    ...set,
  }
}
