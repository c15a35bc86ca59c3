import { describe, expect, it } from 'vitest';
import { listUnknownVariables, parseAgentOptions, readOptionWords } from './parse-agent-options.ts';

const LEAST = { ATOLL_REGIONS: 'eu-1', ATOLL_IDENTITY: 'agent-0', ATOLL_DATA: '/data' };

function parse(environment: Record<string, string>) {
  return parseAgentOptions(readOptionWords(environment), '1.2.3');
}

describe(parseAgentOptions, () => {
  it('needs a region, a name and a folder, and has a default for the rest', () => {
    expect(parse(LEAST)).toStrictEqual({
      scope: 'region',
      regions: ['eu-1'],
      identity: 'agent-0',
      namespace: 'atoll-system',
      dataFolder: '/data',
      host: '0.0.0.0',
      healthPort: 8080,
      logLevel: 'info',
      access: 'read-only',
      mode: 'run',
      version: '1.2.3',
    });
  });

  it('takes every region of a control cluster when none is named', () => {
    expect(parse({ ...LEAST, ATOLL_SCOPE: 'control-plane', ATOLL_REGIONS: '' }).regions).toStrictEqual([]);
  });

  it.each([
    [{ ATOLL_SCOPE: 'everything' }, 'ATOLL_SCOPE=everything must be one of region, control-plane.'],
    [{ ATOLL_HEALTH_PORT: 'web' }, 'ATOLL_HEALTH_PORT=web must be integer.'],
    [{ ATOLL_HEALTH_PORT: '99999' }, 'ATOLL_HEALTH_PORT=99999 must be <= 65535.'],
    [{ ATOLL_REGIONS: 'a,b' }, 'ATOLL_REGIONS must name exactly one region with ATOLL_SCOPE=region.'],
    [{ ATOLL_IDENTITY: '' }, 'ATOLL_IDENTITY is missing: Name of this replica: its Pod.'],
  ])('refuses %j', (wrong, message) => {
    expect(() => parse({ ...LEAST, ...wrong })).toThrow(
      expect.objectContaining({ code: 'ERR_AGENT_OPTIONS', message }),
    );
  });

  it('says everything that is wrong at once', () => {
    expect(() => parse({ ATOLL_SCOPE: 'x', ATOLL_LOG_LEVEL: 'y' })).toThrow(
      /IDENTITY.*DATA.*SCOPE|SCOPE.*LOG_LEVEL/,
    );
  });
});

describe(listUnknownVariables, () => {
  it('names what looks like an option and is none', () => {
    const environment = { ATOLL_REGIONS: 'eu-1', ATOLL_PORT: '8443', PATH: '/bin', ATOLL_REGION: 'eu-1' };

    expect(listUnknownVariables(environment)).toStrictEqual(['ATOLL_PORT', 'ATOLL_REGION']);
  });
});
