/** Runs tasks one after the other, in the order in which they came; one that fails holds up no other. */
export class TaskLine {
  #last: Promise<unknown> = Promise.resolve();

  /** Gives what the task gives, or throws what it throws. */
  run<T>(task: () => Promise<T>): Promise<T> {
    const result = this.#last.then(task);
    this.#last = result.catch(() => undefined);
    return result;
  }
}
