import type { GuardedRegion, Manifest } from './guarded-region.ts';

/** Objects of one region's shop. */
export function toShop({ namespace }: GuardedRegion) {
  const map: Manifest = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'limits', namespace },
    data: { most: '10' },
  };
  const secret: Manifest = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'login', namespace },
    stringData: { password: 'hunter2-of-git' },
  };
  const deployment: Manifest = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'cart', namespace },
    spec: {
      replicas: 2,
      selector: { matchLabels: { app: 'cart' } },
      template: {
        metadata: { labels: { app: 'cart' } },
        spec: { containers: [{ name: 'app', image: 'cart:1', resources: { requests: { cpu: '1000m' } } }] },
      },
    },
  };
  const paths = {
    map: `/api/v1/namespaces/${namespace}/configmaps/limits`,
    secret: `/api/v1/namespaces/${namespace}/secrets/login`,
    deployment: `/apis/apps/v1/namespaces/${namespace}/deployments/cart`,
  };
  return { map, secret, deployment, paths };
}
