import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRegion, type NewRegionOptions } from './create-region.ts';
import type { Prompt, Prompter } from './prompter.ts';

const REGIONS = join(import.meta.dirname, '../../../../../regions');

const GIVEN = new Map([
  ['location', 'eu-west-1'],
  ['account', '111122223333'],
  ['domain', 'apps.example.com'],
]);

let root = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'atoll-new-'));
  for (const name of ['fleet', 'aws-us-east-1', 'aws-us-west-2'])
    cpSync(join(REGIONS, name), join(root, 'regions', name), { recursive: true });
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

/** A person who knows an answer to some questions, in the order in which each is asked, and presses Enter for the others. */
interface Person extends Prompter {
  readonly asked: readonly string[];
  readonly refused: readonly string[];
  readonly shown: readonly string[];
}

function createPerson(answers: Readonly<Record<string, readonly string[]>>): Person {
  const left = new Map(Object.entries(answers).map(([message, given]) => [message, [...given]]));
  const log = { asked: [] as string[], refused: [] as string[], shown: [] as string[] };
  const ask = async (prompt: Prompt): Promise<string> => {
    log.asked.push(prompt.message);
    for (;;) {
      const known = [...left].find(([message]) => prompt.message.startsWith(message));
      const typed = known?.[1].shift() ?? prompt.proposal ?? '';
      const wrong = typed === '' ? undefined : prompt.check(typed);
      if (wrong === undefined) return typed;
      log.refused.push(wrong);
    }
  };
  return { ...log, ask, show: (title, body) => log.shown.push(`${title}: ${body}`) };
}

async function create(options: Partial<NewRegionOptions>) {
  return await createRegion({
    root,
    name: 'aws-eu-west-1',
    flags: GIVEN,
    prompter: undefined,
    isDryRun: false,
    at: new Date('2026-10-01T00:00:00Z'),
    ...options,
  });
}

describe(createRegion, () => {
  it('asks only what no option answers and what matters after the answers', async () => {
    const person = createPerson({ 'How clients reach': ['private'], 'Public ranges': ['198.51.100.0/24'] });

    const { problems } = await create({ prompter: person });

    expect(problems).toStrictEqual([]);
    expect(person.refused).toStrictEqual([]);
    expect(person.asked).toStrictEqual([
      'Cloud that the region runs in',
      "External id that the owner's trust policies demand",
      'IPv4 range of the network, /16 to /21',
      'How clients reach the region',
      'Where traffic to the internet leaves',
      'Public ranges that may reach the API server, such as those of your offices and the control cluster',
      'Size of the database',
      'Whose key encrypts data at rest',
      'Days for which the database can be restored to any moment',
      'Write-once protection of the backups',
      'Day of the weekly maintenance window',
      'Start of the window, hh:mm in UTC',
      'Length of the window in minutes',
      'PrivateLink: ARNs that may connect, such as arn:aws:iam::777788889999:root (nothing: no PrivateLink)',
      'Transit Gateway: its id (nothing: no attachment)',
      "Who installs Flux into the region's cluster",
    ]);
  });

  it('refuses at once that the control cluster installs what it cannot reach', async () => {
    const person = createPerson({
      'How clients reach': ['private'],
      'Who installs Flux': ['automatic', 'manual'],
    });

    const { text } = await create({ prompter: person });

    expect(person.refused).toStrictEqual([
      'cannot be reached by the control cluster in a private region; add a transit-gateway connection, allowedCidrs, or bootstrap: manual.',
    ]);
    expect(text).toContain('  bootstrap: manual\n');
  });

  it('asks again what turns out to be wrong at the end', async () => {
    const person = createPerson({
      'How clients reach': ['private'],
      'Where traffic': ['transit', 'gateway'],
      'Public ranges': ['198.51.100.0/24'],
    });

    const { text, problems } = await create({ prompter: person });

    expect(problems).toStrictEqual([]);
    expect(person.refused.concat(person.shown).join('\n')).toContain(
      'transit needs a connection of type transit-gateway in spec.aws.privateConnections.',
    );
    expect(text).not.toContain('egress');
  });

  it('refuses a broken option on a terminal, and asks instead', async () => {
    const person = createPerson({ 'Apps domain': ['apps.example.com'] });

    const { text } = await create({ prompter: person, flags: new Map([...GIVEN, ['domain', 'Apps']]) });

    expect(person.shown).toStrictEqual([
      '--domain Apps: expected a domain in lower case, such as apps.example.com, got "Apps"',
    ]);
    expect(text).toContain('    domain: apps.example.com\n');
  });

  it.each([
    [
      'aws-us-east',
      /^the name of region aws-us-east-1 begins with the name of region aws-us-east in the same account/,
    ],
    ['aws-us-east-1-b', /^begins with the name of region aws-us-east-1 in the same account/],
  ])('refuses the name %s in an account where roles could act on both', async (name, message) => {
    const { problems } = await create({ name });

    expect(problems.map(({ path, code }) => `${path} ${code}`)).toStrictEqual([
      'metadata.name ERR_CONFIG_NAME_PREFIX',
    ]);
    expect(problems[0]?.message).toMatch(message);
  });

  it('overwrites no file that appeared meanwhile', async () => {
    const path = join(root, 'regions/aws-eu-west-1/region.yaml');
    const person = createPerson({});
    const write = async (prompt: Prompt) => {
      if (!existsSync(path)) {
        cpSync(join(REGIONS, 'aws-us-west-2'), join(root, 'regions/aws-eu-west-1'), { recursive: true });
        writeFileSync(path, 'mine');
      }
      return await person.ask(prompt);
    };

    await expect(create({ prompter: { ...person, ask: write } })).rejects.toMatchObject({
      code: 'ERR_REGION_NEW_NAME',
    });
    expect(readFileSync(path, 'utf8')).toBe('mine');
  });

  it('says what is wrong with what all regions have in common', async () => {
    rmSync(join(root, 'regions/fleet/organization.yaml'));

    const { problems } = await create({});

    expect(problems.map(({ file, code }) => `${file} ${code}`)).toStrictEqual([
      'regions/fleet/organization.yaml ERR_CONFIG_MISSING_FILE',
    ]);
  });
});
