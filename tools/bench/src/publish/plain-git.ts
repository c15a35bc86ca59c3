import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** Output of Git that is read at once, in bytes: the list of 150,000 files takes 15 MB. */
const MOST_OUTPUT = 2 ** 28;

/** A person's way to publish what lies in a folder. */
export interface PlainGit {
  /** Adds, commits and pushes whatever the work tree holds. */
  publish(subject: string): void;
  /** Brings the work tree to what Atoll has published; nobody measures that. */
  takeOver(): void;
  countFiles(): number;
}

/** Gives a work tree with what was published to a deploy repository, as files that Git does not know yet. */
export function createPlainGit(temp: string, deploy: string): PlainGit {
  const [work, remote, staging] = [join(temp, 'plain'), join(temp, 'plain.git'), join(temp, 'plain.tar')];
  runGit(temp, ['init', '--quiet', '-b', 'main', work]);
  runGit(temp, ['init', '--quiet', '--bare', '-b', 'main', remote]);
  runGit(work, ['remote', 'add', 'origin', remote]);
  const takeOver = () => {
    runGit(deploy, ['archive', '--output', staging, 'main']);
    execFileSync('tar', ['-x', '-f', staging, '-C', work]);
  };
  takeOver();
  return {
    takeOver,
    publish(subject) {
      runGit(work, ['add', '--all']);
      // Ends with 1 when there is nothing to commit.
      spawnSync('git', ['-C', work, ...PERSON, 'commit', '--quiet', '-m', subject], { stdio: 'ignore' });
      runGit(work, ['push', '--quiet', 'origin', 'main']);
    },
    countFiles: () => runGit(work, ['ls-files']).split('\n').length,
  };
}

const PERSON = ['-c', 'user.name=Person', '-c', 'user.email=p@example.org'];

/** Runs Git as a person would, and gives what it printed. */
export function runGit(folder: string, args: readonly string[]): string {
  return execFileSync('git', ['-C', folder, ...PERSON, ...args], {
    encoding: 'utf8',
    maxBuffer: MOST_OUTPUT,
    stdio: ['ignore', 'pipe', 'inherit'],
  }).trim();
}
