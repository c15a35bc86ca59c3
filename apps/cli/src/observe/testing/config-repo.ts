import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A config repository with one region, in a folder that the test throws away. */
export interface TestRepo {
  readonly root: string;
  readonly region: string;
  /** Path of the region's observed.yaml. */
  readonly observedPath: string;
  /** Gives observed.yaml, undefined while there is none. */
  readObserved(): Promise<string | undefined>;
  writeObserved(text: string): Promise<void>;
  remove(): Promise<void>;
}

const organization = `apiVersion: config.atoll.dev/v1alpha1
kind: Organization
metadata:
  name: example
spec:
  deploy:
    repository: https://git.example.com/example/deploy.git
  aws:
    controlPlaneRoleArn: arn:aws:iam::444455556666:role/atoll-control-plane
    operationsPrincipalArn: arn:aws:iam::444455556666:role/atoll-operations
`;

/** Makes a config repository with one AWS region in eu-west-1 that has a key of its own. */
export async function createTestRepo(region: string): Promise<TestRepo> {
  const root = await mkdtemp(join(tmpdir(), 'atoll-observe-'));
  const observedPath = join(root, 'regions', region, 'observed.yaml');
  await mkdir(join(root, 'regions', 'fleet'), { recursive: true });
  await mkdir(join(root, 'regions', region));
  await writeFile(join(root, 'regions', 'fleet', 'organization.yaml'), organization);
  await writeFile(join(root, 'regions', region, 'region.yaml'), renderRegion(region));
  return {
    root,
    region,
    observedPath,
    readObserved: () => readFile(observedPath, 'utf8').catch(() => undefined),
    writeObserved: (text) => writeFile(observedPath, text),
    remove: () => rm(root, { recursive: true, force: true }),
  };
}

function renderRegion(name: string): string {
  return `apiVersion: config.atoll.dev/v1alpha1
kind: Region
metadata:
  name: ${name}
spec:
  cloud: aws
  location: eu-west-1
  network:
    cidr: 10.40.0.0/16
  dns:
    domain: apps.example.com
  encryption:
    keys: managed
  persistence:
    size: small
    storage:
      initialGib: 100
      maxGib: 200
  aws:
    account: "111122223333"
    externalId: example-external-id-1
`;
}
