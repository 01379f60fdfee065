/** One thing a store did, with what it was asked and what it said. */
export interface StoreOp {
  readonly store: 'intake' | 'lane';
  readonly name: string;
  readonly args: readonly unknown[];
  readonly said: unknown;
  readonly atMs: number;
}

export type NoteOp = (op: Omit<StoreOp, 'atMs'>) => void;

/** The same store; whatever it did without an error is noted, in the order in which it was done. */
export function noted<T extends object>(store: T, of: StoreOp['store'], note: NoteOp | undefined): T {
  if (note === undefined) return store;
  return new Proxy(store, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function') return member;
      return (...args: unknown[]): unknown => {
        const said: unknown = Reflect.apply(member, target, args);
        if (!(said instanceof Promise)) return said;
        return said.then((result: unknown) => {
          note({ store: of, name: String(name), args, said: result });
          return result;
        });
      };
    },
    set: (target, name, value) => Reflect.set(target, name, value, target),
  });
}
