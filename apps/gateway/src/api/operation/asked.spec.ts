import { HttpException } from '@nestjs/common';
import { z } from 'zod';
import { LIST_RECORDS } from '../records.dto';
import { readAsked } from './asked';
import type { Operation } from './operation';

const NAMED = {
  id: 'name',
  group: 'Hồ sơ',
  summary: 'x',
  params: z.strictObject({ id: z.uuid() }),
  body: z.strictObject({ name: z.string().min(2), tags: z.array(z.string()).max(1).optional() }),
  isOnce: true,
} as const satisfies Operation;
const ID = '00000000-0000-4000-8000-000000000001';
const KEYED = { 'idempotency-key': 'lan-mot-0001' };

function complaints(
  operation: Operation,
  request: Partial<Parameters<typeof readAsked>[1]>,
): readonly string[] {
  try {
    readAsked(operation, { params: {}, query: {}, headers: {}, ...request });
    return [];
  } catch (err) {
    if (!(err instanceof HttpException) || err.getStatus() !== 400) throw err;
    const { errors } = err.getResponse() as { errors: { in: string; name: string; text: string }[] };
    return errors.map(({ in: where, name, text }) => `${where} ${name}: ${text}`);
  }
}

describe('a request is what its operation declares', () => {
  it.each<[object, readonly string[]]>([
    [{ limit: '0' }, ['query limit: ít nhất 1']],
    [{ limit: '501' }, ['query limit: nhiều nhất 500']],
    [{ limit: 'ten' }, ['query limit: phải là số nguyên']],
    [{ limit: ['1', '2'] }, ['query limit: phải là số nguyên']],
    [{ kind: 'XX' }, ['query kind: phải là một trong: KN, TC, KNPA']],
    [{ source: 'a\u0000b' }, ['query source: một dòng chữ, không có ký tự điều khiển']],
    [{ cols: '1' }, ['query cols: không có tham số này']],
    [{ '<svg>': '1' }, ['query ?: không có tham số này']],
    [{ localKey: 'A' }, ['query localKey: cần cả source: khoá chỉ có nghĩa trong một nguồn']],
    [{ class: 'confirmed', code: 'REJECTED' }, ['query code: lý do này chỉ có ở class held']],
    [{ localCode: 'A' }, ['query localCode: cần cả code: lý do mà nó nói tới']],
    [
      { code: 'REJECTED', list: '3' },
      ['query list: hồ sơ tạm dừng không có thông tin này; chỉ lọc theo code'],
    ],
  ])('the query %j is told what is wrong with it', (query, expected) => {
    expect(complaints(LIST_RECORDS, { query })).toEqual(expected);
  });

  it('numbers of a query are numbers, and what is not asked for has its default', () => {
    const asked = readAsked(LIST_RECORDS, {
      params: {},
      query: { list: '3', code: 'UNKNOWN_CODE' },
      headers: {},
    });
    expect(asked.query).toEqual({ list: 3, code: 'UNKNOWN_CODE', limit: 50 });
  });

  it('a body is told every member that is missing, too long or unknown, never its value', () => {
    const body = { tags: ['a', 'b'], secret: 'Nguyễn Văn A' };
    expect(complaints(NAMED, { params: { id: ID }, body, headers: KEYED })).toEqual([
      'body name: bắt buộc phải có',
      'body tags: nhiều nhất 1 phần tử',
      'body secret: không có tham số này',
    ]);
    expect(complaints(NAMED, { params: { id: ID }, body: 'text', headers: KEYED })).toEqual([
      'body nội dung: phải là một đối tượng JSON',
    ]);
  });

  it('what acts once needs a key', () => {
    const request = { params: { id: ID }, body: { name: 'An' } };
    expect(complaints(NAMED, request)).toEqual(['header Idempotency-Key: bắt buộc phải có']);
    expect(complaints(NAMED, { ...request, headers: { 'idempotency-key': 'ngắn' } })).toEqual([
      'header Idempotency-Key: 8 đến 100 ký tự: chữ không dấu, số, . _ : -',
    ]);
    expect(complaints(NAMED, { ...request, headers: KEYED })).toEqual([]);
  });

  it('a path that names nothing is not there', () => {
    expect(() => readAsked(NAMED, { params: { id: '1' }, query: {}, headers: KEYED })).toThrow(
      expect.objectContaining({ status: 404 }) as Error,
    );
  });
});
