import { Controller, Get, Inject } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { Open } from '../access/route-access';
import { routesOfModules } from '../access/route-table';
import { openApiDocument } from './openapi-document';

/** What the API can be asked, for people and for programs that are made from it. */
@Controller('api/openapi.json')
export class OpenApiController {
  #document: object | undefined;

  constructor(@Inject(ModulesContainer) private readonly modules: ModulesContainer) {}

  @Get()
  @Open('it says what can be asked, which is in our manual, and nothing of what is answered')
  document(): object {
    this.#document ??= openApiDocument(routesOfModules(this.modules));
    return this.#document;
  }
}
