/** A program: `electing-program.ts <JSON of connection, namespace, identity, timing>` stands for election and prints each change as a line. */
import { createLeaderElection } from '../create-leader-election.ts';
import type { ElectionTiming } from '../election-timing.ts';
import { type AdminIdentity, connectAdmin } from './admin-connection.ts';

const { admin, namespace, identity, timing } = JSON.parse(process.argv[2] ?? '{}') as {
  readonly admin: AdminIdentity;
  readonly namespace: string;
  readonly identity: string;
  readonly timing: ElectionTiming;
};

const connection = connectAdmin(admin);
const election = createLeaderElection({ connection, namespace, name: 'test', identity, timing });

election.onChange(({ isLeader }) => process.stdout.write(`${JSON.stringify({ isLeader })}\n`));
election.start();
process.once('SIGTERM', () => {
  void election.stop().then(() => connection.close());
});
