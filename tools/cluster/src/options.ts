/** Gives the environment of the process: `ATOLL_CACHE`, `KUBEBUILDER_ASSETS`, `CI`, and what Go and openssl need. */
export function processEnvironment(): NodeJS.ProcessEnv {
  return process.env;
}
