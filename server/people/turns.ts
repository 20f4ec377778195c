/** Work on the same thing happens one after the other, in the order asked; work on other things does not wait. */
export class Turns {
  readonly #last = new Map<string, Promise<unknown>>();

  /** Does the work when all earlier work on `thing` has ended, well or badly. Rejects as the work does. */
  take<T>(thing: string, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(thing) ?? Promise.resolve();
    const mine = before.then(work, work);
    this.#last.set(thing, mine);
    const leave = () => {
      if (this.#last.get(thing) === mine) this.#last.delete(thing);
    };
    mine.then(leave, leave);
    return mine;
  }
}
