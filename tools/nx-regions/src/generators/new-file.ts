import type { Tree } from '@nx/devkit';

/** Names that generated code uses for one thing: `cert-manager`, `certManager`, `CertManager`. */
export interface Names {
  readonly kebab: string;
  readonly camel: string;
  readonly pascal: string;
}

/** Lower-case words joined by dashes, as in a file's name. */
const KEBAB_PATTERN = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** Gives the three forms of a name in kebab-case, or throws if it is none. */
export function parseName(what: string, name: string): Names {
  if (!KEBAB_PATTERN.test(name)) {
    throw new Error(
      `${what} ${JSON.stringify(name)}: a name is lower-case words joined by dashes, such as cert-rotation.`,
    );
  }
  const pascal = name.replaceAll(/(^|-)(.)/g, (_match, _dash, letter: string) => letter.toUpperCase());
  return { kebab: name, camel: pascal.charAt(0).toLowerCase() + pascal.slice(1), pascal };
}

/** Writes new files; throws, and writes nothing, if one of them exists. */
export function writeNewFiles(tree: Tree, files: Readonly<Record<string, string>>): void {
  const taken = Object.keys(files).filter((path) => tree.exists(path));
  if (taken.length > 0) {
    throw new Error(
      `${taken.join(', ')} exists already: a generator only makes new files; edit it by hand or choose another name.`,
    );
  }
  for (const [path, text] of Object.entries(files)) {
    tree.write(path, text);
  }
}

/** Gives what Nx calls after the files are written: it prints what is left to do by hand. */
export function sayNext(...lines: readonly string[]): () => void {
  return () => console.log(`\nNext:\n${lines.map((line) => `  ${line}`).join('\n')}`);
}
