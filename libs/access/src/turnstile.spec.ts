import { Turnstile } from './turnstile';

interface Held {
  readonly result: Promise<string>;
  readonly leave: () => void;
}

function hold(turnstile: Turnstile, entered: string[], name: string): Held {
  let leave = (): void => undefined;
  const gate = new Promise<void>((resolve) => (leave = resolve));
  const result = turnstile.pass(async () => {
    entered.push(name);
    await gate;
    return name;
  });
  return { result, leave };
}

it('lets two in, one wait, and turns the fourth away at once', async () => {
  const turnstile = new Turnstile({ atOnce: 2, waiting: 1 });
  const entered: string[] = [];
  const [first, second, third, fourth] = ['a', 'b', 'c', 'd'].map((name) => hold(turnstile, entered, name));
  expect(await fourth!.result).toBe('busy');
  expect(entered).toEqual(['a', 'b']);
  first!.leave();
  expect(await first!.result).toBe('a');
  expect(entered).toEqual(['a', 'b', 'c']);
  second!.leave();
  third!.leave();
  expect(await Promise.all([second!.result, third!.result])).toEqual(['b', 'c']);
});

it('a piece of work that fails gives its place back', async () => {
  const turnstile = new Turnstile({ atOnce: 1, waiting: 0 });
  await expect(turnstile.pass(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await turnstile.pass(() => Promise.resolve('yes'))).toBe('yes');
});
