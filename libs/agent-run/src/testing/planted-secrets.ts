import type { Manifest } from './guarded-region.ts';

/** Objects of a shop with a secret in every place that people put one. */
export interface PlantedSecrets {
  readonly secret: Manifest;
  readonly deployment: Manifest;
  /** Each of them, once. */
  readonly values: readonly string[];
}

/**
 * Makes the objects.
 *
 * @param word begins every value, so that one set is told from another
 */
export function plantSecrets(namespace: string, word: string): PlantedSecrets {
  const values: string[] = [];
  const plant = (place: string): string => {
    const value = `${word}-${place}-5f1d`;
    values.push(value);
    return value;
  };
  const labels = { app: 'cart' };
  const env = [
    { name: 'DB_PASSWORD', value: plant('env') },
    { name: 'DATABASE_URL', value: `postgres://shop:${plant('url')}@db/shop` },
    { name: 'OPTIONS', value: `--verbose --token=${plant('env-flag')}` },
  ];
  const container = {
    name: 'app',
    image: 'cart:1',
    command: ['cart', '--api-key', plant('next-word')],
    args: [`--password=${plant('flag')}`],
    env,
  };
  return {
    secret: {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'login', namespace },
      data: { password: toBase64(plant('secret')), key: toBase64(plant('secret-key')) },
    },
    deployment: {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: {
        name: 'cart',
        namespace,
        annotations: {
          'example.org/token': plant('annotation'),
          'example.org/db-password': plant('annotation-word'),
          apiKey: plant('plain-annotation'),
        },
      },
      spec: {
        replicas: 1,
        selector: { matchLabels: { ...labels } },
        template: { metadata: { labels }, spec: { containers: [container] } },
      },
    },
    values,
  };
}

/** Gives the spellings in which a text would give a secret away. */
export function listSpellings(value: string): readonly string[] {
  return [value, toBase64(value), encodeURIComponent(value), Buffer.from(value).toString('hex')];
}

function toBase64(text: string): string {
  return Buffer.from(text).toString('base64');
}
