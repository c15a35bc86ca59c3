/** Options of the executor `render`. */
export interface RenderOptions {
  /** Name of the region. */
  readonly region: string;
}

/**
 * Gives the whole environment of the rendering process.
 *
 * Nothing else may reach it: cdk8s reads variables of its own, which Nx could not count as inputs.
 */
export function rendererEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(['PATH', 'HOME'].map((name) => [name, process.env[name]]));
}
