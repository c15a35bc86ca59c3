import { Transform } from 'node:stream';

const NEWLINE = 10;

/** Makes a stream that turns each line into none, one or more; the end of an unfinished line passes as it is. */
export function createLineChange(change: (line: string) => readonly string[]): Transform {
  let rest = Buffer.alloc(0);
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      rest = Buffer.concat([rest, chunk]);
      for (let end = rest.indexOf(NEWLINE); end !== -1; end = rest.indexOf(NEWLINE)) {
        for (const line of change(rest.toString('utf8', 0, end))) this.push(`${line}\n`);
        rest = rest.subarray(end + 1);
      }
      done();
    },
    flush(done) {
      done(null, rest);
    },
  });
}
