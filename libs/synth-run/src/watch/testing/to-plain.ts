import type { ConfigClone } from '@atoll/deploy-repo';

/** Gives the methods of a clone, for a test that comes between. */
export function toPlain(clone: ConfigClone): ConfigClone {
  return {
    url: clone.url,
    root: clone.root,
    fetch: () => clone.fetch(),
    fetchBranches: (prefix) => clone.fetchBranches(prefix),
    checkOut: (commit) => clone.checkOut(commit),
    readProposed: (commit, head) => clone.readProposed(commit, head),
    readText: (commit, path) => clone.readText(commit, path),
    listWithTrailer: (head, key, value) => clone.listWithTrailer(head, key, value),
    commitFile: (file) => clone.commitFile(file),
    push: (merge) => clone.push(merge),
    close: () => clone.close(),
  };
}
