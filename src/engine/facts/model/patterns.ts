const OCTET = '(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])'

/** Patterns that the model's texts have to match; messages say them in words. */
export const PATTERNS = {
  letterFirst: '^[a-z]',
  image: '^[a-z0-9][a-zA-Z0-9._:/@-]*$',
  path: '^/[A-Za-z0-9._~/-]*$',
  address: `^${[OCTET, OCTET, OCTET, OCTET].join(String.raw`\.`)}$`,
  minorVersion: '^1\\.[0-9][0-9]$',
  publicKey: '^(ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(256|384|521)|sk-[a-z0-9@.-]+) [A-Za-z0-9+/]+=*( .*)?$',
} as const
