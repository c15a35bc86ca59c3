import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

import { apiServerFlags, etcdFlags, renderAuditPolicy } from './flags.ts';

const PORTS = { etcdClient: 1, etcdPeer: 2, secure: 3 };

const API_SERVER = {
  ports: PORTS,
  tlsCert: '/d/server.crt',
  tlsKey: '/d/server.key',
  clientAuthority: '/d/ca.crt',
  serviceAccountKey: '/d/sa.key',
  serviceAccountPublicKey: '/d/sa.pub',
  auditPolicyPath: '/d/audit.yaml',
  auditLogPath: '/d/audit.log',
};

describe('etcdFlags', () => {
  it('skips fsync only for data that is thrown away', () => {
    const flags = (isDurable: boolean) => etcdFlags({ ports: PORTS, databaseFolder: '/d', isDurable });

    expect(flags(false)).toContain('--unsafe-no-fsync');
    expect(flags(true)).not.toContain('--unsafe-no-fsync');
  });

  it('names no address but the loopback one', () => {
    const urls = etcdFlags({ ports: PORTS, databaseFolder: '/d', isDurable: true }).filter((flag) =>
      flag.includes('://'),
    );

    expect(urls.map((flag) => flag.replace(/^.*:\/\//, ''))).toEqual([
      '127.0.0.1:1',
      '127.0.0.1:1',
      '127.0.0.1:2',
      '127.0.0.1:2',
      '127.0.0.1:2',
    ]);
  });
});

describe('apiServerFlags', () => {
  it.each([
    '--bind-address=127.0.0.1',
    '--secure-port=3',
    '--etcd-servers=http://127.0.0.1:1',
    '--anonymous-auth=false',
    '--authorization-mode=Node,RBAC',
    '--client-ca-file=/d/ca.crt',
    '--audit-log-path=/d/audit.log',
  ])('has %s', (flag) => {
    expect(apiServerFlags(API_SERVER)).toContain(flag);
  });

  it('gives every flag once', () => {
    const names = apiServerFlags(API_SERVER).map((flag) => flag.split('=')[0]);

    expect(new Set(names).size).toBe(names.length);
  });
});

describe('renderAuditPolicy', () => {
  it('records the metadata of writes and leaves out the control plane and reads', () => {
    expect(parse(renderAuditPolicy())).toEqual({
      apiVersion: 'audit.k8s.io/v1',
      kind: 'Policy',
      omitStages: ['RequestReceived'],
      rules: [
        {
          level: 'None',
          users: ['system:apiserver', 'system:kube-controller-manager', 'system:kube-scheduler'],
        },
        { level: 'Metadata', verbs: ['create', 'update', 'patch', 'delete', 'deletecollection'] },
        { level: 'None' },
      ],
    });
  });

  it('records what members of some groups read', () => {
    const { rules } = parse(renderAuditPolicy(['system:serviceaccounts:shop'])) as {
      readonly rules: readonly unknown[];
    };

    expect(rules.at(-2)).toEqual({ level: 'Metadata', userGroups: ['system:serviceaccounts:shop'] });
    expect(rules.at(-1)).toEqual({ level: 'None' });
  });
});
