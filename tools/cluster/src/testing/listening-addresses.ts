import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** State of a listening socket in /proc/net/tcp (linux/net/tcp_states.h). */
const LISTEN = '0A';

/**
 * Lists the local addresses on which a process listens, as /proc/net/tcp and tcp6 write them: `0100007F:1F90` is
 * 127.0.0.1:8080. Linux only.
 */
export function listeningAddresses(pid: number): string[] {
  const folder = `/proc/${pid}/fd`;
  const inodes = new Set(readdirSync(folder).map((name) => readSocketInode(`${folder}/${name}`)));
  const lines = ['tcp', 'tcp6'].flatMap((name) =>
    readFileSync(`/proc/net/${name}`, 'utf8').split('\n').slice(1),
  );
  return lines.flatMap((line) => {
    const [, local = '', , state, , , , , , inode] = line.trim().split(/\s+/);
    return state === LISTEN && inodes.has(inode) ? [local] : [];
  });
}

function readSocketInode(path: string): string | undefined {
  try {
    return /^socket:\[(\d+)\]$/.exec(readlinkSync(path))?.[1];
  } catch {
    // Closed between listing and reading.
    return undefined;
  }
}
