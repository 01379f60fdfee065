export { describeWithPacks, packFolder } from './packs';
export { FarServers } from './far-servers';
export {
  copyOf,
  createDatabase,
  fromTemplate,
  replaceBy,
  TEST_DATABASE,
  useDatabase,
  type TestDatabase,
} from './test-database';
export { startMariadb, type TestMariadb } from './test-mariadb';
export { startRedis, type TestRedis } from './test-redis';
export { spawnTypescript } from './spawn-typescript';
export { describeWith, findTool, requireTool, skipReason, type Tool } from './tools';
