import { join } from 'node:path';
import ts from 'typescript';

/**
 * Checks files that exist in memory only as if they stood in the workspace, by its own tsconfig.
 *
 * @returns one `path: message` for each error in those files
 */
export function typecheck(root: string, files: Readonly<Record<string, string>>): readonly string[] {
  const texts = new Map(Object.entries(files).map(([path, text]) => [join(root, path), text]));
  const { config } = ts.readConfigFile(join(root, 'tsconfig.base.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, files: [...texts.keys()] }, ts.sys, root);
  const host = ts.createCompilerHost(options);
  const program = ts.createProgram([...texts.keys()], options, {
    ...host,
    directoryExists: (path) =>
      [...texts.keys()].some((text) => text.startsWith(`${path}/`)) || ts.sys.directoryExists(path),
    fileExists: (path) => texts.has(path) || host.fileExists(path),
    readFile: (path) => texts.get(path) ?? host.readFile(path),
    getSourceFile: (path, ...rest) =>
      texts.has(path)
        ? ts.createSourceFile(path, texts.get(path) ?? '', rest[0])
        : host.getSourceFile(path, ...rest),
  });
  return [...texts.keys()]
    .flatMap((path) => ts.getPreEmitDiagnostics(program, program.getSourceFile(path)))
    .map(
      ({ file, messageText }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`,
    );
}
