export { type ConfigRemote, createConfigRemote } from './config-remote.ts';
export {
  type GitHttpFault,
  type GitHttpServer,
  type GitHttpServerOptions,
  type SeenRequest,
  startGitHttpServer,
} from './git-http-server.ts';
