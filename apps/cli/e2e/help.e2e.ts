import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { commands } from '../src/commands.ts';
import { runAtoll } from './testing/run-atoll.ts';

/** Help is the same everywhere, also where there is no config repository. */
const place = { cwd: tmpdir() };

const names = commands.map(({ name }) => name);

describe('atoll --help', () => {
  it('lists every command, also when nothing is asked for', async () => {
    const { code, stdout, stderr } = await runAtoll([], place);

    expect(names.filter((name) => !new RegExp(`^  ${name} `, 'm').test(stdout))).toStrictEqual([]);
    expect(stderr).toBe('');
    expect(code).toBe(0);
  });

  it.each(names)('shows for %s how it is called, with an example', async (name) => {
    const { code, stdout, stderr } = await runAtoll([name, '--help'], place);

    expect(stdout).toContain(`Usage: atoll ${name} `);
    expect(stdout).toMatch(new RegExp(`^Examples:\\n  atoll ${name}`, 'm'));
    expect(stderr).toBe('');
    expect(code).toBe(0);
  });

  it.each([
    ['region', 'new'],
    ['access', 'revoke'],
  ])('shows the help of `%s %s` also as `help %s %s`', async (noun, verb) => {
    const [asked, own] = await Promise.all([
      runAtoll(['help', noun, verb], place),
      runAtoll([noun, verb, '--help'], place),
    ]);

    expect(asked.stdout).toContain(`Usage: atoll ${noun} ${verb} `);
    expect(asked).toStrictEqual(own);
  });

  it('ends without a word when its reader leaves early', async () => {
    const { code, stderr } = await runAtoll(['--help'], { ...place, isDeaf: true });

    expect(stderr).toBe('');
    expect(code).toBe(0);
  });
});

describe('a slip on the command line', () => {
  it.each([
    [['synht'], "error: unknown command 'synht'\n(Did you mean synth?)\n"],
    [['synth', '--verfy'], "error: unknown option '--verfy'\n(Did you mean --verify?)\n"],
    [
      ['synth', 'aws-us-east-1'],
      "error: too many arguments for 'synth'. Expected 0 arguments but got 1: aws-us-east-1.\n",
    ],
    [['help', 'region', 'nwe'], "error: unknown command 'nwe'\n(Did you mean new?)\n"],
    [['render'], "error: missing required argument 'region'\n"],
    [
      ['version', '-o', 'yaml'],
      "error: option '-o, --output <format>' argument 'yaml' is invalid. Allowed choices are text, json.\n",
    ],
  ])('%j is named, and ends with 64', async (words, message) => {
    const { code, stdout, stderr } = await runAtoll(words, place);

    expect(stderr).toBe(`${message}Run the command with --help for its options.\n`);
    expect(stdout).toBe('');
    expect(code).toBe(64);
  });
});
