import { defineConfig } from 'vitest/config';

/**
 * `unit` starts no server; `git` runs a real Git server, kills publishers and lets many publish at once; `cluster` runs
 * real etcd and kube-apiserver processes.
 */
export default defineConfig({
  test: {
    // Most of a test's time is a child process's: as many workers as cores.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{apps,libs,tools}/**/*.test.ts', 'apps/*/e2e/**/*.e2e.ts'],
          exclude: [
            '**/node_modules/**',
            '**/*.cluster.test.ts',
            '**/*.long.test.ts',
            '**/*.git.test.ts',
            '**/*.git.e2e.ts',
          ],
          restoreMocks: true,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'git',
          include: ['{apps,libs,tools}/**/*.git.test.ts', 'apps/*/e2e/**/*.git.e2e.ts'],
          exclude: ['**/node_modules/**'],
          testTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'cluster',
          include: ['{apps,libs,tools}/**/*.cluster.test.ts'],
          exclude: ['**/node_modules/**'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          // Most of a test's time is waiting for a server of its own, which takes half a gigabyte.
          maxWorkers: 2,
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
