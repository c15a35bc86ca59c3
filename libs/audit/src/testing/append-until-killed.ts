/** Appends records to the folder that is its argument and prints each sequence that was acknowledged, until it is killed. */
import { openAuditLog } from '../open-audit-log.ts';
import { createFolderSink } from '../sinks/create-folder-sink.ts';
import { toEntry } from './to-entry.ts';

const folder = process.argv[2] ?? '';
const log = openAuditLog({
  origin: { region: 'eu-west-1', half: 'region' },
  sink: createFolderSink(folder, ignore),
  warn: ignore,
});

for (;;) {
  const { sequence } = await log.readHead();
  const record = await log.appendRecord(toEntry(sequence % 10));
  process.stdout.write(`${record.sequence}\n`);
}

function ignore(): void {
  // What a killed predecessor left is looked at by the test.
}
