/** An answer as a CGI program prints it: headers, an empty line, the content. Source: RFC 3875, section 6. */
export interface CgiAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly content: Buffer;
}

/** Splits what a CGI program has printed. */
export function splitCgiAnswer(printed: Buffer): CgiAnswer {
  const end = printed.indexOf('\r\n\r\n');
  const lines = printed.toString('latin1', 0, Math.max(end, 0)).split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
  );
  const { Status: status = '200', ...rest } = headers;
  return {
    status: end < 0 ? 500 : Number.parseInt(status, 10),
    headers: rest,
    content: printed.subarray(end + 4),
  };
}
