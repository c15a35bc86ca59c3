import packageJson from '../package.json' with { type: 'json' };

/** Version of the agent: the one of this package. */
export const AGENT_VERSION: string = packageJson.version;
