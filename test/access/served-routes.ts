import type { INestApplication } from '@nestjs/common';

interface Layer {
  readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> };
}

/** Every route that Express really answers, whoever registered it: `GET /health/live`. */
export function servedRoutes(app: INestApplication): readonly string[] {
  const { router } = app.getHttpAdapter().getInstance() as {
    readonly router: { readonly stack: readonly Layer[] };
  };
  return router.stack
    .flatMap(({ route }) =>
      Object.entries(route?.methods ?? {}).flatMap(([method, isServed]) =>
        isServed ? [`${method.toUpperCase()} ${route?.path ?? ''}`] : [],
      ),
    )
    .toSorted();
}
