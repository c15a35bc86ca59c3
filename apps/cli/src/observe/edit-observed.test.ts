import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { editObserved } from './edit-observed.ts';

const written = `# yaml-language-server: $schema=../../docs/schemas/observed.schema.json
# Kept by the platform team.
apiVersion: config.atoll.dev/v1alpha1
kind: Observed
metadata:
  name: one
spec:
  aws:
    # The VPC is older than Atoll.
    vpcId: "vpc-0f1e2d3c" # see the ticket

    zoneId: Z0123456789
    nameServers:
      - ns-1.example.com
    database:
      # The event store.
      address: old.example.com
`;

describe('editObserved', () => {
  it('makes a file with schema line, comment and values where there is none', () => {
    const text = editObserved(undefined, {
      region: 'one',
      cloud: 'aws',
      values: { vpcId: 'vpc-0f1e2d3c', nameServers: ['ns-1.example.com'] },
    });

    expect(text).toBe(`# yaml-language-server: $schema=../../docs/schemas/observed.schema.json
# Written by \`atoll observe one\` from the status of the region's managed resources.
# What needs a value that is absent here is not rendered, and synth says so. Comments stay when it is written again.
apiVersion: config.atoll.dev/v1alpha1
kind: Observed
metadata:
  name: one
spec:
  aws:
    vpcId: vpc-0f1e2d3c
    nameServers:
      - ns-1.example.com
`);
  });

  it('changes values in place: comments, order, quotes and blank lines stay, new fields come last', () => {
    const text = editObserved(written, {
      region: 'one',
      cloud: 'aws',
      values: {
        keyArn: 'arn:aws:kms:us-east-1:111122223333:key/1a2b',
        database: { address: 'new.example.com', allocatedGib: 200 },
        nameServers: ['ns-1.example.com', 'ns-2.example.com'],
        zoneId: 'Z0123456789',
        vpcId: 'vpc-99999999',
      },
    });

    expect(text).toBe(`# yaml-language-server: $schema=../../docs/schemas/observed.schema.json
# Kept by the platform team.
apiVersion: config.atoll.dev/v1alpha1
kind: Observed
metadata:
  name: one
spec:
  aws:
    # The VPC is older than Atoll.
    vpcId: "vpc-99999999" # see the ticket

    zoneId: Z0123456789
    nameServers:
      - ns-1.example.com
      - ns-2.example.com
    database:
      # The event store.
      address: new.example.com
      allocatedGib: 200
    keyArn: arn:aws:kms:us-east-1:111122223333:key/1a2b
`);
  });

  it('takes a field out that has no value any more', () => {
    const text = editObserved(written, { region: 'one', cloud: 'aws', values: { zoneId: 'Z0123456789' } });

    expect(parse(text).spec).toEqual({ aws: { zoneId: 'Z0123456789' } });
  });

  it.each([
    ['an empty spec', 'spec: {}\n', 'spec:\n  aws:\n    vpcId: vpc-0f1e2d3c\n'],
    ['an empty block', 'spec:\n  aws: {}\n', 'spec:\n  aws:\n    vpcId: vpc-0f1e2d3c\n'],
    [
      'the block of another cloud',
      'spec:\n  gcp:\n    network: main\n',
      'spec:\n  gcp:\n    network: main\n  aws:\n    vpcId: vpc-0f1e2d3c\n',
    ],
    [
      'a mapping on one line',
      'spec: { aws: { zoneId: Z012345, vpcId: vpc-1 } }\n',
      'spec: { aws: { vpcId: vpc-0f1e2d3c } }\n',
    ],
    [
      'a file with the line ends of Windows',
      '# Ours.\r\nspec:\r\n  aws:\r\n    vpcId: vpc-1 # old\r\n',
      '# Ours.\r\nspec:\r\n  aws:\r\n    vpcId: vpc-0f1e2d3c # old\r\n',
    ],
    [
      'a list that is not indented',
      'spec:\n  aws:\n    nameServers:\n    - a.example.com\n',
      'spec:\n  aws:\n    nameServers:\n    - a.example.com\n    vpcId: vpc-0f1e2d3c\n',
      { nameServers: ['a.example.com'] },
    ],
  ])('writes into %s', (_what, before, after, others?: object) => {
    const values = { ...others, vpcId: 'vpc-0f1e2d3c' };

    expect(editObserved(before, { region: 'one', cloud: 'aws', values })).toBe(after);
  });

  it('moves a comment behind the key of a mapping to a line of its own, for the writer of YAML knows no other', () => {
    const text = 'spec:\n  aws:\n    database: # the event store\n      address: a.example.com\n';

    const edited = editObserved(text, {
      region: 'one',
      cloud: 'aws',
      values: { database: { address: 'b.example.com' } },
    });

    expect(edited).toBe(
      'spec:\n  aws:\n    database:\n      # the event store\n      address: b.example.com\n',
    );
  });

  it('never folds a long value', () => {
    const hostname = 'a'.repeat(30).concat(' b').repeat(10);

    const text = editObserved(written, { region: 'one', cloud: 'aws', values: { hostname } });

    expect(text).toContain(`hostname: ${hostname}\n`);
  });

  it('leaves a text as it is when its values are the given ones', () => {
    const values = parse(written).spec.aws;

    expect(editObserved(written, { region: 'one', cloud: 'aws', values })).toBe(written);
  });

  it('gives a text that says exactly the given values, whatever was there before', () => {
    const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.array(fc.string(), { maxLength: 3 }));
    const name = fc.stringMatching(/^[a-z][A-Za-z0-9]{0,8}$/).filter((text) => text !== 'constructor');
    const block = fc.dictionary(name, fc.oneof(leaf, fc.dictionary(name, leaf, { minKeys: 1, maxKeys: 3 })), {
      maxKeys: 5,
    });

    fc.assert(
      fc.property(block, block, (before, after) => {
        const observed = { region: 'one', cloud: 'aws' };

        const first = editObserved(undefined, { ...observed, values: before });
        const second = editObserved(first, { ...observed, values: after });

        expect(parse(second).spec.aws).toEqual({ ...after });
      }),
    );
  });
});
