import type { Readable } from 'node:stream';

const LINE_END = 0x0a;

/** Takes lines and counted bytes from a stream. */
export class ByteQueue {
  #held: Buffer = Buffer.alloc(0);
  readonly #chunks: AsyncIterator<Buffer>;
  readonly #explainEnd: () => Promise<never>;

  /** @param explainEnd throws why the stream has ended before all was taken */
  constructor(stream: Readable, explainEnd: () => Promise<never>) {
    this.#chunks = stream.iterator({ destroyOnReturn: false }) as AsyncIterator<Buffer>;
    this.#explainEnd = explainEnd;
  }

  async takeLine(): Promise<string> {
    let end = this.#held.indexOf(LINE_END);
    while (end < 0) {
      await this.#pull();
      end = this.#held.indexOf(LINE_END);
    }
    const line = this.#held.toString('utf8', 0, end);
    this.#held = this.#held.subarray(end + 1);
    return line;
  }

  async take(count: number): Promise<Buffer> {
    while (this.#held.length < count) {
      await this.#pull();
    }
    const taken = this.#held.subarray(0, count);
    this.#held = this.#held.subarray(count);
    return taken;
  }

  async #pull(): Promise<void> {
    const next = await this.#chunks.next();
    if (next.done === true) {
      await this.#explainEnd();
      return;
    }
    this.#held = this.#held.length === 0 ? next.value : Buffer.concat([this.#held, next.value]);
  }
}
