import type { LockedBucket } from '../sinks/create-bucket-sink.ts';
import type { AuditBranch } from '../sinks/create-git-sink.ts';

/** A branch in memory whose commits are compared with the head that was last read, as a push is. */
export function createMemoryBranch(): {
  readonly files: Map<string, string>;
  open(): AuditBranch;
  messages: string[];
} {
  const files = new Map<string, string>();
  const messages: string[] = [];
  return {
    files,
    messages,
    open: () => {
      let seen = messages.length;
      return {
        listFiles: () => Promise.resolve([...files.keys(), 'README.md']),
        readFile: (path) => {
          seen = messages.length;
          return Promise.resolve(files.get(path));
        },
        commitFile: (path, text, message) => {
          if (seen !== messages.length) return Promise.resolve('moved');
          files.set(path, text);
          messages.push(message);
          seen = messages.length;
          return Promise.resolve('committed');
        },
      };
    },
  };
}

/** A bucket in memory that never replaces an object. */
export function createMemoryBucket(): LockedBucket & { readonly objects: Map<string, string> } {
  const objects = new Map<string, string>();
  return {
    objects,
    putIfAbsent: (key, text) => {
      if (objects.has(key)) return Promise.resolve('present');
      objects.set(key, text);
      return Promise.resolve('put');
    },
    getText: (key) => Promise.resolve(objects.get(key)),
    async *listKeys(prefix) {
      yield* [...objects.keys()].filter((key) => key.startsWith(prefix)).sort();
    },
  };
}
