import packageJson from '../package.json' with { type: 'json' };

/** Version of the generator: the one of this package. */
export const GENERATOR_VERSION: string = packageJson.version;
