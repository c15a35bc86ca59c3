import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { CONTROLLER_PROGRAMS, FLUX_PROGRAMS, GO_PROGRAMS } from './go-programs.ts';

const ALL = [...GO_PROGRAMS, ...CONTROLLER_PROGRAMS, ...FLUX_PROGRAMS];

describe('GO_PROGRAMS', () => {
  it.each(ALL.map((program) => [program.name, program] as const))(
    'declares %s as a tool of its pinned module',
    (_name, program) => {
      const goMod = readFileSync(join(program.moduleFolder, 'go.mod'), 'utf8');

      expect(goMod).toContain(`tool ${program.mainPackage}\n`);
    },
  );

  it.each(['kube-apiserver', 'kube-controller-manager'])(
    'stamps %s with the release that go.mod pins',
    (name) => {
      const program = ALL.find((candidate) => candidate.name === name);
      const goMod = readFileSync(join(program?.moduleFolder ?? '', 'go.mod'), 'utf8');
      const pinned = /k8s\.io\/kubernetes (v\d+)\.(\d+)\.(\d+)\s/.exec(goMod);

      expect(program?.linkerFlags).toContain(`gitVersion=${pinned?.[1]}.${pinned?.[2]}.${pinned?.[3]} `);
      expect(program?.linkerFlags).toContain(`gitMinor=${pinned?.[2]}`);
    },
  );
});
