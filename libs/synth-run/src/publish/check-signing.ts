import type { SigningKey } from '@atoll/deploy-repo';
import type { LoadedOrganization } from '@atoll/synth';
import { PublishError } from './publish-error.ts';

/**
 * Passes a key that fits what the clusters verify.
 *
 * @throws PublishError `ERR_PUBLISH_SIGNING` when the clusters would refuse what is published
 */
export function checkSigning({ spec }: LoadedOrganization['config'], key: SigningKey | undefined): void {
  if (spec.deploy.signing === undefined || key?.format === 'openpgp') return;
  const rule =
    key === undefined
      ? 'and there is no key: name it with --signing-key or ATOLL_SIGNING_KEY'
      : 'and Flux 2.8 verifies OpenPGP alone: sign with an OpenPGP key';
  throw new PublishError(
    'ERR_PUBLISH_SIGNING',
    `regions/fleet/organization.yaml lets every cluster verify the commits (spec.deploy.signing), ${rule}; an unsigned commit would stop every region.`,
  );
}

/** Gives what is worth saying of a key that nobody verifies. */
export function noteSigning(
  { spec }: LoadedOrganization['config'],
  key: SigningKey | undefined,
): readonly string[] {
  if (key === undefined || spec.deploy.signing !== undefined) return [];
  return [
    'The commits are signed, and no cluster verifies them: set spec.deploy.signing in regions/fleet/organization.yaml.',
  ];
}
