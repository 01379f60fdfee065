import { aFarSide } from './far-side';
import { aCase } from './sample-bodies';

describe('the form of answers and repeats of step 1 are settings', () => {
  it.each([
    [{ layers: 1, idKey: 'MaVuViec' }, 'MaVuViec'],
    [{ layers: 2, idKey: 'id' }, 'id'],
  ])('answers as %p', async (answers, key) => {
    const far = await aFarSide({ settings: { answers } });
    const body: unknown = await (await far.raw('CapNhatVuViec', aCase())).json();
    const answer = (answers.layers === 2 ? JSON.parse(String(body)) : body) as Record<string, string>;
    expect(answer[key]).toMatch(/^[0-9a-f-]{36}$/);
    await far.stop();
  });

  it.each([
    ['replace', 'updated'],
    ['add', 'attached'],
    ['reject', 'refused'],
  ])('a case sent again with its Id under «%s» is %s', async (repeat, decision) => {
    const far = await aFarSide({ settings: { repeat: { CapNhatVuViec: repeat } } });
    const { Id } = await far.send('CapNhatVuViec', aCase());
    await far.send('CapNhatVuViec', aCase({ 'VuViec.Id': Id, NoiDungDon: 'Nội dung mới' }));
    expect((await far.ledger()).at(-1)).toMatchObject({ decision, caseId: Id });
    await far.stop();
  });

  it('names of form fields with dots are read as those with brackets', async () => {
    const far = await aFarSide();
    const form = new URLSearchParams();
    const add = (name: string, value: unknown): void => {
      if (Array.isArray(value)) value.forEach((item, index) => add(`${name}[${index}]`, item));
      else if (typeof value === 'object' && value !== null)
        for (const [key, member] of Object.entries(value)) add(name === '' ? key : `${name}.${key}`, member);
      else form.append(name, String(value));
    };
    add('', aCase());
    const answer = await far.raw('CapNhatVuViec', form.toString(), {
      'content-type': 'application/x-www-form-urlencoded',
    });
    expect(JSON.parse((await answer.json()) as string)).toMatchObject({ Message: '' });
    await far.stop();
  });
});
