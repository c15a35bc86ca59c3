/** The key that signs commits. */
export interface SigningKey {
  readonly format: 'ssh' | 'openpgp';
  /** For ssh the file of the private key, without a passphrase; for openpgp the key's id. */
  readonly key: string;
}

/** Gives the arguments before and behind the word `commit-tree`; both empty without a key. */
export function toSigningArguments(signingKey: SigningKey | undefined): {
  readonly before: readonly string[];
  readonly behind: readonly string[];
} {
  return signingKey === undefined
    ? { before: [], behind: [] }
    : { before: ['-c', `gpg.format=${signingKey.format}`], behind: [`-S${signingKey.key}`] };
}
