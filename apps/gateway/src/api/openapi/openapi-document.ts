import { z } from 'zod';
import type { RouteEntry } from '../access/route-table';
import { KEY, KEY_HEADER } from '../operation/asked';
import { statusOf, type Operation } from '../operation/operation';
import { TITLES } from '../problem.filter';
import { SchemaBook, type JsonSchema } from './schema-book';

type Described = RouteEntry & { readonly operation: Operation };

/** A problem of RFC 9457, in Vietnamese. */
const PROBLEM = z
  .strictObject({
    type: z.literal('about:blank'),
    title: z.string(),
    status: z.number().int(),
    detail: z.string().meta({ description: 'Chuyện gì, nghĩa là gì, làm gì.' }),
    code: z.string().optional().meta({ description: 'Cho chương trình.' }),
    text: z.array(z.string()).optional().meta({ description: 'detail thành từng dòng.' }),
    errors: z
      .array(z.strictObject({ in: z.enum(['query', 'body', 'header']), name: z.string(), text: z.string() }))
      .optional()
      .meta({ description: 'Từng tham số chưa đúng.' }),
  })
  .meta({ id: 'Problem' });

/** Of every operation: the address, too many at once, the unforeseen, no audit to write to. */
const ALWAYS = [421, 429, 500, 503] as const;

/** The OpenAPI 3.1 document of what the gateway serves, made of the declarations that requests are validated by. */
export function openApiDocument(routes: readonly RouteEntry[]): object {
  const book = new SchemaBook();
  const described = routes.filter((route): route is Described => route.operation !== undefined);
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of described) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationObject(route, book) };
  }
  const groups = [...new Set(described.map(({ operation }) => operation.group))];
  const responses = Object.fromEntries(
    Object.keys(TITLES).map((status) => [`Problem${status}`, problemOf(status, book)]),
  );
  return {
    openapi: '3.1.1',
    info: {
      title: 'Cổng liên thông KNTC – API quản trị',
      version: '1',
      summary: 'Mọi thứ cổng biết, và mọi quyết định mà cổng chờ.',
      license: { name: 'Không cấp phép lại', identifier: 'LicenseRef-UNLICENSED' },
    },
    servers: [{ url: '/' }],
    tags: groups.map((name) => ({ name })),
    paths,
    components: {
      schemas: book.named,
      responses,
      securitySchemes: {
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'kntc',
          description: 'Sau khi đăng nhập ở /dang-nhap.',
        },
        csrf: { type: 'apiKey', in: 'header', name: 'x-kntc-csrf', description: 'csrf của /api/v1/session.' },
        token: { type: 'http', scheme: 'bearer', description: 'Mã truy cập; chỉ để đọc.' },
      },
    },
  };
}

function operationObject({ method, access, operation }: Described, book: SchemaBook): object {
  const { id, summary, group, body } = operation;
  const status = statusOf(operation);
  const permission = access?.kind === 'needs' ? access.permission : undefined;
  return {
    operationId: id,
    summary,
    tags: [group],
    'x-permission': permission ?? 'open',
    security: permission === undefined ? [] : securityOf(method),
    parameters: parametersOf(operation, book),
    ...(body !== undefined && {
      requestBody: { required: true, content: { 'application/json': { schema: book.of(body, 'input') } } },
    }),
    responses: {
      [status]: answerOf(operation, book),
      ...Object.fromEntries(
        problemsOf(operation, permission !== undefined).map((problem) => [
          problem,
          { $ref: `#/components/responses/Problem${problem}` },
        ]),
      ),
    },
  };
}

/** A token never changes anything. */
function securityOf(method: string): readonly object[] {
  return method === 'GET' ? [{ session: [] }, { token: [] }] : [{ session: [], csrf: [] }];
}

function answerOf({ answer, summary, media }: Operation, book: SchemaBook): object {
  if (media !== undefined)
    return { description: summary, content: { [media]: { schema: { type: 'string' } } } };
  if (answer === undefined) return { description: summary };
  return { description: summary, content: { 'application/json': { schema: book.of(answer, 'output') } } };
}

/** Every status of a problem that an operation can answer with. */
export function problemsOf(operation: Operation, isSignedIn: boolean): readonly number[] {
  const { params, query, body, isOnce, problems = [] } = operation;
  const isRead = [query, body, isOnce].some((one) => one !== undefined);
  const all = [
    ...ALWAYS,
    ...problems,
    ...(isSignedIn ? [401, 403] : [401]),
    ...(params === undefined ? [] : [404]),
    // An unreadable path or query is one of everything.
    400,
    ...(isRead && body !== undefined ? [413, 415] : []),
  ];
  return [...new Set(all)].toSorted((one, other) => one - other);
}

function parametersOf({ params, query, isOnce }: Operation, book: SchemaBook): readonly object[] {
  return [
    ...membersOf('path', params, book),
    ...membersOf('query', query, book),
    ...(isOnce === true
      ? [
          {
            name: KEY_HEADER,
            in: 'header',
            required: true,
            description:
              'Cùng khoá, cùng nội dung: làm một lần, trả lời như lần đầu. Cùng khoá, nội dung khác: 422.',
            schema: book.of(KEY, 'input'),
          },
        ]
      : []),
  ];
}

function membersOf(
  where: 'path' | 'query',
  members: z.ZodObject | undefined,
  book: SchemaBook,
): readonly object[] {
  if (members === undefined) return [];
  const { properties = {}, required = [] } = book.of(members, 'input') as {
    readonly properties?: Readonly<Record<string, JsonSchema>>;
    readonly required?: readonly string[];
  };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    schema,
  }));
}

function problemOf(status: string, book: SchemaBook): object {
  return {
    description: TITLES[Number(status)] ?? 'Có lỗi',
    content: { 'application/problem+json': { schema: book.of(PROBLEM, 'output') } },
  };
}
