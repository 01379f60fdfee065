import { PageOrder } from './page-order';

/** A page whose storing ends when the test says so. */
function aPage(): {
  readonly store: () => Promise<void>;
  readonly end: (err?: Error) => void;
  begun: boolean;
} {
  let end: (err?: Error) => void = () => undefined;
  const ended = new Promise<void>((resolve, reject) => {
    end = (err) => (err === undefined ? resolve() : reject(err));
  });
  const page = {
    begun: false,
    end: (err?: Error) => end(err),
    store: () => {
      page.begun = true;
      return ended;
    },
  };
  return page;
}

const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

async function isPending(promise: Promise<unknown>): Promise<boolean> {
  const state = { pending: true };
  promise.then(
    () => (state.pending = false),
    () => (state.pending = false),
  );
  await turn();
  return state.pending;
}

describe('pages being stored while the next ones are judged', () => {
  it('are stored one after the other, in their order', async () => {
    const order = new PageOrder();
    const [first, second] = [aPage(), aPage()];
    order.begin(['a'], first.store);
    order.begin(['b'], second.store);
    await turn();
    expect([first.begun, second.begun]).toEqual([true, false]);
    first.end();
    await turn();
    expect(second.begun).toBe(true);
    second.end();
    await expect(order.stored()).resolves.toBeUndefined();
  });

  it('leave room for one more until two wait', async () => {
    const order = new PageOrder();
    const [first, second] = [aPage(), aPage()];
    order.begin(['a'], first.store);
    expect(await isPending(order.room())).toBe(false);
    order.begin(['b'], second.store);
    const room = order.room();
    expect(await isPending(room)).toBe(true);
    first.end();
    expect(await isPending(room)).toBe(false);
  });

  it('are waited for when a page shows one of their keys again, and only then', async () => {
    const order = new PageOrder();
    const [first, second] = [aPage(), aPage()];
    order.begin(['a'], first.store);
    order.begin(['b'], second.store);
    expect(await isPending(order.knownIsCurrent(['c']))).toBe(false);
    const onFirst = order.knownIsCurrent(['x', 'a']);
    const onSecond = order.knownIsCurrent(['a', 'b']);
    first.end();
    expect([await isPending(onFirst), await isPending(onSecond)]).toEqual([false, true]);
    second.end();
    expect(await isPending(onSecond)).toBe(false);
  });

  it('stop at the first that fails: nothing behind it is stored, and whoever waits is told', async () => {
    const order = new PageOrder();
    const [first, second] = [aPage(), aPage()];
    order.begin(['a'], first.store);
    order.begin(['b'], second.store);
    first.end(new Error('database gone'));
    await expect(order.room()).rejects.toThrow('database gone');
    await expect(order.stored()).rejects.toThrow('database gone');
    await expect(order.knownIsCurrent(['b'])).rejects.toThrow('database gone');
    await expect(order.settled()).resolves.toBeUndefined();
    expect(second.begun).toBe(false);
  });
});
