import 'reflect-metadata';
import Ajv2020 from 'ajv/dist/2020';
import { NestFactory } from '@nestjs/core';
import { routeTable } from '../../apps/gateway/src/api/access/route-table';
import { openApiDocument } from '../../apps/gateway/src/api/openapi/openapi-document';
import type { Gateway } from '../../apps/gateway/src/composition/gateway';
import { GatewayModule } from '../../apps/gateway/src/gateway.module';
import { DECLARED_ROUTES } from '../access/declared-routes';
import { describedOperations, type OpenApi, type OperationObject } from './described-operations';

const HANDLES_PROBLEMS = [400, 429, 500, 503];

/** What a strict reader of OpenAPI 3.1 objects to. */
function objections(document: OpenApi): readonly string[] {
  const text = JSON.stringify(document);
  const all = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      at: `${method.toUpperCase()} ${path}`,
      path,
      method,
      operation,
    })),
  );
  const ids = all.map(({ operation }) => operation.operationId);
  const named = Object.keys(document.components.schemas);
  return [
    ...ids.filter((id, place) => ids.indexOf(id) !== place).map((id) => `${id}: two operations`),
    ...[...text.matchAll(/"\$ref":"#\/components\/(\w+)\/(\w+)"/g)].flatMap(([, part, name]) =>
      Object.hasOwn(
        part === 'schemas' ? document.components.schemas : document.components.responses,
        name ?? '',
      )
        ? []
        : [`${part}/${name}: referred to, not there`],
    ),
    ...named
      .filter((name) => !text.includes(`"#/components/schemas/${name}"`))
      .map((name) => `${name}: nobody refers to it`),
    ...(text.includes('#/$defs/') ? ['a reference into a schema of its own'] : []),
    ...schemaObjections(document),
    ...all.flatMap(({ at, path, method, operation }) =>
      operationObjections(path, method, operation).map((one) => `${at}: ${one}`),
    ),
  ];
}

function schemaObjections(document: OpenApi): readonly string[] {
  const ajv = new Ajv2020({
    strict: true,
    strictRequired: false,
    validateFormats: false,
    allowUnionTypes: true,
  });
  ajv.addVocabulary(['openapi', 'info', 'servers', 'tags', 'paths', 'components']);
  ajv.addSchema({ $id: 'doc', ...document });
  const schemas = [
    ...Object.values(document.components.schemas),
    ...describedOperations(document).flatMap(({ parameters, body, answers }) => [
      ...parameters.map(({ schema }) => schema),
      ...(body === undefined ? [] : [body]),
      ...[...answers.values()].flatMap((one) => one ?? []),
    ]),
  ];
  // Most answers share their schemas; compiling each text once keeps this test short.
  const texts = new Set(schemas.map((schema) => JSON.stringify(schema).replaceAll('"#/', '"doc#/')));
  return [...texts].flatMap((schema) => {
    try {
      ajv.compile(JSON.parse(schema) as object);
      return [];
    } catch (err) {
      return [String(err)];
    }
  });
}

function operationObjections(path: string, method: string, operation: OperationObject): readonly string[] {
  return [
    ...nameObjections(operation),
    ...parameterObjections(path, operation),
    ...answerObjections(operation),
    ...rightObjections(method, operation),
  ];
}

/** The complaint, where it is one. */
const unless = (isRight: boolean, complaint: string): readonly string[] => (isRight ? [] : [complaint]);

function nameObjections({ operationId, summary, tags }: OperationObject): readonly string[] {
  return [
    ...unless(/^[a-z][A-Za-z]+$/.test(operationId), 'an id that is no name'),
    ...unless(summary.length > 5 && tags.length === 1, 'no summary, or no group'),
  ];
}

function parameterObjections(path: string, { parameters }: OperationObject): readonly string[] {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).join();
  const declared = parameters.filter((one) => one.in === 'path');
  const names = declared.map(({ name }) => name).join();
  return [
    ...unless(inPath === names, `path says ${inPath}, parameters ${names}`),
    ...unless(
      declared.every(({ required }) => required),
      'an optional part of a path',
    ),
  ];
}

function answerObjections({ responses }: OperationObject): readonly string[] {
  const done = Object.keys(responses).filter((status) => Number(status) < 300);
  return [
    ...unless(done.length === 1, `ends well in ${done.length} ways`),
    ...unless(
      Object.values(responses).every(({ $ref, description }) => ($ref ?? description) !== undefined),
      'an answer without a description',
    ),
    ...HANDLES_PROBLEMS.filter((status) => responses[status] === undefined).map((status) => `no ${status}`),
  ];
}

function rightObjections(method: string, operation: OperationObject): readonly string[] {
  const { security, responses, requestBody } = operation;
  const isOpen = operation['x-permission'] === 'open';
  const isRead = method === 'get';
  return [
    ...unless(isOpen || responses[401] !== undefined, 'no 401'),
    ...unless((security.length === 0) === isOpen, 'security is not as the permission'),
    ...unless(isRead || !security.some((one) => 'token' in one), 'a token may change something'),
    ...unless(!isRead || requestBody === undefined, 'a body of a GET'),
  ];
}

/** Tells whoever may decide what a decision would do; nothing is done. */
const ONLY_SHOWS: readonly string[] = ['previewResync', 'tryCause'];

describe('the OpenAPI document', () => {
  let document: OpenApi;
  let served: ReturnType<typeof routeTable>;
  beforeAll(async () => {
    const gateway = { parts: { access: {} } } as unknown as Gateway;
    const app = await NestFactory.create(GatewayModule.of(gateway, ['api']), { logger: false });
    await app.init();
    served = routeTable(app);
    document = JSON.parse(JSON.stringify(openApiDocument(served))) as OpenApi;
    await app.close();
  });

  it('is what a strict reader accepts', () => {
    expect(objections(document)).toEqual([]);
  });

  it('describes every operation under /api/v1, with its permission', () => {
    const described = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(
        ([method, operation]) =>
          `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')} ${operation['x-permission']}`,
      ),
    );
    const declared = DECLARED_ROUTES.filter((line) => line.includes(' /api/v1/'));
    expect(described.toSorted()).toEqual(declared.toSorted());
  });

  it('asks a key of every decision', () => {
    const decisions = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.values(methods).flatMap((operation) =>
        operation['x-permission'].endsWith('.decide') && !ONLY_SHOWS.includes(operation.operationId)
          ? [{ path, operation }]
          : [],
      ),
    );
    expect(decisions.length).toBeGreaterThan(4);
    for (const { operation } of decisions)
      expect(operation.parameters).toContainEqual(
        expect.objectContaining({ name: 'idempotency-key', in: 'header', required: true }),
      );
  });

  it('that is broken in any of these ways is found out', () => {
    const one = '/api/v1/cases/{reference}';
    const broken = (from: string, to: string): readonly string[] => {
      const text = JSON.stringify(document);
      expect(text).toContain(from);
      return objections(JSON.parse(text.replace(from, to)) as OpenApi);
    };
    expect(broken('"operationId":"readCase"', '"operationId":"listRecords"')).toEqual([
      'listRecords: two operations',
    ]);
    expect(broken(`"${one}":`, '"/api/v1/cases/{mã}":')).toHaveLength(1);
    expect(broken('#/components/schemas/Case"', '#/components/schemas/Kase"')).not.toEqual([]);
    expect(broken('"type":"string"', '"type":"strung"')).not.toEqual([]);
    expect(broken('"x-permission":"cases.read"', '"x-permission":"open"')).toHaveLength(1);
  });
});
