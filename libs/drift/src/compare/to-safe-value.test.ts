import { describe, expect, it } from 'vitest';
import { redactPath } from './redact-path.ts';
import { toSafeValue } from './to-safe-value.ts';

const ENV = '/spec/template/spec/containers[name=app]/env';

function show(value: unknown, path: string, kind = 'Deployment') {
  return toSafeValue(value, { kind, path, hmac: () => 'hmac' });
}

describe(toSafeValue, () => {
  it.each([
    ['Deployment', `${ENV}[name=DB_PASSWORD]/value`, 'hunter2'],
    ['Deployment', `${ENV}[name=AWS_SECRET_ACCESS_KEY]`, { name: 'AWS_SECRET_ACCESS_KEY', value: 'hunter2' }],
    ['Deployment', ENV, [{ name: 'apiKey', value: 'hunter2' }]],
    ['Deployment', '/spec/template/spec/containers[name=app]/args', ['--verbose', '--db-password=hunter2']],
    ['Deployment', '/spec/template/spec/containers[name=app]/args', ['--db-password', 'hunter2']],
    ['Deployment', `${ENV}[name=DATABASE]/value`, 'postgres://app:hunter2@db/shop'],
    ['ConfigMap', '/data/private_key', 'hunter2'],
    ['ConfigMap', '/data', { secretAccessKey: 'hunter2' }],
    ['Widget', '/spec/credentials/secretAccessKey', 'hunter2'],
    ['Widget', '/spec/tokens[=hunter2]', 'hunter2'],
    ['Secret', '/data/anything', 'hunter2'],
    ['Secret', '/data', { anything: 'hunter2' }],
    ['Service', '/metadata/annotations/kubectl.kubernetes.io~1last-applied-configuration', 'hunter2'],
    ['Deployment', '/metadata/annotations/example.org~1token', 'hunter2'],
    ['Deployment', '/metadata/annotations/example.org~1api-key', 'hunter2'],
  ])('shows nothing of a %s at %s', (kind, path, value) => {
    expect(show(value, path, kind)).toStrictEqual({ redacted: 'hmac' });
  });

  it.each([
    ['/spec/replicas', 7, '7'],
    ['/spec/template/spec/automountServiceAccountToken', false, 'false'],
    ['/spec/template/spec/volumes[name=tls]/secret/secretName', 'tls', '"tls"'],
    [`${ENV}[name=LEVEL]/value`, 'info', '"info"'],
    ['/spec/template/spec/containers[name=app]/args', ['--verbose'], '["--verbose"]'],
    ['/spec/url', 'oci://registry:5000/img@sha256:00', '"oci://registry:5000/img@sha256:00"'],
  ])('shows the value at %s', (path, value, json) => {
    expect(show(value, path)).toStrictEqual({ json });
  });
});

describe(redactPath, () => {
  it('hides a value that stands in the path itself where the field is a secret', () => {
    expect(redactPath('/spec/tokens[=hunter2]', () => 'hmac')).toBe('/spec/tokens[=~hmac]');
    expect(redactPath('/spec/tags[=z]', () => 'hmac')).toBe('/spec/tags[=z]');
  });
});
