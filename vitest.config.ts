import { defineConfig } from 'vitest/config';

/** `unit` starts no server; `cluster` runs real etcd and kube-apiserver processes. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{apps,libs,tools}/**/*.test.ts', 'apps/*/e2e/**/*.e2e.ts'],
          exclude: ['**/node_modules/**', '**/*.cluster.test.ts', '**/*.long.test.ts'],
          restoreMocks: true,
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'cluster',
          include: ['{apps,libs,tools}/**/*.cluster.test.ts'],
          exclude: ['**/node_modules/**'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          maxWorkers: 1,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'long',
          include: ['{apps,libs,tools}/**/*.long.test.ts'],
          exclude: ['**/node_modules/**'],
          testTimeout: 3_600_000,
        },
      },
    ],
  },
});
