import { describe, expect, it } from 'vitest';
import { planRemovals } from './plan-removals.ts';

const LIVE = {
  metadata: { labels: { 'app.io/part': 'a', hand: 'made', 'a[b]': 'c' } },
  spec: {
    containers: [
      { name: 'side', image: 'x' },
      {
        name: 'app',
        env: [
          { name: 'A', value: '1' },
          { name: 'B', value: '2' },
          { name: 'C', value: '3' },
        ],
        ports: [{ containerPort: 80 }, { containerPort: 80, protocol: 'UDP' }],
      },
    ],
    finalizers: ['one', 'two'],
    args: ['-v', '-x'],
  },
};

function pathsOf(...paths: readonly string[]): readonly string[] {
  return planRemovals(LIVE, paths).removals.map(({ path }) => path);
}

describe(planRemovals, () => {
  it.each([
    ['/metadata/labels/hand', '/metadata/labels/hand'],
    ['/metadata/labels/app.io~1part', '/metadata/labels/app.io~1part'],
    ['/spec/containers[name=app]/env[name=B]', '/spec/containers/1/env/1'],
    ['/spec/containers[name=app]/ports[containerPort=80,protocol=TCP]', '/spec/containers/1/ports/0'],
    ['/spec/containers[name=app]/ports[containerPort=80,protocol=UDP]', '/spec/containers/1/ports/1'],
    ['/spec/finalizers[=two]', '/spec/finalizers/1'],
    ['/spec/args[0]', '/spec/args/0'],
    ['/metadata/labels/a~2b~3', '/metadata/labels/a[b]'],
  ])('finds %s at %s', (path, pointer) => {
    expect(pathsOf(path)).toStrictEqual([pointer]);
  });

  it('takes items of one list from the last to the first', () => {
    const env = '/spec/containers[name=app]/env';
    expect(pathsOf(`${env}[name=A]`, `${env}[name=C]`, `${env}[name=B]`)).toStrictEqual([
      '/spec/containers/1/env/2',
      '/spec/containers/1/env/1',
      '/spec/containers/1/env/0',
    ]);
  });

  it('takes a field once whose parent goes as well', () => {
    expect(pathsOf('/spec/containers[name=side]/image', '/spec/containers[name=side]')).toStrictEqual([
      '/spec/containers/0',
    ]);
  });

  it.each([
    '/spec/gone',
    '/spec/containers[name=none]/image',
    '/spec/args[7]',
    '/metadata/labels/constructor',
    '',
  ])('says that it does not find "%s"', (path) => {
    expect(planRemovals(LIVE, [path])).toStrictEqual({ removals: [], unresolved: [path] });
  });
});
