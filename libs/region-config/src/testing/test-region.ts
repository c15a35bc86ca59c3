/** A Region of the cloud `aws` that holds only what has no default. */
export const minimalRegion = `apiVersion: config.atoll.dev/v1alpha1
kind: Region
metadata:
  name: eu-west-1
spec:
  cloud: aws
  location: eu-west-1
  network:
    cidr: 10.40.0.0/16
  dns:
    domain: apps.example.com
  aws:
    account: "111122223333"
    externalId: 7c0e2a4e-41d6-4b39
`;

/** An Organization that holds only what has no default. */
export const minimalOrganization = `apiVersion: config.atoll.dev/v1alpha1
kind: Organization
metadata:
  name: acme
spec:
  deploy:
    repository: https://git.example.com/acme/deploy.git
`;

/** An Observed without values. */
export const minimalObserved = `apiVersion: config.atoll.dev/v1alpha1
kind: Observed
metadata:
  name: eu-west-1
spec: {}
`;

/**
 * Gives a text with one piece replaced by another.
 *
 * @throws Error when the piece is not in the text, so that no test goes on with the unchanged one
 */
export function replaceIn(text: string, piece: string, replacement: string): string {
  if (!text.includes(piece)) throw new Error(`The test's text does not hold ${JSON.stringify(piece)}.`);
  return text.replace(piece, () => replacement);
}
