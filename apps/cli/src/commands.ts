import type { CliCommand } from './command.ts';
import { access } from './commands/access.ts';
import { agent } from './commands/agent.ts';
import { audit } from './commands/audit.ts';
import { completion } from './commands/completion.ts';
import { drift } from './commands/drift.ts';
import { explain } from './commands/explain.ts';
import { fleet } from './commands/fleet.ts';
import { iam } from './commands/iam.ts';
import { observe } from './commands/observe.ts';
import { plan } from './commands/plan.ts';
import { publish } from './commands/publish.ts';
import { region } from './commands/region.ts';
import { render } from './commands/render.ts';
import { synth } from './commands/synth.ts';
import { validate } from './commands/validate.ts';
import { version } from './commands/version.ts';
import { watch } from './commands/watch.ts';

/** Every command, in the order of `atoll --help`: one line each. */
export const commands: readonly CliCommand[] = [
  validate,
  plan,
  synth,
  publish,
  watch,
  render,
  observe,
  region,
  fleet,
  drift,
  agent,
  access,
  audit,
  iam,
  explain,
  version,
  // Looks at all others, so it stays the last.
  completion,
];
